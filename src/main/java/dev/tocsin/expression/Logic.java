package dev.tocsin.expression;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

/**
 * Operators that may leave an operand unevaluated. Strictly from left to right: an error on the
 * left is an error. Beside an unknown the right side still decides where it can.
 */
final class Logic {

    private Logic() {}

    record And(Evaluator left, Evaluator right, Expr.Binary site) implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            Value first = left.evaluate(scope, evaluation);
            if (first == BoolValue.FALSE) {
                return first;
            }
            if (first != BoolValue.TRUE) {
                requireUnknown(first, site.left(), "&&");
            }
            Value second = right.evaluate(scope, evaluation);
            if (second == BoolValue.FALSE) {
                return second;
            }
            if (second != BoolValue.TRUE) {
                requireUnknown(second, site.right(), "&&");
            }
            return first == BoolValue.TRUE ? second : first;
        }
    }

    record Or(Evaluator left, Evaluator right, Expr.Binary site) implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            Value first = left.evaluate(scope, evaluation);
            if (first == BoolValue.TRUE) {
                return first;
            }
            if (first != BoolValue.FALSE) {
                requireUnknown(first, site.left(), "||");
            }
            Value second = right.evaluate(scope, evaluation);
            if (second == BoolValue.TRUE) {
                return second;
            }
            if (second != BoolValue.FALSE) {
                requireUnknown(second, site.right(), "||");
            }
            return first == BoolValue.FALSE ? second : first;
        }
    }

    record Not(Evaluator operand, Expr.Unary site) implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            Value value = operand.evaluate(scope, evaluation);
            if (value instanceof BoolValue truth) {
                return truth == BoolValue.TRUE ? BoolValue.FALSE : BoolValue.TRUE;
            }
            requireUnknown(value, site.operand(), "!");
            return value;
        }
    }

    record Coalesce(Evaluator left, Evaluator right) implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            Value value = left.evaluate(scope, evaluation);
            return value == NullValue.NULL ? right.evaluate(scope, evaluation) : value;
        }
    }

    record Choice(Evaluator condition, Evaluator then, Evaluator otherwise, Expr.Conditional site)
            implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            Value value = condition.evaluate(scope, evaluation);
            if (value == BoolValue.TRUE) {
                return then.evaluate(scope, evaluation);
            }
            if (value == BoolValue.FALSE) {
                return otherwise.evaluate(scope, evaluation);
            }
            requireUnknown(value, site.condition(), "? :");
            return value;
        }
    }

    /** Passes for an unknown; any other value has no place where a bool belongs. */
    static void requireUnknown(Value value, Expr operand, String operator) {
        if (!(value instanceof UnknownValue)) {
            throw EvaluationException.at(
                    operand,
                    "`"
                            + operator
                            + "` needs a bool, and `"
                            + ExprPrinter.excerpt(operand)
                            + "` is "
                            + Conversions.aKind(value));
        }
    }
}
