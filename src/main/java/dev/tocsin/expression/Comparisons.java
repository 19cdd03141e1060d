package dev.tocsin.expression;

import dev.tocsin.expression.Expr.BinaryOperator;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

/** Operators that compare two values. */
final class Comparisons {

    private Comparisons() {}

    record Equal(Evaluator left, Evaluator right, boolean negated) implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            Value first = left.evaluate(scope, evaluation);
            Value second = right.evaluate(scope, evaluation);
            return switch (Equality.compare(first, second, evaluation)) {
                case EQUAL -> BoolValue.of(!negated);
                case DIFFERENT -> BoolValue.of(negated);
                case UNDECIDED -> Equality.unknownIn(first, second, evaluation);
            };
        }
    }

    record Order(BinaryOperator operator, Evaluator left, Evaluator right, Expr.Binary site)
            implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            Value first = left.evaluate(scope, evaluation);
            Value second = right.evaluate(scope, evaluation);
            return order(operator, first, second, site);
        }
    }

    /** {@code <} and its kin of any two values. */
    static Value order(BinaryOperator operator, Value first, Value second, Expr.Binary site) {
        if (first instanceof UnknownValue) {
            return first;
        }
        if (second instanceof UnknownValue) {
            return second;
        }
        int order = Ordering.compare(first, second);
        if (order == Ordering.NAN) {
            return BoolValue.FALSE;
        }
        if (order == Ordering.NONE) {
            throw Arithmetic.refuse(site, first, second);
        }
        return holds(operator, order);
    }

    /** Whether an operator takes two values of this order: below, at or above 0. */
    static BoolValue holds(BinaryOperator operator, int order) {
        return BoolValue.of(
                switch (operator) {
                    case LESS -> order < 0;
                    case LESS_OR_EQUAL -> order <= 0;
                    case GREATER -> order > 0;
                    case GREATER_OR_EQUAL -> order >= 0;
                    default -> throw new IllegalStateException(operator + " is no order");
                });
    }

    record In(Evaluator left, Evaluator right, Expr.Binary site) implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            Value item = left.evaluate(scope, evaluation);
            Value range = right.evaluate(scope, evaluation);
            if (range instanceof UnknownValue) {
                return range;
            }
            if (item instanceof UnknownValue) {
                return item;
            }
            return switch (range) {
                case ListValue list -> in(item, list, evaluation);
                case MapValue map ->
                        BoolValue.of(
                                item instanceof StringValue(String key) && map.get(key) != null);
                default ->
                        throw EvaluationException.at(
                                site.right(),
                                "`in` needs a list or a map, and `"
                                        + ExprPrinter.excerpt(site.right())
                                        + "` is "
                                        + Conversions.aKind(range));
            };
        }
    }

    /** {@code in} of any value and a list. */
    static Value in(Value item, ListValue list, Evaluation evaluation) {
        evaluation.count(list.size());
        Value undecided = null;
        for (Value candidate : list.items()) {
            switch (Equality.compare(item, candidate, evaluation)) {
                case EQUAL -> {
                    return BoolValue.TRUE;
                }
                case DIFFERENT -> {}
                case UNDECIDED -> undecided = candidate;
            }
        }
        return undecided == null
                ? BoolValue.FALSE
                : Equality.unknownIn(item, undecided, evaluation);
    }
}
