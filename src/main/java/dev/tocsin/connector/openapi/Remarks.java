package dev.tocsin.connector.openapi;

import java.util.ArrayList;
import java.util.List;

/**
 * What an operation's file says to its reader in comments. Each begins with one of two words, so
 * that a search finds it: {@code # review:} where something was guessed, {@code # left out:} where
 * something of the description could not be written.
 */
final class Remarks {

    static final String REVIEW = "review: ";
    static final String LEFT_OUT = "left out: ";

    private final List<String> lines = new ArrayList<>();

    void review(String what) {
        lines.add(REVIEW + what);
    }

    void leftOut(String what) {
        lines.add(LEFT_OUT + what);
    }

    List<String> lines() {
        return lines;
    }
}
