package dev.tocsin.playbook;

import org.jspecify.annotations.Nullable;

/** Which times of a schedule are made up for that came while nothing could start a run. */
public enum Missed {
    /** The latest one, once; the default. */
    LATEST("latest"),
    /** Each, oldest first. */
    ALL("all"),
    /** None: the next time is the next run. */
    NONE("none");

    private final String word;

    Missed(String word) {
        this.word = word;
    }

    /** As written in a playbook. */
    public String word() {
        return word;
    }

    static Missed of(@Nullable String word) {
        return switch (word) {
            case "all" -> ALL;
            case "none" -> NONE;
            case null, default -> LATEST;
        };
    }
}
