package dev.tocsin.expression;

import dev.tocsin.expression.Expr.BinaryOperator;
import dev.tocsin.value.BigValue;
import dev.tocsin.value.BytesValue;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.DurationValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.TimestampValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Operators that compute: cel-spec, "Arithmetic" and "Abstract types", with int widening to double
 * and date-time texts read as points in time where one is needed.
 */
final class Arithmetic {

    private Arithmetic() {}

    record Operation(BinaryOperator operator, Evaluator left, Evaluator right, Expr.Binary site)
            implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            Value first = left.evaluate(scope, evaluation);
            Value second = right.evaluate(scope, evaluation);
            return compute(operator, first, second, site, evaluation);
        }
    }

    /**
     * A chain of {@code +}: texts and lists grow in place, or a long chain would copy its start
     * once per link.
     *
     * @param sites the additions, one fewer than operands
     */
    record Sum(Evaluator[] operands, Expr.Binary[] sites) implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            Value sum = operands[0].evaluate(scope, evaluation);
            int next = 1;
            while (next < operands.length) {
                Value second = operands[next].evaluate(scope, evaluation);
                if (sum instanceof StringValue(String text)
                        && second instanceof StringValue(String more)) {
                    StringBuilder joined = new StringBuilder(text);
                    Value rest = second;
                    while (rest instanceof StringValue(String part)) {
                        Limits.text((long) joined.length() + part.length(), evaluation);
                        joined.append(part);
                        rest =
                                ++next < operands.length
                                        ? operands[next].evaluate(scope, evaluation)
                                        : NullValue.NULL;
                    }
                    sum = new StringValue(joined.toString());
                    if (next < operands.length) {
                        sum = add(sum, rest, sites[next - 1], evaluation);
                        next++;
                    }
                } else {
                    sum = add(sum, second, sites[next - 1], evaluation);
                    next++;
                }
            }
            return sum;
        }

        private static Value add(
                Value first, Value second, Expr.Binary site, Evaluation evaluation) {
            return compute(BinaryOperator.ADD, first, second, site, evaluation);
        }
    }

    record Negation(Evaluator operand, Expr.Unary site) implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            Value value = operand.evaluate(scope, evaluation);
            return switch (value) {
                case IntValue(long number) when number != Long.MIN_VALUE -> IntValue.of(-number);
                case IntValue _ -> throw overflow(site);
                case DoubleValue(double number) -> new DoubleValue(-number);
                case DurationValue(Duration length) -> new DurationValue(length.negated());
                case UnknownValue _ -> value;
                default ->
                        throw EvaluationException.at(
                                site, "`-` needs a number, not " + Conversions.aKind(value));
            };
        }
    }

    static Value compute(
            BinaryOperator operator,
            Value first,
            Value second,
            Expr.Binary site,
            Evaluation evaluation) {
        if (first instanceof UnknownValue) {
            return first;
        }
        if (second instanceof UnknownValue) {
            return second;
        }
        if (first instanceof IntValue(long a) && second instanceof IntValue(long b)) {
            return whole(operator, a, b, site);
        }
        if (isNumber(first) && isNumber(second)) {
            return real(operator, realOf(first), realOf(second), site);
        }
        if (operator == BinaryOperator.ADD) {
            return add(first, second, site, evaluation);
        }
        if (operator == BinaryOperator.SUBTRACT) {
            return subtract(first, second, site);
        }
        throw refuse(site, first, second);
    }

    private static Value whole(BinaryOperator operator, long a, long b, Expr.Binary site) {
        try {
            return IntValue.of(
                    switch (operator) {
                        case ADD -> Math.addExact(a, b);
                        case SUBTRACT -> Math.subtractExact(a, b);
                        case MULTIPLY -> Math.multiplyExact(a, b);
                        case DIVIDE -> Math.divideExact(a, nonZero(b, site));
                        case REMAINDER -> a % nonZero(b, site);
                        default -> throw new IllegalStateException(operator + " computes nothing");
                    });
        } catch (ArithmeticException _) {
            throw overflow(site);
        }
    }

    private static Value real(BinaryOperator operator, double a, double b, Expr.Binary site) {
        return new DoubleValue(
                switch (operator) {
                    case ADD -> a + b;
                    case SUBTRACT -> a - b;
                    case MULTIPLY -> a * b;
                    case DIVIDE -> a / b;
                    case REMAINDER ->
                            throw EvaluationException.at(site, "`%` needs two ints, not a double");
                    default -> throw new IllegalStateException(operator + " computes nothing");
                });
    }

    private static Value add(Value first, Value second, Expr.Binary site, Evaluation evaluation) {
        if (first instanceof StringValue(String a) && second instanceof StringValue(String b)) {
            Limits.text((long) a.length() + b.length(), evaluation);
            return new StringValue(a + b);
        }
        if (first instanceof BytesValue(byte[] a) && second instanceof BytesValue(byte[] b)) {
            Limits.text((long) a.length + b.length, evaluation);
            byte[] all = Arrays.copyOf(a, a.length + b.length);
            System.arraycopy(b, 0, all, a.length, b.length);
            return new BytesValue(all);
        }
        if (first instanceof ListValue(List<Value> a)
                && second instanceof ListValue(List<Value> b)) {
            Limits.items((long) a.size() + b.size(), evaluation);
            List<Value> all = new ArrayList<>(a.size() + b.size());
            all.addAll(a);
            all.addAll(b);
            return new ListValue(all);
        }
        if (first instanceof DurationValue(Duration a)) {
            if (second instanceof DurationValue(Duration b)) {
                return length(a.plus(b), site);
            }
            return instant(second, a, first, second, site);
        }
        if (second instanceof DurationValue(Duration b)) {
            return instant(first, b, first, second, site);
        }
        throw refuse(site, first, second);
    }

    private static Value subtract(Value first, Value second, Expr.Binary site) {
        if (second instanceof DurationValue(Duration b)) {
            return first instanceof DurationValue(Duration a)
                    ? length(a.minus(b), site)
                    : instant(first, b.negated(), first, second, site);
        }
        Instant from = Instants.of(second);
        Instant to = Instants.of(first);
        if (from == null || to == null) {
            throw refuse(site, first, second);
        }
        return length(Duration.between(from, to), site);
    }

    private static Value instant(
            Value base, Duration length, Value first, Value second, Expr.Binary site) {
        Instant instant = Instants.of(base);
        if (instant == null) {
            throw refuse(site, first, second);
        }
        try {
            Instant moved = instant.plus(length);
            if (Instants.inRange(moved)) {
                return new TimestampValue(moved);
            }
        } catch (DateTimeException | ArithmeticException _) {
            throw overflow(site);
        }
        throw overflow(site);
    }

    private static Value length(Duration length, Expr.Binary site) {
        if (!Instants.inRange(length)) {
            throw overflow(site);
        }
        return new DurationValue(length);
    }

    private static long nonZero(long divisor, Expr.Binary site) {
        if (divisor == 0) {
            throw EvaluationException.at(site, "division by zero");
        }
        return divisor;
    }

    private static boolean isNumber(Value value) {
        return value instanceof IntValue || value instanceof DoubleValue;
    }

    private static double realOf(Value value) {
        return switch (value) {
            case IntValue(long number) -> number;
            case DoubleValue(double number) -> number;
            default -> throw new IllegalStateException(value.kind() + " is no number");
        };
    }

    private static EvaluationException overflow(Expr site) {
        return EvaluationException.at(
                site, "the result of `" + ExprPrinter.excerpt(site) + "` is out of range");
    }

    /** These two values do not go with the operator. */
    static EvaluationException refuse(Expr.Binary site, Value first, Value second) {
        if (first == NullValue.NULL || second == NullValue.NULL) {
            Expr operand = first == NullValue.NULL ? site.left() : site.right();
            return EvaluationException.at(
                    operand,
                    "`" + ExprPrinter.excerpt(operand) + "` is null here; `??` gives a default");
        }
        if (first instanceof BigValue || second instanceof BigValue) {
            return EvaluationException.at(
                    site, "a number beyond 64 bits can be compared, not computed with");
        }
        return EvaluationException.at(
                site,
                "`"
                        + site.operator().symbol()
                        + "` does not go with "
                        + Conversions.aKind(first)
                        + " and "
                        + Conversions.aKind(second));
    }
}
