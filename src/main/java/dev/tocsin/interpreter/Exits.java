package dev.tocsin.interpreter;

import dev.tocsin.program.StepNode;
import dev.tocsin.program.TryNode;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

/** Errors and early ends on their way out: from the step where they arise to whoever takes them. */
final class Exits {

    private final Turn turn;

    Exits(Turn turn) {
        this.turn = turn;
    }

    /** A step without a frame of its own failed for good. */
    @Nullable Frame stepFailed(
            Frame frame, StepNode node, Value input, RunError error, int attempts) {
        turn.end(frame, node, StepEnd.failed(input, error, attempts));
        return goesOn(node, error) ? frame : leave(frame, new Exit.Raised(error));
    }

    /** A step with a frame failed for good. */
    @Nullable Frame frameFailed(Frame frame, Value input, RunError error, int attempts) {
        StepNode node = stepOf(frame);
        Frame parent = turn.ended(frame, StepEnd.failed(input, error, attempts));
        return goesOn(node, error) ? parent : leave(parent, new Exit.Raised(error));
    }

    /** Leaves {@code frame} and the frames above it until one takes the exit. */
    @Nullable Frame leave(Frame start, Exit first) {
        Frame frame = start;
        Exit exit = first;
        while (true) {
            boolean overridden = frame.override != null;
            if (frame.override != null) {
                exit = frame.override;
                frame.override = null;
            }
            switch (frame) {
                case RootFrame _ -> {
                    return finish(outcomeOf(exit));
                }
                case TryFrame attempt -> {
                    if (takes(attempt, exit, overridden)) {
                        return attempt;
                    }
                    exit = attempt.pending == null ? exit : attempt.pending;
                }
                case IterationFrame iteration -> {
                    return turn.loops.itemLeft(iteration, exit);
                }
                case ParallelBranchFrame branch -> {
                    return turn.branches.left(branch, exit);
                }
                case RepeatFrame repeat -> {
                    if (exit instanceof Exit.Next) {
                        return turn.loops.roundEnded(repeat);
                    }
                    if (exit instanceof Exit.Stop) {
                        return turn.loops.repeatEnded(repeat, false);
                    }
                }
                case ActionFrame _,
                        CallFrame _,
                        WaitFrame _,
                        WaitForFrame _,
                        AskFrame _,
                        BranchFrame _,
                        ForEachFrame _,
                        ParallelFrame _ -> {}
            }
            StepNode node = stepOf(frame);
            frame = turn.ended(frame, endOf(frame, exit));
            if (exit instanceof Exit.Raised(RunError error) && goesOn(node, error)) {
                return frame;
            }
        }
    }

    /** A {@code try} takes an exit by a {@code catch}, or by having steps to do in any case. */
    private boolean takes(TryFrame frame, Exit exit, boolean overridden) {
        TryNode node = frame.node;
        if (frame.stage == TryFrame.Stage.BODY
                && !overridden
                && exit instanceof Exit.Raised(RunError error)) {
            for (TryNode.Catch handler : node.catches()) {
                if (handler.handles(error.kind())) {
                    if (handler.slot() >= 0) {
                        frame.scope.set(handler.slot(), error.toValue());
                    }
                    goOnWith(frame, TryFrame.Stage.CATCH, handler.steps());
                    return true;
                }
            }
        }
        // What `finally` raises does not undo a cancellation.
        if (overridden || !(frame.pending instanceof Exit.Cancelled)) {
            frame.pending = exit;
        }
        if (frame.stage == TryFrame.Stage.FINALLY || node.last().size() == 0) {
            return false;
        }
        goOnWith(frame, TryFrame.Stage.FINALLY, node.last());
        if (overridden || exit instanceof Exit.Cancelled) {
            turn.cancellation.bound(frame);
        }
        return true;
    }

    /** The body, a {@code catch} or the {@code finally} of a {@code try} came to its end. */
    @Nullable Frame partEnded(TryFrame frame) {
        if (frame.stage != TryFrame.Stage.FINALLY && frame.node.last().size() > 0) {
            goOnWith(frame, TryFrame.Stage.FINALLY, frame.node.last());
            return frame;
        }
        Exit pending = frame.pending;
        if (pending == null) {
            return turn.ended(frame, StepEnd.succeeded(NullValue.NULL, NullValue.NULL, 0));
        }
        return leave(frame, pending);
    }

    private static void goOnWith(
            TryFrame frame, TryFrame.Stage stage, dev.tocsin.program.Block steps) {
        frame.stage = stage;
        frame.block = steps;
        frame.index = 0;
        frame.child = null;
    }

    /** Ends a step whose parts have all ended well, unless its time ran out meanwhile. */
    @Nullable Frame leaveUnlessOverridden(Frame frame, StepEnd end) {
        Exit override = frame.override;
        return override == null ? turn.ended(frame, end) : leave(frame, override);
    }

    /** Ends the run. */
    @Nullable Frame finish(Outcome outcome) {
        turn.timers.stopAll(turn.state.root);
        turn.state.outcome = outcome;
        turn.commands.accept(new Command.Finish(outcome));
        return null;
    }

    private static Outcome outcomeOf(Exit exit) {
        return switch (exit) {
            case Exit.Raised(RunError error) -> new Outcome.Failed(error);
            case Exit.Return(Value outputs) -> new Outcome.Succeeded(outputs);
            case Exit.Cancelled(String reason) -> new Outcome.Cancelled(reason);
            case Exit.Next _, Exit.Stop _ ->
                    throw new IllegalStateException(
                            "`next` and `stop` are checked to be in a loop");
        };
    }

    private static StepEnd endOf(Frame frame, Exit exit) {
        Value input = inputOf(frame);
        int attempts = attemptsOf(frame);
        return switch (exit) {
            case Exit.Raised(RunError error) -> StepEnd.failed(input, error, attempts);
            case Exit.Cancelled _ -> StepEnd.cancelled(input, attempts);
            case Exit.Next _, Exit.Stop _, Exit.Return _ ->
                    frame instanceof ActionFrame
                                    || frame instanceof CallFrame
                                    || frame instanceof WaitFrame
                                    || frame instanceof AskFrame
                            ? StepEnd.cancelled(input, attempts)
                            : StepEnd.succeeded(input, NullValue.NULL, attempts);
        };
    }

    private static int attemptsOf(Frame frame) {
        if (frame instanceof ActionFrame action) {
            return action.attempts;
        }
        return frame instanceof WaitForFrame waiting ? waiting.attempts : 0;
    }

    private static Value inputOf(Frame frame) {
        return switch (frame) {
            case ActionFrame action -> action.input;
            case CallFrame call -> call.input;
            case WaitFrame wait -> wait.until;
            case WaitForFrame waiting -> waiting.input;
            case AskFrame ask -> ask.content;
            case BranchFrame branch -> branch.input;
            case ForEachFrame loop -> Loops.inputOf(loop);
            case RootFrame _,
                    IterationFrame _,
                    RepeatFrame _,
                    ParallelFrame _,
                    ParallelBranchFrame _,
                    TryFrame _ ->
                    NullValue.NULL;
        };
    }

    private static boolean goesOn(StepNode node, RunError error) {
        return error.kind().canBeCaught() && node.head().continueOn().contains(error.kind());
    }

    private static StepNode stepOf(Frame frame) {
        StepNode node = frame.node();
        if (node == null) {
            throw new IllegalStateException("the root is no step");
        }
        return node;
    }
}
