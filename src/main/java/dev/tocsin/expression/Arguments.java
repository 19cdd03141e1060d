package dev.tocsin.expression;

import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.DurationValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The values given to one call of a function, asked for by the kind that is needed. Each method
 * throws an {@link EvaluationException} that names the argument where the kind is another.
 */
final class Arguments {

    private final Value[] values;
    private final Expr.Call site;
    private final Evaluation evaluation;

    Arguments(Value[] values, Expr.Call site, Evaluation evaluation) {
        this.values = values;
        this.site = site;
        this.evaluation = evaluation;
    }

    Evaluation evaluation() {
        return evaluation;
    }

    int size() {
        return values.length;
    }

    boolean has(int index) {
        return index < values.length;
    }

    Value value(int index) {
        return values[index];
    }

    String text(int index) {
        if (values[index] instanceof StringValue(String text)) {
            return text;
        }
        throw wrong(index, "a string");
    }

    long whole(int index) {
        if (values[index] instanceof IntValue(long number)) {
            return number;
        }
        throw wrong(index, "an int");
    }

    /** A whole number as a count: below 0 is an error, more than any list holds is as good. */
    int count(int index) {
        long count = whole(index);
        if (count < 0) {
            throw fail(index, "is " + count + ", and a count is never negative");
        }
        return (int) Math.min(count, Integer.MAX_VALUE);
    }

    double number(int index) {
        return switch (values[index]) {
            case IntValue(long number) -> number;
            case DoubleValue(double number) -> number;
            default -> throw wrong(index, "a number");
        };
    }

    List<Value> list(int index) {
        if (values[index] instanceof ListValue(List<Value> items)) {
            return items;
        }
        throw wrong(index, "a list");
    }

    boolean isList(int index) {
        return values[index] instanceof ListValue;
    }

    MapValue map(int index) {
        if (values[index] instanceof MapValue map) {
            return map;
        }
        throw wrong(index, "a map");
    }

    Instant instant(int index) {
        Instant instant = Instants.of(values[index]);
        if (instant != null) {
            return instant;
        }
        throw wrong(index, "a timestamp");
    }

    @Nullable Duration duration(int index) {
        return values[index] instanceof DurationValue(Duration length) ? length : null;
    }

    /** The text of an item of a list argument. */
    String itemText(int index, Value item) {
        if (item instanceof UnknownValue unknown) {
            throw new UnknownFound(unknown);
        }
        String text = Conversions.text(item);
        if (text == null) {
            throw fail(index, "holds " + Conversions.aKind(item) + " where a text belongs");
        }
        return text;
    }

    /** Counts a text about to be made. */
    void countText(long length) {
        Limits.text(length, evaluation);
    }

    /** Counts a list or map about to be made. */
    void countItems(long size) {
        Limits.items(size, evaluation);
    }

    /** Ends the call as unknown where an argument holds an unknown somewhere. */
    void requireKnown(int index) {
        UnknownValue unknown = Limits.walk(values[index], evaluation);
        if (unknown != null) {
            throw new UnknownFound(unknown);
        }
    }

    EvaluationException wrong(int index, String needed) {
        Value value = values[index];
        if (place(index) instanceof Expr.Literal) {
            return EvaluationException.at(
                    place(index),
                    "`"
                            + site.function()
                            + "` needs "
                            + needed
                            + ", not `"
                            + ExprPrinter.excerpt(place(index))
                            + "`");
        }
        String found =
                value == NullValue.NULL
                        ? "null here; `??` gives a default"
                        : value instanceof StringValue
                                ? "the text `" + Excerpt.of(((StringValue) value).value()) + "`"
                                : Conversions.aKind(value);
        return EvaluationException.at(
                place(index),
                "`"
                        + site.function()
                        + "` needs "
                        + needed
                        + ", and `"
                        + ExprPrinter.excerpt(place(index))
                        + "` is "
                        + found);
    }

    /** An argument of the right kind that does not serve; the message follows its text. */
    EvaluationException fail(int index, String message) {
        return EvaluationException.at(
                place(index), "`" + ExprPrinter.excerpt(place(index)) + "` " + message);
    }

    EvaluationException fail(String message) {
        return EvaluationException.at(site, message);
    }

    private Expr place(int index) {
        Expr target = site.target();
        if (target == null) {
            return site.arguments().get(index);
        }
        return index == 0 ? target : site.arguments().get(index - 1);
    }
}
