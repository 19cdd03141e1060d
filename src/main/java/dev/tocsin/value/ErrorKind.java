package dev.tocsin.value;

import org.jspecify.annotations.Nullable;

/**
 * What went wrong with a step, in the closed list that playbooks catch by. {@link #CANCELLED} and
 * {@link #LIMIT} cannot be caught.
 */
public enum ErrorKind {
    TIMEOUT("timeout"),
    UNAUTHORIZED("unauthorized"),
    FORBIDDEN("forbidden"),
    NOT_FOUND("notFound"),
    CONFLICT("conflict"),
    RATE_LIMITED("rateLimited"),
    INVALID("invalid"),
    UNAVAILABLE("unavailable"),
    OUTCOME_UNKNOWN("outcomeUnknown"),
    EXPRESSION("expression"),
    EXHAUSTED("exhausted"),
    FAILED("failed"),
    CANCELLED("cancelled"),
    LIMIT("limit");

    private final String word;

    ErrorKind(String word) {
        this.word = word;
    }

    /** As written in playbooks and records: {@code notFound}. */
    public String word() {
        return word;
    }

    /** Whether {@code catch} and {@code onError} may handle it. */
    public boolean canBeCaught() {
        return this != CANCELLED && this != LIMIT;
    }

    /** The kind with this word, or null. */
    public static @Nullable ErrorKind of(String word) {
        for (ErrorKind kind : values()) {
            if (kind.word.equals(word)) {
                return kind;
            }
        }
        return null;
    }
}
