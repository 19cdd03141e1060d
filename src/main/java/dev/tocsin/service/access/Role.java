package dev.tocsin.service.access;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/** What a token is given. What each may do stands in {@link Permission}. */
public enum Role {
    /** Looks on. */
    VIEWER,
    /** Starts runs, and helps the ones that need attention. */
    OPERATOR,
    /** Answers questions. */
    APPROVER,
    /** May do everything but hand in alerts. */
    ADMIN,
    /** A source of alerts: hands them in, and sees nothing. */
    INGEST;

    /** As in files, tokens and messages: {@code viewer}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of that word, or null. */
    public static @Nullable Role of(String word) {
        for (Role role : values()) {
            if (role.word().equals(word)) {
                return role;
            }
        }
        return null;
    }
}
