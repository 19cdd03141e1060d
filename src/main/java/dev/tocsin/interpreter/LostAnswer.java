package dev.tocsin.interpreter;

import dev.tocsin.value.ErrorKind;

import org.jspecify.annotations.Nullable;

/**
 * An attempt at a change failed in a way that leaves open whether the change was made, and the
 * service can be asked.
 *
 * @param attempt which one of its step, from 1
 * @param failure what is known instead of an answer; its kind is {@code outcomeUnknown}, or {@code
 *     unavailable} where the service said itself that it failed
 */
public record LostAnswer(int attempt, Failure failure) {

    /** What came of looking. */
    public enum Found {
        /** The change was made. */
        DONE("done"),
        /** It was not, although there was time for it. */
        NOT_DONE("notDone"),
        /** The looks failed, or were given up before they could tell. */
        UNKNOWN("unknown");

        private final String word;

        Found(String word) {
            this.word = word;
        }

        /** As records say it. */
        public String word() {
            return word;
        }
    }

    /** The answer that the frame's last attempt lost; null where the failure tells enough. */
    static @Nullable LostAnswer of(ActionFrame frame, Failure failure) {
        if (frame.node.check() == null || failure.nothingDone()) {
            return null;
        }
        return switch (failure.kind()) {
            case OUTCOME_UNKNOWN, UNAVAILABLE -> new LostAnswer(frame.attempts, failure);
            case TIMEOUT -> unknown(frame, failure, failure.message());
            // At first it is somebody else's doing that is in the way, and may differ in much.
            // After a lost answer it may be one's own.
            case CONFLICT ->
                    frame.lost == null
                            ? null
                            : unknown(
                                    frame,
                                    failure,
                                    failure.message()
                                            + "; it may be an earlier attempt, whose answer was"
                                            + " lost");
            case UNAUTHORIZED,
                    FORBIDDEN,
                    NOT_FOUND,
                    RATE_LIMITED,
                    INVALID,
                    EXPRESSION,
                    EXHAUSTED,
                    FAILED,
                    CANCELLED,
                    LIMIT ->
                    null;
        };
    }

    private static LostAnswer unknown(ActionFrame frame, Failure failure, String message) {
        return new LostAnswer(frame.attempts, failure.as(ErrorKind.OUTCOME_UNKNOWN, message));
    }
}
