package dev.tocsin.document;

import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;

/**
 * A YAML scalar: its text after folding and escapes, and how it was written. Whether a plain scalar
 * is a number or a boolean is left to the reader of the node, because where the schema wants a
 * string a plain {@code 0123} is its source text.
 *
 * @param text the characters after YAML's folding and escapes
 * @param style how it was written
 * @param span quotes and block header included
 * @param source the file, so that places inside the text can be found when a message needs them
 */
public record ScalarNode(String text, Style style, Span span, SourceText source) implements Node {

    /** How a scalar was written; YAML 1.2.2 sections 7.3 and 8.1. */
    public enum Style {
        PLAIN,
        SINGLE_QUOTED,
        DOUBLE_QUOTED,
        LITERAL,
        FOLDED
    }

    /** Whether the core schema may read it as something other than a string. */
    public boolean isPlain() {
        return style == Style.PLAIN;
    }

    /**
     * The place in the file of a stretch of {@link #text}, found by reading the file's characters
     * again; folding, indentation and escapes are allowed for.
     *
     * @param from offset in {@link #text}, in UTF-16 units
     * @param to end offset, exclusive; may equal the length of the text
     */
    public Span spanOf(int from, int to) {
        return ScalarPlaces.of(this).span(from, to);
    }

    @Override
    public String toString() {
        return text;
    }
}
