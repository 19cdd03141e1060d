package dev.tocsin.interpreter;

import dev.tocsin.connector.Call;
import dev.tocsin.connector.ConnectorException;
import dev.tocsin.connector.Effect;
import dev.tocsin.connector.Job;
import dev.tocsin.expression.EvaluationException;
import dev.tocsin.interpreter.ActionFrame.Stage;
import dev.tocsin.program.ActionNode;
import dev.tocsin.program.JobNode;
import dev.tocsin.value.Durations;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.Json;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.SecretValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/** Actions: attempts, what follows a failed one, and the wait for a job's end. */
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

    private void perform(
            ActionFrame frame, dev.tocsin.connector.Operation operation, MapValue input) {
        frame.attempt = ++turn.state.lastHandle;
        turn.state.attempts.put(frame.attempt, frame);
        turn.commands.accept(
                new Command.Perform(
                        frame.attempt,
                        frame.node,
                        operation,
                        input,
                        turn.state.facts.keyOf(frame.path()),
                        earlier(frame.deadline, frame.jobDeadline)));
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
        Value result = Sealing.result(frame.node, event.result());
        Exit override = frame.override;
        if (override == null) {
            goOn(frame, () -> answered(frame, result));
        } else {
            // The run is being left, but what was done is recorded as done.
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

    private @Nullable Frame answered(ActionFrame frame, Value result) {
        JobNode job = frame.node.job();
        if (job == null) {
            return turn.ended(frame, StepEnd.succeeded(frame.input, result, frame.attempts));
        }
        if (frame.stage == Stage.PERFORMING) {
            startToFollow(frame, job.job(), result);
            return null;
        }
        return follow(frame, job.job(), result);
    }

    /** What the starting operation answers says how to look at the job, not how it stands. */
    private void startToFollow(ActionFrame frame, Job job, Value started) {
        frame.started = started;
        frame.pause = job.pause();
        Duration await = frame.node.await();
        if (await != null) {
            frame.jobDeadline = turn.now.plus(await);
            frame.jobTimer = turn.timers.start(frame, frame.jobDeadline);
        }
        pauseBeforeLook(frame, job);
    }

    private void pauseBeforeLook(ActionFrame frame, Job job) {
        frame.stage = Stage.JOB_PAUSING;
        frame.looks = 0;
        frame.wakeTimer = turn.timers.start(frame, turn.now.plus(frame.pause));
        Duration longer = frame.pause.multipliedBy(2);
        frame.pause = longer.compareTo(job.longestPause()) > 0 ? job.longestPause() : longer;
    }

    private @Nullable Frame follow(ActionFrame frame, Job job, Value seen) {
        return switch (job.state().apply(SecretValue.openAll(seen))) {
            case DONE -> turn.ended(frame, StepEnd.succeeded(frame.input, seen, frame.attempts));
            case FAILED -> {
                RunError error =
                        new RunError(
                                ErrorKind.FAILED,
                                "the job of `"
                                        + frame.node.action()
                                        + "` ended badly: "
                                        + shown(seen),
                                frame.path(),
                                0,
                                seen instanceof MapValue details ? details : MapValue.EMPTY,
                                frame.node.head().span());
                yield turn.exits.frameFailed(frame, frame.input, error, frame.attempts);
            }
            case RUNNING -> {
                pauseBeforeLook(frame, job);
                yield null;
            }
        };
    }

    private static String shown(Value seen) {
        String status = seen instanceof MapValue map ? map.text("status") : null;
        String text = status != null ? "its status is `" + status + "`" : Json.write(seen);
        return text.length() > 200 ? text.substring(0, 200) + "…" : text;
    }

    private @Nullable Frame refused(ActionFrame frame, Failure failure) {
        boolean looking = frame.stage == Stage.JOB_LOOKING;
        int tried = looking ? frame.looks : frame.attempts;
        // By path too, or all items of a loop would try again at the same moment.
        long seed = turn.state.facts.seed() ^ (long) frame.path().hashCode() << 32;
        Duration pause =
                looking
                        ? RetryRule.afterLook(failure, tried, seed)
                        : RetryRule.after(frame.node, failure, tried, seed);
        if (pause != null && !passes(frame.deadline, pause)) {
            turn.trace.retrying(frame.above(), frame.node, failure, tried);
            frame.stage = looking ? Stage.JOB_BACKING_OFF : Stage.BACKING_OFF;
            frame.wakeTimer = turn.timers.start(frame, turn.now.plus(pause));
            return null;
        }
        RunError error = errorOf(frame, failure);
        return turn.exits.frameFailed(frame, frame.input, error, frame.attempts);
    }

    private boolean passes(@Nullable Instant deadline, Duration pause) {
        return deadline != null && turn.now.plus(pause).isAfter(deadline);
    }

    /** A pause is over. */
    void wake(ActionFrame frame) {
        switch (frame.stage) {
            case BACKING_OFF -> attempt(frame);
            case JOB_PAUSING, JOB_BACKING_OFF ->
                    goOn(
                            frame,
                            () -> {
                                look(frame);
                                return null;
                            });
            case PERFORMING, JOB_LOOKING ->
                    throw new IllegalStateException(frame.path() + " is not pausing");
        }
    }

    private void look(ActionFrame frame) {
        JobNode job = frame.node.job();
        if (job == null) {
            throw new IllegalStateException(frame.path() + " follows no job");
        }
        frame.stage = Stage.JOB_LOOKING;
        frame.looks++;
        MapValue made =
                job.job()
                        .pollInput()
                        .apply(Sealing.opened(frame.input), SecretValue.openAll(frame.started));
        perform(frame, job.poll(), Sealing.input(job.poll(), made));
    }

    /** The step's own time, or the time for its job, is up. */
    @Nullable Frame timedOut(ActionFrame frame, long timer) {
        boolean ofJob = timer == frame.jobTimer;
        boolean sentChange =
                frame.stage == Stage.PERFORMING
                        && frame.node.operation().spec().effect().compareTo(Effect.CHANGE) >= 0;
        abandon(frame);
        Duration limit = ofJob ? frame.node.await() : frame.node.head().timeout();
        String what =
                ofJob
                        ? "the job of `" + frame.node.action() + "` did not end within "
                        : "the step took longer than ";
        String outcome = sentChange ? "; whether the change was made is not known" : "";
        RunError error =
                turn.error(
                        sentChange ? ErrorKind.OUTCOME_UNKNOWN : ErrorKind.TIMEOUT,
                        what + Durations.print(limit) + outcome,
                        frame.above(),
                        frame.node);
        Exit override = frame.override;
        if (override != null) {
            leave(frame, StepEnd.failed(frame.input, error, frame.attempts), override);
            return null;
        }
        return turn.exits.frameFailed(frame, frame.input, error, frame.attempts);
    }

    /** Nobody waits for the attempt that is out any more. */
    void abandon(ActionFrame frame) {
        if (frame.attempt != 0) {
            turn.state.attempts.remove(frame.attempt);
            turn.commands.accept(new Command.Abandon(frame.attempt));
            frame.attempt = 0;
        }
    }
}
