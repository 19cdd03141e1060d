package dev.tocsin.expression;

import dev.tocsin.value.BigValue;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;

/** What literals stand for; as in cel-spec, a minus right before a number belongs to it. */
final class LiteralValues {

    private LiteralValues() {}

    /**
     * A whole number, or null where it does not fit. The smallest int64 has no positive
     * counterpart, so it stands for itself with a minus before it; the parser, which sees the sign,
     * refuses it where it stands alone.
     */
    static @Nullable Value whole(String text, int from, int to, int radix) {
        try {
            long number = 0;
            for (int i = from; i < to; i++) {
                int digit = Character.digit(text.charAt(i), radix);
                number = Math.subtractExact(Math.multiplyExact(number, radix), digit);
            }
            return IntValue.of(number == Long.MIN_VALUE ? number : -number);
        } catch (ArithmeticException _) {
            return null;
        }
    }

    /** A whole number with a {@code u} behind it: to 2^64 - 1, beyond int64 only comparable. */
    static @Nullable Value unsigned(String text, int from, int to, int radix) {
        BigInteger number = new BigInteger(text.substring(from, to), radix);
        return number.bitLength() > 64
                ? null
                : number.bitLength() > 63 ? new BigValue(number) : IntValue.of(number.longValue());
    }

    /** A number with a minus before it, or null for what is no number. */
    static @Nullable Value negated(Token number) {
        if (isUnsigned(number)) {
            throw SyntaxException.at(
                    number.start(),
                    number.end(),
                    "`" + number.text() + "` is never below 0",
                    "a number with a sign has no `u`");
        }
        return switch (number.value()) {
            case IntValue(long whole) -> IntValue.of(-whole);
            case DoubleValue(double real) -> new DoubleValue(-real);
            case null, default -> null;
        };
    }

    /** Whether a literal ends in {@code u}. */
    private static boolean isUnsigned(Token literal) {
        char last = literal.text().charAt(literal.text().length() - 1);
        return last == 'u' || last == 'U';
    }

    static Value valueOf(Token literal) {
        Value value = literal.value();
        if (value == null) {
            throw new IllegalStateException("a literal token has a value");
        }
        if (value instanceof IntValue(long number) && number == Long.MIN_VALUE) {
            throw SyntaxException.at(
                    literal.start(),
                    literal.end(),
                    "`" + literal.text() + "` does not fit into 64 bits",
                    null);
        }
        return value;
    }

    static void refuseAsKey(Expr key) {
        if (key instanceof Expr.Literal(Value value, int start, int end)
                && !(value instanceof StringValue)) {
            throw SyntaxException.at(
                    start, end, "the keys of a map are texts", "write the key in quotes");
        }
    }
}
