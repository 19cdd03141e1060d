package dev.tocsin.interpreter;

import dev.tocsin.value.Value;

import java.time.Instant;

/** What a host tells the core. {@code now()} in expressions is the time of the event. */
public sealed interface Event {

    Instant at();

    /** The run begins; the first event of every run. */
    record Started(Instant at) implements Event {}

    /** An attempt ended well. Ignored where the attempt is no longer awaited. */
    record Completed(long attempt, Value result, Instant at) implements Event {}

    /** An attempt failed. Ignored where the attempt is no longer awaited. */
    record Failed(long attempt, Failure failure, Instant at) implements Event {}

    /** A timer is due. Ignored where it was stopped. */
    record TimerFired(long timer, Instant at) implements Event {}

    /** A run that was started for a call has ended. Ignored where it came before. */
    record ChildEnded(long run, Outcome outcome, Instant at) implements Event {}

    /**
     * Somebody posted a body to a callback URL; answered with {@link Command.AnswerCaller}. What is
     * refused changes nothing, so a host need not keep it.
     *
     * @param request names it in the answer; chosen by the host
     * @param token the last part of the URL
     */
    record CalledBack(long request, String token, Value body, Instant at) implements Event {}

    /**
     * Somebody answered a question. Ignored where it is not open any more, and where {@link
     * Interpreter#refusal} has something against the answer.
     */
    record Answered(long question, Answer answer, Instant at) implements Event {}

    /** Somebody wants the run to end. */
    record Cancelled(String reason, Instant at) implements Event {}

    /** The answer to {@link Command.Continue}. */
    record Continued(Instant at) implements Event {}
}
