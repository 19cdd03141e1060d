package dev.tocsin.cli;

import dev.tocsin.diagnostic.TerminalText;
import dev.tocsin.expression.Evaluation;
import dev.tocsin.host.RunClock;
import dev.tocsin.interpreter.Failure;
import dev.tocsin.interpreter.LostAnswer;
import dev.tocsin.interpreter.Place;
import dev.tocsin.interpreter.RunError;
import dev.tocsin.interpreter.StepEnd;
import dev.tocsin.interpreter.StepStatus;
import dev.tocsin.interpreter.Trace;
import dev.tocsin.program.ActionNode;
import dev.tocsin.program.AskNode;
import dev.tocsin.program.CallNode;
import dev.tocsin.program.CancelNode;
import dev.tocsin.program.FailNode;
import dev.tocsin.program.ForEachNode;
import dev.tocsin.program.IfNode;
import dev.tocsin.program.LogNode;
import dev.tocsin.program.NextNode;
import dev.tocsin.program.ParallelNode;
import dev.tocsin.program.RepeatNode;
import dev.tocsin.program.ReturnNode;
import dev.tocsin.program.SetNode;
import dev.tocsin.program.StepNode;
import dev.tocsin.program.StopNode;
import dev.tocsin.program.SwitchNode;
import dev.tocsin.program.TryNode;
import dev.tocsin.program.ValueNode;
import dev.tocsin.program.WaitForNode;
import dev.tocsin.program.WaitNode;

import org.jspecify.annotations.Nullable;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Tells of a run's steps on standard error as they happen: a line when a step ends, below a line
 * for what encloses it. On a terminal there is a line in between about what is being waited for.
 *
 * <p>A step that says nothing has no line: a {@code return} that was not taken, a {@code try}.
 */
final class RunProgress implements Trace {

    /** Before anything is said where a line may be half told on a terminal. */
    static final String ERASE_LINE = "\r\u001b[2K";

    /** A line that a narrow terminal wraps cannot be erased. */
    private static final int MAX_LIVE = 70;

    private static final String PLAIN = "\u001b[0m";
    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String YELLOW = "\u001b[33m";
    private static final String FAINT = "\u001b[2m";

    private final PrintStream err;
    private final Supplier<String> prompt;
    private final boolean coloured;
    private final boolean live;
    private final RunClock clock;
    private final StepLine lines;
    private final Map<String, OpenStep> open = new HashMap<>();
    private boolean waiting;

    /**
     * @param prompt gives what a person is asked at this moment on the last line, or an empty text
     */
    RunProgress(Console console, RunClock clock, int titleWidth, Supplier<String> prompt) {
        this.prompt = prompt;
        this.err = console.err();
        this.live = console.liveErr();
        this.coloured = console.colouredErr();
        this.clock = clock;
        this.lines = new StepLine(titleWidth, clock instanceof RunClock.Skipping);
    }

    @Override
    public void began(Place place, StepNode node) {
        String path = place.path(node);
        open.put(path, new OpenStep(path, node, enclosing(path), clock.now()));
        boolean asking = !prompt.get().isEmpty();
        if (live
                && !asking
                && (node instanceof ActionNode
                        || node instanceof WaitNode
                        || node instanceof WaitForNode)) {
            String title = TerminalText.of("… " + node.head().label());
            synchronized (err) {
                erase();
                err.print(title.substring(0, Math.min(title.length(), MAX_LIVE)));
                err.flush();
                waiting = true;
            }
        }
    }

    @Override
    public void retrying(Place place, StepNode node, Failure failure, int attempt) {
        String path = place.path(node);
        synchronized (err) {
            line(path, enclosing(path), lines.retrying(node, failure, attempt));
        }
    }

    @Override
    public void lookedUp(Place place, StepNode node, LostAnswer lost, LostAnswer.Found found) {
        // Anything else is told of with what follows: another attempt, or the end of the step.
        if (found == LostAnswer.Found.DONE) {
            String path = place.path(node);
            synchronized (err) {
                line(path, enclosing(path), lines.foundDone(node, lost));
            }
        }
    }

