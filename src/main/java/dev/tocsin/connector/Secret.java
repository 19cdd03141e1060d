package dev.tocsin.connector;

import java.util.Objects;

/** The text of a credential. Prints as {@code (secret)}; only {@link #reveal} gives the text. */
public final class Secret {

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    public static Secret of(String text) {
        return new Secret(text);
    }

    /** For the one place that puts it into a request. */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(text);
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
