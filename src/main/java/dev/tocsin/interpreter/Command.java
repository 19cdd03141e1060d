package dev.tocsin.interpreter;

import dev.tocsin.connector.Operation;
import dev.tocsin.program.ActionNode;
import dev.tocsin.program.AskNode;
import dev.tocsin.program.Program;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** What the core wants a host to do. */
public sealed interface Command {

    /**
     * Make one attempt at an operation, and answer with {@link Event.Completed} or {@link
     * Event.Failed}.
     *
     * @param attempt names the attempt in events; never used again in this run
     * @param operation the one of {@code node}, or the one that looks at its job or at what became
     *     of it
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

    /**
     * Begin a run of its own with {@link Event.Started}, and answer with {@link Event.ChildEnded}
     * once it has ended.
     *
     * @param run names it in events to this run; never used again in this run
     */
    record StartChild(long run, Program program, RunFacts facts) implements Command {}

    /** Send {@link Event.Cancelled} to a run that was started; its end is still waited for. */
    record CancelChild(long run, String reason) implements Command {}

    /**
     * Put a question to people, and tell what they answer with {@link Event.Answered}, until {@link
     * Withdraw}.
     *
     * @param question names it in events; never used again in this run
     * @param path of the step, for people: {@code steps[3]}
     * @param expiry when its time is up, or null; the core keeps the time itself
     */
    record Ask(long question, AskNode node, String path, Question content, @Nullable Instant expiry)
            implements Command {}

    /**
     * Remind of a question.
     *
     * @param to those of the people asked who are not known to have answered
     */
    record Remind(long question, List<String> to) implements Command {
        public Remind {
            to = List.copyOf(to);
        }
    }

    /** Put an open question to these people too. */
    record Escalate(long question, List<String> to) implements Command {
        public Escalate {
            to = List.copyOf(to);
        }
    }

    /** No answer is awaited any more: whoever was asked can be told why. */
    record Withdraw(long question, Reason reason) implements Command {

        /** Why nobody waits for an answer. */
        public enum Reason {
            ANSWERED,
            TIMED_OUT,
            CANCELLED
        }
    }

    /** The run has ended; no event is expected any more. */
    record Finish(Outcome outcome) implements Command {}

    /** Much was done without a wait: answer with {@link Event.Continued} when others had a turn. */
    record Continue() implements Command {}
}
