package dev.tocsin.interpreter;

import dev.tocsin.connector.Operation;
import dev.tocsin.program.ActionNode;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** What the core wants a host to do. */
public sealed interface Command {

    /**
     * Make one attempt at an operation, and answer with {@link Event.Completed} or {@link
     * Event.Failed}.
     *
     * @param attempt names the attempt in events; never used again in this run
     * @param operation the one of {@code node}, or the one that looks at its job
     * @param idempotencyKey the same for all attempts at one step
     * @param deadline when the step's own timeout ends, or null
     */
    record Perform(
            long attempt,
            ActionNode node,
            Operation operation,
            MapValue input,
            String idempotencyKey,
            @Nullable Instant deadline)
            implements Command {}

    /** Nobody waits for this attempt any more: it may be broken off. */
    record Abandon(long attempt) implements Command {}

    /** Answer with {@link Event.TimerFired} at {@code due}, or at once where that is past. */
    record StartTimer(long timer, Instant due) implements Command {}

    /** The timer is not needed any more. */
    record StopTimer(long timer) implements Command {}

    /** What becomes of the body that came as {@link Event.CalledBack}. */
    record AnswerCaller(long request, CallbackAnswer answer) implements Command {}

    /** From now on the run waits for a callback; it may come at any time, and also before. */
    record ExpectCallback(String token) implements Command {}

    /** The wait is over, in whatever way. */
    record ForgetCallback(String token) implements Command {}

    /** The run has ended; no event is expected any more. */
    record Finish(Outcome outcome) implements Command {}

    /** Much was done without a wait: answer with {@link Event.Continued} when others had a turn. */
    record Continue() implements Command {}
}
