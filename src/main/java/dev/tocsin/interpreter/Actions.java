package dev.tocsin.interpreter;

import dev.tocsin.connector.Call;
import dev.tocsin.connector.ConnectorException;
import dev.tocsin.connector.Effect;
import dev.tocsin.connector.Operation;
import dev.tocsin.expression.EvaluationException;
import dev.tocsin.interpreter.ActionFrame.Stage;
import dev.tocsin.program.ActionNode;
import dev.tocsin.program.JobNode;
import dev.tocsin.value.Durations;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/** Actions: attempts, and what follows a failed one. */
final class Actions {

    private final Turn turn;

    Actions(Turn turn) {
        this.turn = turn;
    }

    @Nullable Frame begin(ActionNode node, Frame parent) {
        if (!(turn.evaluate(node.with(), parent) instanceof MapValue input)) {
            throw new IllegalStateException("`with` is checked to be a map");
        }
        if (node.operation().spec().effect() == Effect.PURE) {
            return compute(node, parent, input);
        }
        ActionFrame frame = new ActionFrame(parent, node, input);
        turn.enter(frame);
        Duration timeout = node.head().timeout();
        frame.deadline = timeout == null ? null : turn.now.plus(timeout);
        attempt(frame);
        return null;
    }

    /** A pure operation only computes, so it needs no host. */
    private @Nullable Frame compute(ActionNode node, Frame parent, MapValue input) {
        try {
            Value result = node.operation().perform(Call.pure(Sealing.opened(input)));
            return turn.end(
                    parent, node, StepEnd.succeeded(input, Sealing.result(node, result), 1));
        } catch (ConnectorException e) {
            RunError error = turn.error(e.kind(), e.text(), parent, node);
            return turn.exits.stepFailed(parent, node, input, error, 1);
        } catch (RuntimeException e) {
            String bug = Failure.bugIn(node.action(), e).message();
            RunError error = turn.error(ErrorKind.FAILED, bug, parent, node);
            return turn.exits.stepFailed(parent, node, input, error, 1);
        } catch (InterruptedException e) {
            throw new IllegalStateException("a pure operation does not wait", e);
        }
    }

    void attempt(ActionFrame frame) {
        frame.stage = Stage.PERFORMING;
        frame.attempts++;
        perform(frame, frame.node.operation(), frame.input);
    }

    void perform(ActionFrame frame, Operation operation, MapValue input) {
        frame.attempt = ++turn.state.lastHandle;
        frame.sent = input;
        turn.state.attempts.put(frame.attempt, frame);
        turn.commands.accept(commandOf(frame, operation, turn.state.facts));
    }

    /** The attempt that is out. */
    static Command.Perform commandOf(ActionFrame frame, Operation operation, RunFacts facts) {
        return new Command.Perform(
                frame.attempt,
                frame.node,
                operation,
                frame.sent,
                facts.keyOf(frame.path()),
                earlier(frame.deadline, frame.jobDeadline));
    }

    /** The same for all attempts at the step, and for the looks at what became of them. */
    String keyOf(ActionFrame frame) {
        return turn.state.facts.keyOf(frame.path());
    }

