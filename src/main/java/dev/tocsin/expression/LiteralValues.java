package dev.tocsin.expression;

import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

/** What literals stand for; as in cel-spec, a minus right before a number belongs to it. */
final class LiteralValues {

    private LiteralValues() {}

    /** A number with a minus before it, or null for what is no number. */
    static @Nullable Value negated(@Nullable Value number) {
        return switch (number) {
            case IntValue(long whole) -> IntValue.of(-whole);
            case DoubleValue(double real) -> new DoubleValue(-real);
            case null, default -> null;
        };
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
