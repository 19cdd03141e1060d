package dev.tocsin.diagnostic;

/** A line below a diagnostic. */
public sealed interface Note {

    /** One sentence without a full stop. */
    String text();

    /** A fact that explains the mistake. */
    record Fact(String text) implements Note {}

    /** What to do about it. */
    record Help(String text) implements Note {}

    static Note fact(String text) {
        return new Fact(text);
    }

    static Note help(String text) {
        return new Help(text);
    }
}
