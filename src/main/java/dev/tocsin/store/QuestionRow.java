package dev.tocsin.store;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A question to people.
 *
 * @param number in order of asking, from 1; 0 until it has been added
 * @param id unguessable: a part of links
 * @param run number of the run that asks
 * @param handle names the question in events of the core
 * @param sub number, in the tree of the run, of the run that asks; 0 for the root
 * @param content what was asked, as its owner wrote it; not copied
 * @param expiresAt when silence decides, or null
 * @param result what was decided, as its owner wrote it, or null
 */
public record QuestionRow(
        long number,
        String id,
        long run,
        long handle,
        long sub,
        Kind kind,
        Status status,
        byte[] content,
        Instant askedAt,
        @Nullable Instant expiresAt,
        @Nullable Instant decidedAt,
        @Nullable String result) {

    /** Who wants to know. */
    public enum Kind {
        /** A step of the playbook. */
        ASK,
        /** What keeps containment within bounds. */
        GUARD;

        /** As it is written: {@code ask}. */
        public String text() {
            return this == ASK ? "ask" : "guard";
        }
    }

    /** Whether an answer still counts. */
    public enum Status {
        OPEN("open"),
        ANSWERED("answered"),
        EXPIRED("expired"),
        WITHDRAWN("withdrawn");

        private final String text;

        Status(String text) {
            this.text = text;
        }

        /** As it is written. */
        public String text() {
            return text;
        }

        /** The opposite of {@link #text}; null for a word that is none of these. */
        public static @Nullable Status of(String text) {
            for (Status status : values()) {
                if (status.text.equals(text)) {
                    return status;
                }
            }
            return null;
        }
    }
}
