package dev.tocsin.cli;

import dev.tocsin.connector.Effect;
import dev.tocsin.expression.Evaluation;
import dev.tocsin.interpreter.Failure;
import dev.tocsin.interpreter.LostAnswer;
import dev.tocsin.interpreter.RunError;
import dev.tocsin.interpreter.StepEnd;
import dev.tocsin.interpreter.StepStatus;
import dev.tocsin.program.ActionNode;
import dev.tocsin.program.AskNode;
import dev.tocsin.program.CancelNode;
import dev.tocsin.program.LogNode;
import dev.tocsin.program.SetNode;
import dev.tocsin.program.StepNode;
import dev.tocsin.program.WaitForNode;
import dev.tocsin.value.Durations;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.OneLine;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The words about one step that ended: a mark, its title, what it did.
 *
 * @param titleWidth to which titles are padded
 * @param skips whether waits took no time
 */
record StepLine(int titleWidth, boolean skips) {

    private static final int MAX_VALUE = 60;
    private static final int MAX_TARGET = 24;

    /** For a line that stands so many characters further right. */
    StepLine indented(int by) {
        return new StepLine(titleWidth - by, skips);
    }

    String action(ActionNode node, StepEnd end, @Nullable OpenStep open, Instant now) {
        return switch (end.status()) {
            case SKIPPED -> skipped(node);
            case CANCELLED -> titled("-", node, "cancelled");
            case FAILED -> failed(node, end);
            case SUCCEEDED -> titled("✓", node, done(node, end, open, now));
        };
    }

    private String done(ActionNode node, StepEnd end, @Nullable OpenStep open, Instant now) {
        StringBuilder text = new StringBuilder();
        if (node.head().label().equals(node.head().id())) {
            // A name says it in the author's words; an id needs the operation to be understood.
            text.append(node.action());
        }
        String target = target(node, end.input());
        if (!target.isEmpty()) {
            text.append(text.isEmpty() ? "" : " ").append("→ ").append(target);
        }
        if (node.job() != null) {
            String status = end.result() instanceof MapValue map ? map.text("status") : null;
            add(text, status == null ? "" : status);
            add(text, open == null ? "" : took(Duration.between(open.since(), now)));
        }
        add(text, end.attempts() > 1 ? "attempt " + end.attempts() : "");
        return text.toString();
    }

    private static void add(StringBuilder text, String part) {
        if (!part.isEmpty()) {
            text.append(text.isEmpty() ? "" : ", ").append(part);
        }
    }

    /** Whom a change is about: by convention the first thing the author gave it. */
    private static String target(ActionNode node, Value input) {
        Effect effect = node.operation().spec().effect();
        if (effect.compareTo(Effect.CHANGE) < 0 || !(input instanceof MapValue map)) {
            return "";
        }
        for (Value first : map.entries().values()) {
            return cut(OneLine.plain(first), MAX_TARGET);
        }
        return "";
    }

    String asked(AskNode node, StepEnd end) {
        return switch (end.status()) {
            case SKIPPED -> skipped(node);
            case CANCELLED -> titled("-", node, "cancelled");
            case FAILED -> failed(node, end);
            case SUCCEEDED -> titled("✓", node, answer(end.result()));
        };
    }

    /** {@code Isolate, by ann@contoso.com}. */
    private static String answer(Value result) {
        StringBuilder text = new StringBuilder();
        if (result instanceof MapValue map) {
            String by = map.text("by");
            String choice = map.text("choice");
            add(text, choice == null ? "" : choice);
            add(text, by == null ? "without a decision" : "by " + by);
        }
        return text.toString();
    }

    /** Time never skips while somebody outside is waited for. */
    String calledBack(WaitForNode node, StepEnd end, @Nullable OpenStep open, Instant now) {
        return new StepLine(titleWidth, false).waited(node, end, open, now);
    }

    String waited(StepNode node, StepEnd end, @Nullable OpenStep open, Instant now) {
        return switch (end.status()) {
            case SKIPPED -> skipped(node);
            case CANCELLED -> titled("-", node, "cancelled");
            case FAILED -> failed(node, end);
            case SUCCEEDED ->
                    titled(
                            "✓",
                            node,
                            open == null ? "" : took(Duration.between(open.since(), now)));
        };
    }

