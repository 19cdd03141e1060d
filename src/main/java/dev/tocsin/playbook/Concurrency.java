package dev.tocsin.playbook;

import dev.tocsin.expression.Expression;

import org.jspecify.annotations.Nullable;

/**
 * {@code concurrency}: how many runs of one playbook may go on at once.
 *
 * @param limit at least 1
 * @param key runs with equal keys are counted together; null counts all runs of the playbook
 */
public record Concurrency(int limit, @Nullable Expression key, WhenBusy whenBusy) {

    /** What happens to a run for which there is no room. */
    public enum WhenBusy {
        /** It waits for its turn, in order of arrival; the default. */
        QUEUE("queue"),
        /** It is recorded as skipped and never begins. */
        SKIP("skip"),
        /** The run of the same key that began first is cancelled to make room. */
        CANCEL_OLDEST("cancelOldest");

        private final String word;

        WhenBusy(String word) {
            this.word = word;
        }

        /** As written in a playbook. */
        public String word() {
            return word;
        }

        static WhenBusy of(@Nullable String word) {
            return switch (word) {
                case "skip" -> SKIP;
                case "cancelOldest" -> CANCEL_OLDEST;
                case null, default -> QUEUE;
            };
        }
    }
}
