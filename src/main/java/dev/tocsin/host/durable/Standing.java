package dev.tocsin.host.durable;

import dev.tocsin.host.TimerQueue;
import dev.tocsin.interpreter.Outcome;
import dev.tocsin.store.RunStatus;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * Where a run stands, as its row says.
 *
 * @param due its earliest timer where it waits, else null
 */
record Standing(RunStatus status, @Nullable String reason, @Nullable Instant due) {

    static Standing of(OpenRun open) {
        Outcome outcome = open.outcome();
        if (outcome != null) {
            return of(outcome);
        }
        TimerQueue.Due first = open.firstTimer();
        Instant due = first == null ? null : first.at();
        String attention = attention(open);
        if (attention != null) {
            return new Standing(RunStatus.NEEDS_ATTENTION, attention, due);
        }
        return isBusy(open)
                ? new Standing(RunStatus.RUNNING, null, null)
                : new Standing(RunStatus.WAITING, heldWhy(open), due);
    }

    private static Standing of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded _ -> new Standing(RunStatus.SUCCEEDED, null, null);
            case Outcome.Failed(var error) ->
                    new Standing(
                            RunStatus.FAILED, error.kind().word() + ": " + error.message(), null);
            case Outcome.Cancelled(String reason) ->
                    new Standing(RunStatus.CANCELLED, reason, null);
        };
    }

    /** Whether something goes on that would be lost if the run left the memory. */
    static boolean isBusy(OpenRun open) {
        if (open.continuing() != null) {
            return true;
        }
        for (OpenAttempt attempt : open.attempts()) {
            switch (attempt.state) {
                case ISSUED, OUT, UNSENT -> {
                    return true;
                }
                case HELD, UNKNOWN -> {}
            }
        }
        return false;
    }

    /** What a person must decide before the run can go on; null where nothing is unknown. */
    static @Nullable String attention(OpenRun open) {
        for (OpenAttempt attempt : open.attempts()) {
            if (attempt.state == OpenAttempt.State.UNKNOWN) {
                return "whether " + placeOf(attempt) + " was done is not known: " + attempt.why;
            }
        }
        return null;
    }

    private static @Nullable String heldWhy(OpenRun open) {
        for (OpenAttempt attempt : open.attempts()) {
            if (attempt.state == OpenAttempt.State.HELD) {
                return placeOf(attempt) + " is held: " + attempt.why;
            }
        }
        return null;
    }

    private static String placeOf(OpenAttempt attempt) {
        return "`" + attempt.command.node().action() + "` at " + attempt.path();
    }
}