    private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.isBefore(b) ? a : b;
    }

    void completed(Event.Completed event) {
        ActionFrame frame = taken(event.attempt());
        if (frame == null) {
            return;
        }
        Exit override = frame.override;
        if (override == null) {
            goOn(frame, () -> answered(frame, event.result()));
        } else {
            // The run is being left, but what was done is recorded as done.
            Value result = Sealing.result(frame.node, event.result());
            leave(frame, StepEnd.succeeded(frame.input, result, frame.attempts), override);
        }
    }

    void failed(Event.Failed event) {
        ActionFrame frame = taken(event.attempt());
        if (frame == null) {
            return;
        }
        Exit override = frame.override;
        if (override == null) {
            goOn(frame, () -> refused(frame, event.failure()));
        } else {
            RunError error = errorOf(frame, event.failure());
            leave(frame, StepEnd.failed(frame.input, error, frame.attempts), override);
        }
    }

    private void leave(ActionFrame frame, StepEnd end, Exit exit) {
        frame.override = null;
        Frame next = turn.exits.leave(turn.ended(frame, end), exit);
        if (next != null) {
            turn.state.runnable.add(next);
        }
    }

    private static RunError errorOf(ActionFrame frame, Failure failure) {
        return new RunError(
                failure.kind(),
                failure.message(),
                frame.path(),
                failure.status(),
                failure.details(),
                frame.node.head().span());
    }

    private @Nullable ActionFrame taken(long attempt) {
        ActionFrame frame = turn.state.attempts.remove(attempt);
        if (frame != null) {
            frame.attempt = 0;
        }
        return frame;
    }

    private interface Reaction {
        @Nullable Frame react();
    }

    private void goOn(ActionFrame frame, Reaction reaction) {
        Frame next;
        try {
            next = reaction.react();
        } catch (EvaluationException e) {
            RunError error = turn.errorOf(e, frame.above(), frame.node);
            next = turn.exits.frameFailed(frame, frame.input, error, frame.attempts);
        }
        if (next != null) {
            turn.state.runnable.add(next);
        }
    }

    private @Nullable Frame answered(ActionFrame frame, Value answer) {
        return switch (frame.stage) {
            case PERFORMING -> done(frame, Sealing.result(frame.node, answer));
            case CHECKING -> turn.lookups.answered(frame, answer);
            case JOB_LOOKING -> turn.jobs.goOn(frame, Sealing.result(frame.node, answer));
            case BACKING_OFF, CHECK_PAUSING, CHECK_BACKING_OFF, JOB_PAUSING, JOB_BACKING_OFF ->
                    throw new IllegalStateException(frame.path() + " waits for no answer");
        };
    }

    /** The operation has done its part; what it answered, or would have, is known. */
    @Nullable Frame done(ActionFrame frame, Value result) {
        JobNode job = frame.node.job();
        if (job != null) {
            turn.jobs.begin(frame, job.job(), result);
            return null;
        }
        return turn.ended(frame, StepEnd.succeeded(frame.input, result, frame.attempts));
    }

    private @Nullable Frame refused(ActionFrame frame, Failure failure) {
        return switch (frame.stage) {
            case PERFORMING -> {
                LostAnswer lost = LostAnswer.of(frame, failure);
                if (lost != null) {
                    yield turn.lookups.begin(frame, lost);
                }
                Duration pause =
                        RetryRule.after(frame.node, failure, frame.attempts, seedOf(frame));
                yield backedOff(frame, failure, frame.attempts, pause, Stage.BACKING_OFF)
                        ? null
                        : fail(frame, failure);
            }
            case CHECKING -> turn.lookups.refused(frame, failure);
            case JOB_LOOKING ->
                    backedOffLook(frame, failure, Stage.JOB_BACKING_OFF)
                            ? null
                            : fail(frame, failure);
            case BACKING_OFF, CHECK_PAUSING, CHECK_BACKING_OFF, JOB_PAUSING, JOB_BACKING_OFF ->
                    throw new IllegalStateException(frame.path() + " waits for no answer");
        };
    }

    /** Whether another attempt at a look follows the failed one. */
    boolean backedOffLook(ActionFrame frame, Failure failure, Stage stage) {
        Duration pause = RetryRule.afterLook(failure, frame.looks, seedOf(frame));
        return backedOff(frame, failure, frame.looks, pause, stage);
    }

    private boolean backedOff(
            ActionFrame frame, Failure failure, int tried, @Nullable Duration pause, Stage stage) {
        if (pause == null || passesDeadline(frame, pause)) {
            return false;
        }
        turn.trace.retrying(frame.above(), frame.node, failure, tried);
        pause(frame, stage, pause);
        return true;
    }

    void pause(ActionFrame frame, Stage stage, Duration length) {
        frame.stage = stage;
        frame.wakeTimer = turn.timers.start(frame, turn.now.plus(length));
    }

    /** Ends the step with a failure. */
    @Nullable Frame fail(ActionFrame frame, Failure failure) {
        return turn.exits.frameFailed(frame, frame.input, errorOf(frame, failure), frame.attempts);
    }

    /** By path too, or all items of a loop would try again at the same moment. */
    long seedOf(ActionFrame frame) {
        return turn.state.facts.seed() ^ (long) frame.path().hashCode() << 32;
    }

    boolean passesDeadline(ActionFrame frame, Duration pause) {
        Instant deadline = frame.deadline;
        return deadline != null && turn.now.plus(pause).isAfter(deadline);
    }

    /** A pause is over. */
    void wake(ActionFrame frame) {
        goOn(frame, () -> afterPause(frame));
    }

    private @Nullable Frame afterPause(ActionFrame frame) {
        return switch (frame.stage) {
            case BACKING_OFF -> {
                if (frame.lost != null) {
                    yield turn.lookups.beforeRepeat(frame);
                }
                attempt(frame);
                yield null;
            }
            case CHECK_PAUSING -> turn.lookups.lookAgain(frame);
            case CHECK_BACKING_OFF -> turn.lookups.look(frame);
            case JOB_PAUSING, JOB_BACKING_OFF -> {
                turn.jobs.look(frame);
                yield null;
            }
            case PERFORMING, CHECKING, JOB_LOOKING ->
                    throw new IllegalStateException(frame.path() + " is not pausing");
        };
    }

    /** The step's own time, or the time for its job, is up. */
    @Nullable Frame timedOut(ActionFrame frame, long timer) {
        boolean ofJob = timer == frame.jobTimer;
        boolean sentChange =
                frame.stage == Stage.PERFORMING
                        && frame.node.operation().spec().effect().compareTo(Effect.CHANGE) >= 0;
        LostAnswer lost = frame.stage.isCheck() ? frame.lost : null;
        boolean open = sentChange || lost != null;
        abandon(frame);
        Duration limit = ofJob ? frame.node.await() : frame.node.head().timeout();
        String what =
                ofJob
                        ? "the job of `" + frame.node.action() + "` did not end within "
                        : "the step took longer than ";
        String outcome = open ? "; whether the change was made is not known" : "";
        String reason = lost == null ? "" : ": " + lost.failure().message();
        RunError error =
                turn.error(
                        open ? ErrorKind.OUTCOME_UNKNOWN : ErrorKind.TIMEOUT,
                        what + Durations.print(limit) + outcome + reason,
                        frame.above(),
                        frame.node);
        Exit override = frame.override;
        if (override != null) {
            leave(frame, StepEnd.failed(frame.input, error, frame.attempts), override);
            return null;
        }
        return turn.exits.frameFailed(frame, frame.input, error, frame.attempts);
    }

    /** Nobody waits for the attempt that is out any more, nor for what a look would tell. */
    void abandon(ActionFrame frame) {
        turn.lookups.abandoned(frame);
        if (frame.attempt != 0) {
            turn.state.attempts.remove(frame.attempt);
            turn.commands.accept(new Command.Abandon(frame.attempt));
            frame.attempt = 0;
        }
    }
}
