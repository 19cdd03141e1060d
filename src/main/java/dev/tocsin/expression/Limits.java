package dev.tocsin.expression;

import dev.tocsin.value.BytesValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.SecretValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

/**
 * The bounds on what one expression may make. Values are shared, not copied, so a few steps can
 * make a value that is small in memory and huge once written out; {@link #walk} is the guard for
 * whoever writes one out.
 */
public final class Limits {

    /** The longest text, in UTF-16 units; also the longest run of bytes. */
    public static final int MAX_TEXT = 16 << 20;

    /** The most items in one list or entries in one map. */
    public static final int MAX_ITEMS = 1_000_000;

    /** How deep values may be nested; what {@code value.Json} reads as well. */
    public static final int MAX_DEPTH = 512;

    private Limits() {}

    /** Counts the making of a text, before it is made. */
    static void text(long length, Evaluation evaluation) {
        if (length > MAX_TEXT) {
            throw EvaluationException.limit(
                    "a text would be longer than " + MAX_TEXT + " characters");
        }
        evaluation.count(length / 16);
    }

    /** Counts the making of a list or map, before it is made. */
    static void items(long size, Evaluation evaluation) {
        if (size > MAX_ITEMS) {
            throw EvaluationException.limit(
                    "a list or map would have more than " + MAX_ITEMS + " items");
        }
        evaluation.count(size);
    }

    /**
     * Visits each value within {@code value}, as a writer would, and counts it.
     *
     * @return the first unknown within it, or null
     * @throws EvaluationException where it holds too much to write out, or is too deep
     */
    public static @Nullable UnknownValue walk(Value value, Evaluation evaluation) {
        return new Walk(evaluation).visit(value, 0);
    }

    private static final class Walk {

        private final Evaluation evaluation;
        private long size;

        Walk(Evaluation evaluation) {
            this.evaluation = evaluation;
        }

        @Nullable UnknownValue visit(Value value, int depth) {
            evaluation.count(1);
            UnknownValue found = null;
            switch (value) {
                case UnknownValue unknown -> found = unknown;
                case StringValue(String text) -> grow(text.length());
                case BytesValue(byte[] bytes) -> grow(bytes.length);
                case ListValue list -> {
                    descend(depth);
                    for (Value item : list.items()) {
                        UnknownValue inner = visit(item, depth + 1);
                        found = found == null ? inner : found;
                    }
                }
                case MapValue map -> {
                    descend(depth);
                    for (var entry : map.entries().entrySet()) {
                        grow(entry.getKey().length());
                        UnknownValue inner = visit(entry.getValue(), depth + 1);
                        found = found == null ? inner : found;
                    }
                }
                case SecretValue(Value inner) -> found = visit(inner, depth);
                default -> grow(8);
            }
            return found;
        }

        private void grow(int characters) {
            size += characters + 2L;
            if (size > MAX_TEXT) {
                throw EvaluationException.limit(
                        "a value would be longer than " + MAX_TEXT + " characters");
            }
            evaluation.count(characters / 16);
        }

        private static void descend(int depth) {
            if (depth >= MAX_DEPTH) {
                throw EvaluationException.limit(
                        "a value would be nested more than " + MAX_DEPTH + " levels deep");
            }
        }
    }
}
