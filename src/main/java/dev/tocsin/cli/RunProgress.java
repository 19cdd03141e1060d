package dev.tocsin.cli;

import dev.tocsin.diagnostic.TerminalText;
import dev.tocsin.interpreter.Failure;
import dev.tocsin.interpreter.Place;
import dev.tocsin.interpreter.RunError;
import dev.tocsin.interpreter.StepEnd;
import dev.tocsin.interpreter.Trace;
import dev.tocsin.program.ActionNode;
import dev.tocsin.program.LogNode;
import dev.tocsin.program.StepNode;
import dev.tocsin.program.WaitNode;
import dev.tocsin.value.Json;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.io.PrintStream;

/**
 * Tells of a run's steps on standard error as they happen: a line when a step ends, and on a
 * terminal a line in between about what is being waited for.
 */
final class RunProgress implements Trace {

    private static final String ERASE_LINE = "\r\u001b[2K";
    private static final int MAX_VALUE = 100;

    private final PrintStream err;
    private final boolean live;
    private boolean waiting;

    RunProgress(Console console) {
        this.err = console.err();
        this.live = console.liveErr();
    }

    @Override
    public void began(Place place, StepNode node) {
        if (live && (node instanceof ActionNode || node instanceof WaitNode)) {
            line("… " + title(node), false);
        }
    }

    @Override
    public void retrying(Place place, StepNode node, Failure failure, int attempt) {
        line(
                indent(place)
                        + "~ "
                        + title(node)
                        + ": attempt "
                        + attempt
                        + " failed ("
                        + failure.message()
                        + "), trying again",
                true);
    }

    @Override
    public void ended(Place place, StepNode node, StepEnd end) {
        String line =
                switch (end.status()) {
                    case SUCCEEDED -> succeeded(node, end);
                    case SKIPPED -> "- " + title(node) + " (skipped)";
                    case CANCELLED -> "- " + title(node) + " (cancelled)";
                    case FAILED -> failed(node, end);
                };
        line(indent(place) + line, true);
    }

    private static String succeeded(StepNode node, StepEnd end) {
        return switch (node) {
            case LogNode _ -> "  " + plain(end.result());
            case ActionNode action -> "✓ " + title(node) + outcome(action, end);
            default -> "✓ " + title(node) + branch(end.result());
        };
    }

    /** What a change did is worth a word; what a read found is in the record. */
    private static String outcome(ActionNode action, StepEnd end) {
        String status = end.result() instanceof MapValue result ? result.text("status") : null;
        String attempts = end.attempts() > 1 ? " after " + end.attempts() + " attempts" : "";
        return status != null && action.job() != null ? " (" + status + ")" + attempts : attempts;
    }

    private static String branch(Value result) {
        return result instanceof StringValue(String text) ? " → " + cut(text) : "";
    }

    private static String failed(StepNode node, StepEnd end) {
        RunError error = end.error();
        return "✗ " + title(node) + (error == null ? "" : ": " + error.message());
    }

    private static String title(StepNode node) {
        String label = node.head().label();
        String what = node instanceof ActionNode action ? action.action() : node.head().kind();
        return label.equals(what) ? what : what + "  " + label;
    }

    private static String indent(Place place) {
        return "  ".repeat(Math.min(place.depth(), 8) + 1);
    }

    private static String plain(Value value) {
        return value instanceof StringValue(String text) ? text : cut(Json.write(value));
    }

    private static String cut(String text) {
        return text.length() <= MAX_VALUE ? text : text.substring(0, MAX_VALUE - 1) + "…";
    }

    private void line(String text, boolean stays) {
        String shown = TerminalText.of(text);
        if (waiting) {
            err.print(ERASE_LINE);
        }
        err.print(shown);
        if (stays) {
            err.print('\n');
        }
        waiting = !stays;
        err.flush();
    }
}