    private String took(Duration length) {
        Duration rounded = Duration.ofSeconds(length.plusMillis(500).toSeconds());
        if (rounded.isZero()) {
            return "";
        }
        return skips ? Durations.print(rounded) + " skipped" : "took " + Durations.print(rounded);
    }

    /** A step that only computes. */
    String computed(StepNode node, StepEnd end) {
        return switch (end.status()) {
            case SKIPPED -> skipped(node);
            case CANCELLED -> titled("-", node, "cancelled");
            case FAILED -> failed(node, end);
            case SUCCEEDED ->
                    switch (node) {
                        case LogNode _ -> "· " + OneLine.plain(end.result());
                        case SetNode _ -> titled("·", node, assigned(end.input()));
                        default -> titled("·", node, cut(OneLine.of(end.result()), MAX_VALUE));
                    };
        };
    }

    private static String assigned(Value input) {
        StringBuilder text = new StringBuilder();
        if (input instanceof MapValue(Map<String, Value> entries)) {
            entries.values().forEach(value -> add(text, OneLine.of(value)));
        }
        return cut(text.toString(), MAX_VALUE);
    }

    /** A step that leaves; one without a condition goes without saying. */
    @Nullable String left(StepNode node, boolean skipped) {
        if (skipped || node.head().when() == null && !(node instanceof CancelNode)) {
            return null;
        }
        return "▸ " + node.head().label();
    }

    /** A step of which no inner step had anything to say. */
    String empty(StepNode node, StepEnd end) {
        if (end.status() == StepStatus.SKIPPED) {
            return skipped(node);
        }
        return switch (end.result()) {
            case StringValue(String branch) ->
                    "▸ " + node.head().label() + ": " + BranchWords.of(node, branch);
            case ListValue _ when hadNoItems(end) -> titled("·", node, "no items");
            case NullValue _ when end.status() == StepStatus.SUCCEEDED ->
                    titled("·", node, noBranch(node));
            default -> "▸ " + node.head().label();
        };
    }

    private static boolean hadNoItems(StepEnd end) {
        return end.input() instanceof MapValue input
                && input.get("items") instanceof IntValue(long items)
                && items == 0;
    }

    private static String noBranch(StepNode node) {
        return switch (node.head().kind()) {
            case "if" -> "no";
            case "switch" -> "no case";
            default -> "";
        };
    }

    String failed(StepNode node, StepEnd end) {
        RunError error = end.error();
        String message = error == null ? "failed" : error.message();
        boolean goesOn = error != null && node.head().continueOn().contains(error.kind());
        if (!goesOn) {
            return mark(node, "✗", message);
        }
        // What a service says often ends with a full stop.
        String said = message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
        return mark(node, "!", said + "; the run goes on");
    }

    String retrying(StepNode node, Failure failure, int attempt) {
        return mark(node, "~", "attempt " + attempt + ": " + failure.message());
    }

    /** Of a change that was done although its answer was lost. */
    String foundDone(StepNode node, LostAnswer lost) {
        String words = "attempt " + lost.attempt() + ": " + lost.failure().message();
        return mark(node, "~", words + "; looked: it was done");
    }

    String revealed(StepNode node, Evaluation.Revealed what) {
        return mark(node, "!", "reveals `" + what.expression() + "`: " + what.reason());
    }

    private String mark(StepNode node, String mark, String message) {
        // `fail` has no title of its own that says more than its message.
        return node.head().kind().equals("fail") && node.head().label().startsWith("fail")
                ? mark + " " + message
                : mark + " " + node.head().label() + ": " + message;
    }

    private static String skipped(StepNode node) {
        return "- " + node.head().label() + " (skipped)";
    }

    private String titled(String mark, StepNode node, String detail) {
        String title = node.head().label();
        if (detail.isEmpty()) {
            return mark + " " + title;
        }
        int missing = titleWidth - title.length();
        return mark + " " + title + " ".repeat(Math.max(0, missing)) + "  " + detail;
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
