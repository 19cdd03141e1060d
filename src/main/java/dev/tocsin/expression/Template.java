package dev.tocsin.expression;

import dev.tocsin.document.ScalarNode;
import dev.tocsin.source.Span;
import dev.tocsin.value.Value;

import java.util.List;

/**
 * What a slot that carries data holds: any YAML with {@code ${...}} inside its texts. Made by
 * {@link TemplateParser}.
 */
public sealed interface Template {

    Span span();

    /**
     * YAML without any {@code ${...}} below it. A list or map is one only where nothing in it needs
     * its own place; a scalar always is.
     */
    record Constant(Value value, Span span) implements Template {}

    /** One {@code ${...}} alone: keeps the type of its value. */
    record Single(Expression expression, Span span) implements Template {}

    /** A text with {@code ${...}} among other characters: always a text. */
    record Interpolated(List<Part> parts, ScalarNode scalar, Span span) implements Template {
        public Interpolated {
            parts = List.copyOf(parts);
        }
    }

    /** A YAML sequence, item by item; mostly one with a {@code ${...}} somewhere in it. */
    record Items(List<Template> items, Span span) implements Template {
        public Items {
            items = List.copyOf(items);
        }
    }

    /**
     * A YAML mapping, field by field; mostly one with a {@code ${...}} somewhere in it. Keys are
     * plain text.
     */
    record Fields(List<Field> fields, Span span) implements Template {
        public Fields {
            fields = List.copyOf(fields);
        }
    }

    /** One entry of {@link Fields}. */
    record Field(ScalarNode key, Template value) {}

    /** A piece of an interpolated text. */
    sealed interface Part {
        /** Characters as they are ({@code $${} already read as <code>${</code>). */
        record Literal(String text) implements Part {}

        /** The value of an expression, as text. */
        record Hole(Expression expression) implements Part {}
    }
}
