package dev.tocsin.cli;

import dev.tocsin.diagnostic.TerminalText;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.OneLine;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** What two runs did differently, for people and for programs. */
final class RunDiffReport {

    /** A step that differs everywhere is told by its first differences. */
    private static final int MOST = 12;

    private static final int MAX_VALUE = 60;

    /** So many characters of what is alike are shown before a difference. */
    private static final int BEFORE = 20;

    private final RunDiff diff;
    private final StringBuilder text = new StringBuilder();

    private RunDiffReport(RunDiff diff) {
        this.diff = diff;
    }

    static String text(RunDiff diff) {
        RunDiffReport report = new RunDiffReport(diff);
        report.write();
        return TerminalText.lines(report.text.toString());
    }

    private void write() {
        text.append("- ").append(diff.first()).append('\n');
        text.append("+ ").append(diff.second()).append('\n');
        RunDiff.Step first = diff.firstDifference();
        for (RunDiff.Step step : diff.steps()) {
            line(step, step == first);
        }
        if (!diff.ends().isEmpty()) {
            text.append("* the end\n");
            differences(diff.ends());
        }
        if (diff.isSame()) {
            text.append("both did the same\n");
        } else if (first != null) {
            text.append("the first difference is at ").append(first.path()).append('\n');
        }
    }

    private void line(RunDiff.Step step, boolean isFirst) {
        String mark =
                switch (step.in()) {
                    case FIRST -> "-";
                    case SECOND -> "+";
                    case BOTH -> step.isSame() ? "=" : isFirst ? ">" : "*";
                };
        text.append(mark).append(' ').append(step.path());
        text.append("  ").append(TerminalText.of(step.name()));
        switch (step.in()) {
            case FIRST -> text.append(": only in ").append(diff.first());
            case SECOND -> text.append(": only in ").append(diff.second());
            case BOTH -> {}
        }
        text.append('\n');
        differences(step.differences());
    }

    private void differences(List<RunDiff.Difference> differences) {
        for (RunDiff.Difference each : differences.subList(0, Math.min(MOST, differences.size()))) {
            text.append("    ").append(TerminalText.of(each.at())).append('\n');
            String one = words(each.first());
            String other = words(each.second());
            int from = alike(one, other) - BEFORE;
            text.append("      - ").append(cut(one, from)).append('\n');
            text.append("      + ").append(cut(other, from)).append('\n');
        }
        int more = differences.size() - MOST;
        if (more > 0) {
            text.append("    and ").append(more).append(" more\n");
        }
    }

    private static String words(@Nullable Value value) {
        return TerminalText.of(value == null ? "nothing" : OneLine.of(value));
    }

    /** How many characters both begin with. */
    private static int alike(String one, String other) {
        int length = Math.min(one.length(), other.length());
        int i = 0;
        while (i < length && one.charAt(i) == other.charAt(i)) {
            i++;
        }
        return i;
    }

    /** So much that the difference is in it, however far into a long text it is. */
    private static String cut(String words, int from) {
        boolean isLong = from > 0 && words.length() > MAX_VALUE;
        String rest = isLong ? "…" + words.substring(Math.min(from, words.length())) : words;
        return rest.length() <= MAX_VALUE ? rest : rest.substring(0, MAX_VALUE - 1) + "…";
    }

    /** Without what is the same. */
    static MapValue json(RunDiff diff) {
        List<Value> steps = new ArrayList<>();
        for (RunDiff.Step step : diff.steps()) {
            if (!step.isSame()) {
                steps.add(
                        MapValue.builder()
                                .put("path", step.path())
                                .put("step", step.name())
                                .put("in", in(step.in()))
                                .put("differences", list(step.differences()))
                                .build());
            }
        }
        RunDiff.Step first = diff.firstDifference();
        return MapValue.builder()
                .put("first", diff.first())
                .put("second", diff.second())
                .put("same", diff.isSame())
                .put(
                        "firstDifference",
                        first == null ? NullValue.NULL : new StringValue(first.path()))
                .put("steps", new ListValue(steps))
                .put("end", list(diff.ends()))
                .build();
    }

    private static String in(RunDiff.In in) {
        return switch (in) {
            case BOTH -> "both";
            case FIRST -> "first";
            case SECOND -> "second";
        };
    }

    private static ListValue list(List<RunDiff.Difference> differences) {
        List<Value> all = new ArrayList<>();
        for (RunDiff.Difference each : differences) {
            all.add(
                    MapValue.builder()
                            .put("at", each.at())
                            .put("first", orNull(each.first()))
                            .put("second", orNull(each.second()))
                            .build());
        }
        return new ListValue(all);
    }

    private static Value orNull(@Nullable Value value) {
        return value == null ? NullValue.NULL : value;
    }
}
