package dev.tocsin.interpreter;

import dev.tocsin.connector.Effect;
import dev.tocsin.expression.EvaluationException;
import dev.tocsin.program.Block;
import dev.tocsin.program.WaitForNode;
import dev.tocsin.schema.SchemaFault;
import dev.tocsin.schema.SecretMarks;
import dev.tocsin.schema.ValueCheck;
import dev.tocsin.value.Durations;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** {@code waitFor}: looks and callbacks. */
final class Waits {

    private final Turn turn;

    Waits(Turn turn) {
        this.turn = turn;
    }

    @Nullable Frame begin(WaitForNode node, Frame parent) {
        Instant deadline = turn.now.plus(limitOf(node));
        return switch (node.source()) {
            case WaitForNode.Poll poll -> {
                if (poll.look().operation().spec().effect() != Effect.READ) {
                    throw new IllegalStateException("only reads are checked to be polled");
                }
                Value input = turn.evaluate(poll.look().with(), parent);
                WaitForFrame frame =
                        new WaitForFrame(parent, node, input, "", poll.pause(), deadline);
                turn.enter(frame);
                look(frame, poll);
                yield null;
            }
            case WaitForNode.Callback callback -> {
                String token = ((StringValue) turn.evaluate(callback.token(), parent)).value();
                yield await(WaitForFrame.callback(parent, node, token, deadline));
            }
        };
    }

    private static Duration limitOf(WaitForNode node) {
        return Objects.requireNonNull(node.head().timeout(), "`waitFor` is checked to be bounded");
    }

    private @Nullable Frame await(WaitForFrame frame) {
        turn.enter(frame);
        Callbacks callbacks = turn.state.callbacks();
        Value early = callbacks.early.remove(frame.token);
        if (early != null) {
            frame.seen = early;
            return goOn(frame);
        }
        callbacks.awaited.put(frame.token, frame);
        turn.commands.accept(new Command.ExpectCallback(frame.token));
        turn.trace.awaitingCallback(
                frame.above(), frame.node, turn.state.callbackUrls.urlOf(frame.token));
        return null;
    }

    private void look(WaitForFrame frame, WaitForNode.Poll poll) {
        ActionFrame look = new ActionFrame(frame, poll.look(), (MapValue) frame.input);
        frame.child = look;
        look.deadline = frame.deadline;
        turn.actions.attempt(look);
    }

    /** A look ended, in whatever way; it leaves no trace of its own. */
    void looked(WaitForFrame frame, StepEnd end) {
        frame.attempts += end.attempts();
        frame.seen = end.status() == StepStatus.SUCCEEDED ? end.result() : null;
    }

    /** The pause between two looks is over. */
    @Nullable Frame wake(WaitForFrame frame) {
        if (!(frame.node.source() instanceof WaitForNode.Poll poll)) {
            throw new IllegalStateException(frame.path() + " never pauses");
        }
        look(frame, poll);
        return null;
    }

    /** Something was seen, or the steps of {@code onTimeout} came to their end. */
    @Nullable Frame goOn(WaitForFrame frame) {
        Value seen = frame.seen;
        if (frame.timedOut || seen == null) {
            return turn.ended(
                    frame, StepEnd.succeeded(frame.input, NullValue.NULL, frame.attempts));
        }
        return switch (frame.node.source()) {
            case WaitForNode.Callback _ ->
                    turn.ended(frame, StepEnd.succeeded(frame.input, seen, 0));
            case WaitForNode.Poll poll -> looked(frame, poll, seen);
        };
    }

    private @Nullable Frame looked(WaitForFrame frame, WaitForNode.Poll poll, Value seen) {
        frame.scope.set(poll.resultSlot(), seen);
        try {
            if (turn.isTrue(poll.until(), frame.scope)) {
                return turn.ended(frame, StepEnd.succeeded(frame.input, seen, frame.attempts));
            }
        } catch (EvaluationException e) {
            RunError error = turn.errorOf(e, frame.above(), frame.node);
            return turn.exits.frameFailed(frame, frame.input, error, frame.attempts);
        } finally {
            turn.tellRevealed(frame.above(), frame.node);
        }
        Instant next = turn.now.plus(frame.pause);
        if (next.isBefore(frame.deadline)) {
            frame.wakeTimer = turn.timers.start(frame, next);
        }
        Duration longer = frame.pause.multipliedBy(2);
        frame.pause = longer.compareTo(poll.longestPause()) > 0 ? poll.longestPause() : longer;
        return null;
    }

    /** The time of the step is up. */
    void timedOut(WaitForFrame frame) {
        if (!frame.token.isEmpty() && frame.seen != null) {
            // The body came just in time, and its sender was told so.
            return;
        }
        if (frame.child instanceof ActionFrame look) {
            turn.actions.abandon(look);
            turn.timers.stopAll(look);
            turn.state.runnable.remove(look);
            frame.attempts += look.attempts;
            frame.child = null;
        }
        turn.timers.stopWake(frame);
        forget(frame);
        frame.timedOut = true;
        Block steps = frame.node.onTimeout();
        if (steps == null) {
            RunError error =
                    turn.error(ErrorKind.TIMEOUT, lateness(frame), frame.above(), frame.node);
            frame.override = new Exit.Raised(error);
        } else {
            frame.block = steps;
        }
        if (!turn.state.runnable.contains(frame)) {
            turn.state.runnable.add(frame);
        }
    }

    private static String lateness(WaitForFrame frame) {
        String limit = Durations.print(limitOf(frame.node));
        return switch (frame.node.source()) {
            case WaitForNode.Poll _ -> "the condition of `until` did not hold within " + limit;
            case WaitForNode.Callback _ -> "no callback came within " + limit;
        };
    }

    /** Nobody waits for the callback of this frame any more. */
    void forget(WaitForFrame frame) {
        if (frame.token.isEmpty()) {
            return;
        }
        Callbacks callbacks = turn.state.callbacks();
        if (frame.seen == null) {
            callbacks.given.add(frame.token);
        } else {
            callbacks.taken.add(frame.token);
        }
        if (callbacks.awaited.remove(frame.token) != null) {
            turn.commands.accept(new Command.ForgetCallback(frame.token));
        }
    }

    void calledBack(Event.CalledBack event) {
        CallbackAnswer answer = answer(event.token(), event.body());
        turn.commands.accept(new Command.AnswerCaller(event.request(), answer));
    }

    private CallbackAnswer answer(String token, Value body) {
        String id = turn.state.callbackUrls.idOf(token);
        WaitForNode.Callback step = id == null ? null : turn.state.program.callbacks().get(id);
        if (step == null) {
            return new CallbackAnswer.Unknown();
        }
        Callbacks callbacks = turn.state.callbacks();
        WaitForFrame frame = callbacks.awaited.get(token);
        boolean second = frame != null && frame.seen != null || callbacks.early.containsKey(token);
        if (second || callbacks.taken.contains(token)) {
            return new CallbackAnswer.AlreadyTaken();
        }
        if (callbacks.given.contains(token)) {
            return new CallbackAnswer.TooLate();
        }
        List<SchemaFault> faults = ValueCheck.of(step.schema()).check(body, "the body");
        if (!faults.isEmpty()) {
            return new CallbackAnswer.Unfit(faults.getFirst().message());
        }
        Value marked = SecretMarks.mark(body, step.schema());
        if (frame == null) {
            callbacks.early.put(token, marked);
        } else {
            frame.seen = marked;
            turn.state.runnable.add(frame);
        }
        return new CallbackAnswer.Accepted();
    }
}