    @Override
    public void awaitingCallback(Place place, StepNode node, String url) {
        String path = place.path(node);
        line(
                path,
                enclosing(path),
                "· " + node.head().label() + ": waits for JSON posted to " + url);
        err.flush();
    }

    @Override
    public void revealed(Place place, StepNode node, Evaluation.Revealed what) {
        String path = place.path(node);
        line(path, enclosing(path), lines.revealed(node, what));
    }

    @Override
    public void ended(Place place, StepNode node, StepEnd end) {
        String path = place.path(node);
        OpenStep own = open.remove(path);
        OpenStep above = own == null ? enclosing(path) : own.above();
        int indentation = above == null ? 0 : above.indentation(path);
        String text = text(path, node, end, own, lines.indented(indentation));
        synchronized (err) {
            if (text != null) {
                line(path, above, text);
            }
            erase();
            err.flush();
        }
    }

    /** What the step has to say, or null for nothing. */
    private @Nullable String text(
            String path, StepNode node, StepEnd end, @Nullable OpenStep own, StepLine words) {
        boolean skipped = end.status() == StepStatus.SKIPPED;
        return switch (node) {
            case ActionNode action -> words.action(action, end, own, clock.now());
            case AskNode ask -> words.asked(ask, end);
            case WaitNode wait -> words.waited(wait, end, own, clock.now());
            case WaitForNode wait ->
                    wait.source() instanceof WaitForNode.Callback
                            ? words.calledBack(wait, end, own, clock.now())
                            : words.waited(wait, end, own, clock.now());
            case ValueNode _, SetNode _, LogNode _ -> words.computed(node, end);
            case ReturnNode _, CancelNode _, NextNode _, StopNode _ ->
                    failedHere(path, end) ? words.failed(node, end) : words.left(node, skipped);
            case FailNode _ -> skipped ? null : words.failed(node, end);
            case TryNode _ -> failedHere(path, end) ? words.failed(node, end) : null;
            case CallNode _,
                    IfNode _,
                    SwitchNode _,
                    ForEachNode _,
                    RepeatNode _,
                    ParallelNode _ -> {
                if (failedHere(path, end)) {
                    yield words.failed(node, end);
                }
                yield own != null && own.isTold() ? null : words.empty(node, end);
            }
        };
    }

    /** A failure that came out of an inner step has been told there. */
    private static boolean failedHere(String path, StepEnd end) {
        RunError error = end.error();
        return error != null && error.step().equals(path);
    }

    private void line(String path, @Nullable OpenStep above, String text) {
        String asked = prompt.get();
        if (!asked.isEmpty()) {
            err.print(live ? ERASE_LINE : "\n");
        }
        erase();
        int depth = above == null ? 0 : above.tell(path, (words, at) -> print(at, words));
        err.print("  ".repeat(depth) + (above == null ? "" : above.tag(path)));
        if (coloured) {
            err.print(mark(text) + text.charAt(0) + PLAIN);
            err.print(TerminalText.of(text.substring(1)));
        } else {
            err.print(TerminalText.of(text));
        }
        err.print('\n');
        err.print(asked);
    }

    private static String mark(String text) {
        return switch (text.charAt(0)) {
            case '✓' -> GREEN;
            case '✗' -> RED;
            case '!', '~' -> YELLOW;
            case '-', '·' -> FAINT;
            default -> "";
        };
    }

    private void print(int depth, String text) {
        err.print("  ".repeat(depth));
        err.print(TerminalText.of(text));
        err.print('\n');
    }

    private void erase() {
        if (waiting) {
            err.print(ERASE_LINE);
            waiting = false;
        }
    }

    private @Nullable OpenStep enclosing(String path) {
        for (int i = path.length() - 1; i > 0; i--) {
            if (path.charAt(i) == '.' || path.charAt(i) == '#') {
                OpenStep step = open.get(path.substring(0, i));
                if (step != null) {
                    return step;
                }
            }
        }
        return null;
    }
}
