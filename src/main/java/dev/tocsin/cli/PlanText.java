package dev.tocsin.cli;

import dev.tocsin.connector.Effect;
import dev.tocsin.diagnostic.TerminalText;
import dev.tocsin.host.Plan;
import dev.tocsin.host.PlanStep;
import dev.tocsin.value.Json;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** A plan for people: one line a step, its input below it, branches indented. */
final class PlanText {

    private static final int MAX_VALUE = 160;

    private final StringBuilder text = new StringBuilder();

    private PlanText() {}

    static String of(Plan plan) {
        PlanText words = new PlanText();
        words.text.append("plan of ").append(plan.playbook()).append("\n\n");
        words.steps(plan.steps(), 1);
        words.text.append('\n');
        for (String end : plan.ends()) {
            words.text.append("the run ").append(end).append('\n');
        }
        words.text.append(plan.counts()).append('\n');
        words.needs(plan.needs());
        return TerminalText.lines(words.text.toString());
    }

    private void steps(List<PlanStep> steps, int depth) {
        for (PlanStep step : steps) {
            line(depth, mark(step) + title(step));
            if (step.input() != null && !(step.input() instanceof NullValue)) {
                input(step, depth + 2);
            }
            if (step.result() != null && !(step.result() instanceof NullValue)) {
                line(depth + 2, "= " + shown(step.result()));
            }
            if (step.example() != null) {
                line(depth + 2, "an answer looks like (synthetic) " + shown(step.example()));
            }
            for (String note : step.notes()) {
                line(depth + 2, note);
            }
            for (PlanStep.Part part : step.parts()) {
                line(depth + 1, part.title() + ":");
                if (part.steps().isEmpty()) {
                    line(depth + 2, "(nothing)");
                }
                steps(part.steps(), depth + 2);
            }
        }
    }

    private static String mark(PlanStep step) {
        return switch (step.certainty()) {
            case WILL -> "";
            case MAY -> "? ";
            case SKIPPED -> "- ";
        };
    }

    private static String title(PlanStep step) {
        String name = step.kind().equals(step.label()) ? step.kind() : step.label();
        String kind = step.kind().equals(step.label()) ? "" : " (" + step.kind() + ")";
        String skipped = step.certainty() == PlanStep.Certainty.SKIPPED ? ": skipped" : "";
        Effect effect = step.effect();
        if (effect == null) {
            return name + kind + skipped;
        }
        String done = step.wasPerformed() ? ", performed" : "";
        String action = step.action().equals(name) ? "" : " = " + step.action();
        return name + action + " (" + word(effect) + done + ")";
    }

    private static String word(Effect effect) {
        return switch (effect) {
            case PURE -> "computes";
            case READ -> "read";
            case CHANGE -> "change";
            case CONTAIN -> "containment";
        };
    }

    private void input(PlanStep step, int depth) {
        if (step.input() instanceof MapValue(Map<String, Value> entries)) {
            entries.forEach((name, value) -> line(depth, name + ": " + shown(value)));
        } else if (step.input() != null) {
            line(depth, shown(step.input()));
        }
    }

    private static String shown(Value value) {
        String whole = render(value);
        return whole.length() <= MAX_VALUE ? whole : whole.substring(0, MAX_VALUE - 1) + "…";
    }

    /** JSON, with unknowns as what they are. */
    private static String render(Value value) {
        return switch (value) {
            case UnknownValue unknown -> onOneLine(unknown.shown());
            case StringValue(String plain) -> onOneLine(plain);
            case ListValue(List<Value> items) -> {
                StringBuilder list = new StringBuilder("[");
                for (Value item : items) {
                    list.append(list.length() > 1 ? ", " : "").append(render(item));
                }
                yield list.append(']').toString();
            }
            case MapValue(Map<String, Value> entries) -> {
                StringBuilder map = new StringBuilder("{");
                entries.forEach(
                        (key, item) ->
                                map.append(map.length() > 1 ? ", " : "")
                                        .append(key)
                                        .append(": ")
                                        .append(render(item)));
                yield map.append('}').toString();
            }
            default -> Json.write(value);
        };
    }

    private static String onOneLine(String text) {
        return text.indexOf('\n') < 0 ? text : text.strip().replace("\n", " ⏎ ");
    }

    private void needs(Map<String, Set<String>> needs) {
        if (needs.isEmpty()) {
            return;
        }
        text.append("it needs\n");
        needs.forEach(
                (connection, permissions) -> {
                    text.append("  connection ").append(connection);
                    if (!permissions.isEmpty()) {
                        text.append(" with ").append(String.join(", ", permissions));
                    }
                    text.append('\n');
                });
    }

    private void line(int depth, String words) {
        text.append("  ".repeat(depth)).append(words).append('\n');
    }
}
