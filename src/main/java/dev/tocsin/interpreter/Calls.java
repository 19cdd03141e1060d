package dev.tocsin.interpreter;

import dev.tocsin.program.CallNode;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Calls: each is a run of its own, with its own scope and state, which the host advances like any
 * other. Here it begins and ends.
 */
final class Calls {

    /** Runs inside runs; beyond is the error {@code limit}. */
    static final int MOST_NESTED = 20;

    private final Turn turn;

    Calls(Turn turn) {
        this.turn = turn;
    }

    @Nullable Frame begin(CallNode node, Frame parent) {
        if (!(turn.evaluate(node.with(), parent) instanceof MapValue given)) {
            throw new IllegalStateException("`with` is checked to be a map");
        }
        MapValue input = node.passage().inputs(given);
        String fault = node.passage().faultOfInputs(input);
        if (fault != null) {
            return refuse(node, parent, input, ErrorKind.INVALID, fault);
        }
        RunFacts facts = turn.state.facts;
        Caller caller = facts.caller();
        int depth = caller == null ? 1 : caller.depth() + 1;
        if (depth > MOST_NESTED) {
            String message = "calls are nested more than " + MOST_NESTED + " deep";
            return refuse(node, parent, input, ErrorKind.LIMIT, message);
        }
        CallFrame frame = new CallFrame(parent, node, input, ++turn.state.lastHandle);
        turn.enter(frame);
        turn.state.calls.put(frame.run, frame);
        Caller place = new Caller(frame.path() + "." + node.segment(), order(frame), depth);
        turn.commands.accept(
                new Command.StartChild(frame.run, node.program(), child(node, place, input)));
        return null;
    }

    private @Nullable Frame refuse(
            CallNode node, Frame parent, MapValue input, ErrorKind kind, String message) {
        RunError error = turn.error(kind, message, parent, node);
        return turn.exits.stepFailed(parent, node, input, error, 0);
    }

    private static List<Integer> order(CallFrame frame) {
        List<Integer> order = new ArrayList<>();
        for (int number : frame.order()) {
            order.add(number);
        }
        return order;
    }

    private RunFacts child(CallNode node, Caller place, MapValue inputs) {
        RunFacts own = turn.state.facts;
        String runId = own.keyOf(place.path());
        MapValue.Builder run = MapValue.builder();
        own.run().entries().forEach(run::put);
        run.put("id", runId).put("trigger", node.trigger());
        return new RunFacts(
                runId,
                seed(own.seed(), place.path()),
                NullValue.NULL,
                RunFacts.Signal.NONE,
                inputs,
                run.build(),
                own.maxExpressionSteps(),
                place,
                own.callbackBase());
    }

    /** Another for each place, the same at each replay: FNV-1a over the path. */
    private static long seed(long seed, String path) {
        long hash = seed ^ 0xCBF29CE484222325L;
        for (int i = 0; i < path.length(); i++) {
            hash = (hash ^ path.charAt(i)) * 0x100000001B3L;
        }
        return hash;
    }

    /** Ignored where the call is no longer waited for. */
    void ended(Event.ChildEnded event) {
        CallFrame frame = turn.state.calls.remove(event.run());
        if (frame == null) {
            return;
        }
        Frame next = ended(frame, event.outcome());
        if (next != null) {
            turn.state.runnable.add(next);
        }
    }

    private @Nullable Frame ended(CallFrame frame, Outcome outcome) {
        Exit override = frame.override;
        if (override != null) {
            return left(frame, override, outcome);
        }
        return switch (outcome) {
            case Outcome.Succeeded(Value returned) -> succeeded(frame, returned);
            case Outcome.Failed(RunError error) ->
                    turn.exits.frameFailed(frame, frame.input, of(frame, error), 0);
            // Cancelling itself is the end of the called playbook, and no order to its caller.
            case Outcome.Cancelled(String reason) ->
                    failed(
                            frame,
                            ErrorKind.FAILED,
                            "`" + frame.node.program().id() + "` was cancelled: " + reason);
        };
    }

    /** The step is being left; that the playbook ended well all the same is recorded. */
    private @Nullable Frame left(CallFrame frame, Exit override, Outcome outcome) {
        if (outcome instanceof Outcome.Succeeded(Value returned)
                && override instanceof Exit.Cancelled) {
            frame.override = null;
            Value result = frame.node.passage().result(returned);
            return turn.exits.leave(
                    turn.ended(frame, StepEnd.succeeded(frame.input, result, 0)), override);
        }
        return turn.exits.leave(frame, override);
    }

    private @Nullable Frame succeeded(CallFrame frame, Value returned) {
        Value result = frame.node.passage().result(returned);
        String fault = frame.node.passage().faultOfResult(result);
        return fault == null
                ? turn.ended(frame, StepEnd.succeeded(frame.input, result, 0))
                : failed(frame, ErrorKind.INVALID, fault);
    }

    private @Nullable Frame failed(CallFrame frame, ErrorKind kind, String message) {
        RunError error = turn.error(kind, message, frame.above(), frame.node);
        return turn.exits.frameFailed(frame, frame.input, error, 0);
    }

    /** The error as it was raised, which may have been further inside, in a file of its own. */
    private static RunError of(CallFrame frame, RunError error) {
        return error.playbook() == null ? error.in(frame.node.program().playbook()) : error;
    }

    /** Asks the called playbook to end; the step ends when it has. */
    void cancel(CallFrame frame, Exit why) {
        frame.override = why;
        if (!frame.cancelled) {
            frame.cancelled = true;
            turn.commands.accept(new Command.CancelChild(frame.run, "its caller was left"));
        }
    }
}
