package dev.tocsin.interpreter;

import dev.tocsin.connector.Effect;

import java.util.List;

/**
 * Asks steps that are being waited for to end: what is not sent is dropped, reads are abandoned,
 * changes that were sent are awaited, and then {@code finally} runs.
 */
final class Cancellation {

    private static final Exit OTHER_ENDED = new Exit.Cancelled("a step beside it ended the block");

    private final Turn turn;

    Cancellation(Turn turn) {
        this.turn = turn;
    }

    /** From outside, or because the time of the run is up. */
    void cancelRun(Exit why) {
        turn.state.root.override = why;
        end(turn.state.root, why);
    }

    /** A step's time is up: everything inside it ends, and then the step, with {@code why}. */
    void cancelInside(Frame frame, Exit why) {
        frame.override = why;
        end(frame, OTHER_ENDED);
    }

    /** Ends a strand. */
    void cancel(Frame strand) {
        end(strand, OTHER_ENDED);
    }

    private void end(Frame frame, Exit why) {
        switch (frame) {
            case ActionFrame action -> end(action, why);
            case ForEachFrame loop -> {
                if (loop.pending == null) {
                    loop.pending = why;
                }
                List.copyOf(loop.open).forEach(iteration -> end(iteration, why));
            }
            case ParallelFrame whole -> {
                if (whole.pending == null) {
                    whole.pending = why;
                }
                List.copyOf(whole.open).forEach(branch -> end(branch, why));
            }
            case TryFrame attempt when attempt.stage == TryFrame.Stage.FINALLY -> {
                // `finally` is not broken off; its step is left with the cancellation after it.
                attempt.pending = why;
            }
            case RootFrame _,
                    WaitFrame _,
                    BranchFrame _,
                    IterationFrame _,
                    RepeatFrame _,
                    ParallelBranchFrame _,
                    TryFrame _ -> {
                Frame child = frame.child;
                if (child != null) {
                    end(child, why);
                } else {
                    wakeToLeave(frame, why);
                }
            }
        }
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
        if (frame.override == null) {
            frame.override = why;
        }
        if (!turn.state.runnable.contains(frame)) {
            turn.state.runnable.add(frame);
        }
    }
}
