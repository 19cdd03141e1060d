package dev.tocsin.expression;

import dev.tocsin.value.BigValue;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.BytesValue;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.DurationValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.TimestampValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;

/** The {@code <} of expressions: cel-spec, "Ordering". Texts are ordered by code points. */
final class Ordering {

    /** Two values of these kinds have no order. */
    static final int NONE = Integer.MIN_VALUE;

    /** A NaN is on one side: every comparison is false. */
    static final int NAN = Integer.MAX_VALUE;

    private Ordering() {}

    /** Below, at or above 0; or {@link #NAN} or {@link #NONE}. */
    static int compare(Value left, Value right) {
        return switch (left) {
            case IntValue(long number) when right instanceof IntValue(long other) ->
                    Long.compare(number, other);
            case IntValue _, DoubleValue _, BigValue _ -> numbers(left, right);
            case StringValue(String text) ->
                    switch (right) {
                        case StringValue(String other) -> texts(text, other);
                        case TimestampValue(Instant instant) ->
                                instants(Instants.parse(text), instant);
                        default -> NONE;
                    };
            case TimestampValue(Instant instant) ->
                    switch (right) {
                        case TimestampValue(Instant other) -> instants(instant, other);
                        case StringValue(String text) -> instants(instant, Instants.parse(text));
                        default -> NONE;
                    };
            case DurationValue(var length) ->
                    right instanceof DurationValue(var other)
                            ? Integer.signum(length.compareTo(other))
                            : NONE;
            case BoolValue truth ->
                    right instanceof BoolValue other
                            ? Boolean.compare(truth.value(), other.value())
                            : NONE;
            case BytesValue(byte[] bytes) ->
                    right instanceof BytesValue(byte[] others)
                            ? Integer.signum(Arrays.compareUnsigned(bytes, others))
                            : NONE;
            default -> NONE;
        };
    }

    /** Orders two numbers by what they count, without rounding. */
    static int numbers(Value left, Value right) {
        return switch (left) {
            case IntValue(long number) ->
                    switch (right) {
                        case IntValue(long other) -> Long.compare(number, other);
                        case DoubleValue(double other) -> compare(number, other);
                        case BigValue(BigInteger other) -> -other.signum();
                        default -> NONE;
                    };
            case DoubleValue(double number) ->
                    switch (right) {
                        case IntValue(long other) -> mirrored(compare(other, number));
                        case DoubleValue(double other) -> compare(number, other);
                        case BigValue(BigInteger other) -> mirrored(compare(other, number));
                        default -> NONE;
                    };
            case BigValue(BigInteger number) ->
                    switch (right) {
                        case IntValue _ -> number.signum();
                        case DoubleValue(double other) -> compare(number, other);
                        case BigValue(BigInteger other) -> number.compareTo(other);
                        default -> NONE;
                    };
            default -> NONE;
        };
    }

    static int texts(String left, String right) {
        int shorter = Math.min(left.length(), right.length());
        for (int i = 0; i < shorter; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                // A surrogate is half of a code point above all that one char can hold.
                boolean high = Character.isSurrogate(a);
                return high == Character.isSurrogate(b) ? Integer.signum(a - b) : high ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    private static int instants(@Nullable Instant left, @Nullable Instant right) {
        return left == null || right == null ? NONE : Integer.signum(left.compareTo(right));
    }

    private static int compare(double left, double right) {
        return left < right ? -1 : left > right ? 1 : left == right ? 0 : NAN;
    }

    private static int compare(long left, double right) {
        if (Math.abs(left) < 1L << 53) {
            return compare((double) left, right);
        }
        return compare(BigInteger.valueOf(left), right);
    }

    private static int compare(BigInteger left, double right) {
        if (Double.isNaN(right)) {
            return NAN;
        }
        if (Double.isInfinite(right)) {
            return right > 0 ? -1 : 1;
        }
        return new BigDecimal(left).compareTo(new BigDecimal(right));
    }

    private static int mirrored(int order) {
        return order == NAN ? NAN : -order;
    }
}
