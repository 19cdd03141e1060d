package dev.tocsin.interpreter;

import dev.tocsin.expression.EvaluationException;
import dev.tocsin.program.WaitNode;
import dev.tocsin.value.DurationValue;
import dev.tocsin.value.Durations;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.TimestampValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Clocks of steps: time limits, pauses and {@code wait}. */
final class Timers {

    private final Turn turn;

    Timers(Turn turn) {
        this.turn = turn;
    }

    long start(Frame frame, Instant due) {
        long timer = ++turn.state.lastHandle;
        turn.state.timers.put(timer, new RunState.Timer(frame, due));
        turn.commands.accept(new Command.StartTimer(timer, due));
        return timer;
    }

    private void stop(long timer) {
        if (timer != 0 && turn.state.timers.remove(timer) != null) {
            turn.commands.accept(new Command.StopTimer(timer));
        }
    }

    void stopWake(Frame frame) {
        stop(frame.wakeTimer);
        frame.wakeTimer = 0;
    }

    void stopLimit(Frame frame) {
        stop(frame.timeoutTimer);
        frame.timeoutTimer = 0;
    }

    void stopAll(Frame frame) {
        stopWake(frame);
        stopLimit(frame);
        if (frame instanceof ActionFrame action) {
            stop(action.jobTimer);
            action.jobTimer = 0;
        }
        if (frame instanceof AskFrame ask) {
            stop(ask.escalateTimer);
            ask.escalateTimer = 0;
        }
    }

    /** Ignores a timer that was stopped meanwhile. */
    void fired(long timer) {
        RunState.Timer running = turn.state.timers.remove(timer);
        if (running == null) {
            return;
        }
        Frame frame = running.frame();
        if (timer == frame.wakeTimer) {
            frame.wakeTimer = 0;
            goOn(wake(frame));
        } else if (frame instanceof AskFrame ask) {
            fired(ask, timer);
        } else if (frame instanceof ActionFrame action) {
            goOn(turn.actions.timedOut(action, timer));
        } else if (frame instanceof WaitForFrame waiting) {
            waiting.timeoutTimer = 0;
            turn.waits.timedOut(waiting);
        } else {
            timedOut(frame);
        }
    }

    private void fired(AskFrame ask, long timer) {
        if (timer == ask.escalateTimer) {
            turn.questions.escalate(ask);
        } else {
            ask.timeoutTimer = 0;
            goOn(turn.questions.timedOut(ask));
        }
    }

    private @Nullable Frame wake(Frame frame) {
        return switch (frame) {
            case WaitFrame wait ->
                    turn.ended(wait, StepEnd.succeeded(wait.until, NullValue.NULL, 0));
            case AskFrame ask -> {
                turn.questions.remind(ask);
                yield null;
            }
            case RepeatFrame repeat -> turn.loops.nextRound(repeat);
            case WaitForFrame waiting -> turn.waits.wake(waiting);
            case ActionFrame action -> {
                turn.actions.wake(action);
                yield null;
            }
            case RootFrame _,
                    CallFrame _,
                    BranchFrame _,
                    ForEachFrame _,
                    IterationFrame _,
                    ParallelFrame _,
                    ParallelBranchFrame _,
                    TryFrame _ ->
                    throw new IllegalStateException(frame.path() + " never pauses");
        };
    }

    private void timedOut(Frame frame) {
        if (frame instanceof TryFrame attempt && attempt.isBounded()) {
            turn.cancellation.cutShort(attempt);
            return;
        }
        if (frame instanceof RootFrame) {
            Duration limit = turn.state.program.playbook().timeout();
            boolean called = turn.state.facts.caller() != null;
            String what = called ? "`" + turn.state.program.id() + "`" : "the run";
            RunError error =
                    new RunError(
                            ErrorKind.TIMEOUT,
                            what + " took longer than " + Durations.print(limit),
                            turn.state.root.path(),
                            0,
                            dev.tocsin.value.MapValue.EMPTY,
                            turn.state.program.playbook().id().span());
            turn.cancellation.cancelRun(new Exit.Raised(error));
            return;
        }
        var node = java.util.Objects.requireNonNull(frame.node());
        RunError error =
                turn.error(
                        ErrorKind.TIMEOUT,
                        "the step took longer than " + Durations.print(node.head().timeout()),
                        frame.above(),
                        node);
        turn.cancellation.cancelInside(frame, new Exit.Raised(error));
    }

    private void goOn(@Nullable Frame frame) {
        if (frame != null) {
            turn.state.runnable.add(frame);
        }
    }

    @Nullable Frame begin(WaitNode node, Frame parent) {
        Value until = turn.evaluate(node.until(), parent);
        Instant due = dueOf(until);
        WaitFrame frame = new WaitFrame(parent, node, until);
        turn.enter(frame);
        frame.wakeTimer = start(frame, due);
        return null;
    }

    private Instant dueOf(Value until) {
        return switch (until) {
            case DurationValue(Duration length) -> turn.now.plus(length);
            case TimestampValue(Instant instant) -> instant;
            case StringValue(String text) -> dueOf(text);
            case Value other ->
                    throw EvaluationException.at(
                            0, 0, "`wait` takes a duration or an instant, but is " + other.kind());
        };
    }

    private Instant dueOf(String text) {
        Duration length = Durations.parse(text);
        if (length != null) {
            return turn.now.plus(length);
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException _) {
            throw EvaluationException.at(
                    0,
                    0,
                    "`wait` takes a duration (`5m`) or an instant (`2026-03-01T09:00:00Z`), but is"
                            + " `"
                            + text
                            + "`");
        }
    }
}
