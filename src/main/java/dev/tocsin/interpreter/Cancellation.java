package dev.tocsin.interpreter;

import dev.tocsin.connector.Effect;

import java.time.Duration;
import java.util.List;

/**
 * Asks steps that are being waited for to end: what is not sent is dropped, reads are abandoned,
 * changes that were sent are awaited, and then {@code finally} runs, for {@link #LONGEST_FINALLY}
 * at most.
 *
 * <p>What is inside of what is left always ends with an {@link Exit.Cancelled}, which nothing can
 * catch; the reason waits as the {@link Frame#override} of the outermost frame that is left. So no
 * {@code catch} or {@code onError} in between can take the end of the run for an error of its own.
 */
final class Cancellation {

    /**
     * How long a {@code finally} may take once its run, or a step around it, is being left. Enough
     * for a clean-up with its retries; a person who cancelled a run should see its end.
     */
    static final Duration LONGEST_FINALLY = Duration.ofMinutes(5);

    private static final Exit LEFT = new Exit.Cancelled("a step around it was left");

    private final Turn turn;

    Cancellation(Turn turn) {
        this.turn = turn;
    }

    /** From outside, or because the time of the run is up. */
    void cancelRun(Exit why) {
        cancelInside(turn.state.root, why);
    }

    /** A step's time is up: everything inside it ends, and then the step, with {@code why}. */
    void cancelInside(Frame frame, Exit why) {
        end(frame, LEFT);
        frame.override = why;
    }

    /** Ends a strand. */
    void cancel(Frame strand) {
        end(strand, LEFT);
    }

    /** The steps of a {@code finally} took too long. */
    void cutShort(TryFrame frame) {
        Exit override = frame.override;
        frame.cutShort = true;
        end(frame, LEFT);
        if (override != null) {
            frame.override = override;
        }
    }

    /** From here on {@code finally} has its own time limit instead of the step's. */
    void bound(TryFrame frame) {
        turn.timers.stopLimit(frame);
        frame.timeoutTimer = turn.timers.start(frame, turn.now.plus(LONGEST_FINALLY));
    }

    private void end(Frame frame, Exit why) {
        switch (frame) {
            case ActionFrame action -> end(action, why);
            case CallFrame call -> {
                pass(call);
                turn.calls.cancel(call, why);
            }
            case AskFrame ask -> {
                turn.questions.withdraw(ask, Command.Withdraw.Reason.CANCELLED);
                turn.timers.stopAll(ask);
                wakeToLeave(ask, why);
            }
            case ForEachFrame loop -> {
                pass(loop);
                loop.pending = why;
                List.copyOf(loop.open).forEach(iteration -> end(iteration, why));
            }
            case ParallelFrame whole -> {
                pass(whole);
                whole.pending = why;
                List.copyOf(whole.open).forEach(branch -> end(branch, why));
            }
            case TryFrame attempt
                    when attempt.stage == TryFrame.Stage.FINALLY && !attempt.cutShort -> {
                // `finally` is not broken off; its step is left after it.
                if (!attempt.isBounded()) {
                    bound(attempt);
                }
                attempt.override = null;
                attempt.pending = why;
            }
            case RootFrame _,
                    WaitFrame _,
                    WaitForFrame _,
                    BranchFrame _,
                    IterationFrame _,
                    RepeatFrame _,
                    ParallelBranchFrame _,
                    TryFrame _ -> {
                pass(frame);
                Frame child = frame.child;
                if (child != null) {
                    end(child, why);
                } else {
                    wakeToLeave(frame, why);
                }
            }
        }
    }

    /** What a frame that is left was about to end with, and its own time limit, count no more. */
    private void pass(Frame frame) {
        turn.timers.stopLimit(frame);
        frame.override = null;
    }

    private void end(ActionFrame action, Exit why) {
        boolean sentChange =
                action.stage == ActionFrame.Stage.PERFORMING
                        && action.node.operation().spec().effect().compareTo(Effect.CHANGE) >= 0;
        if (sentChange) {
            // Its outcome is worth knowing: the step ends when the answer or its deadline comes.
            action.override = why;
            return;
        }
        turn.actions.abandon(action);
        wakeToLeave(action, why);
    }

    private void wakeToLeave(Frame frame, Exit why) {
        turn.timers.stopWake(frame);
        frame.override = why;
        if (!turn.state.runnable.contains(frame)) {
            turn.state.runnable.add(frame);
        }
    }
}
