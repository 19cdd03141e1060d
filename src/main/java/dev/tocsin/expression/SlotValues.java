package dev.tocsin.expression;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

/**
 * What slots that decide or iterate take. Of an expression whose type is not known before the run
 * only its value tells; it is refused in the words of the checker.
 */
final class SlotValues {

    private SlotValues() {}

    /** {@code when}, {@code if}, {@code until}: a bool, or unknown in a rehearsal. */
    record Condition(Evaluator inner, Expression expression) implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            Value value = inner.evaluate(scope, evaluation);
            if (value instanceof BoolValue || value instanceof UnknownValue) {
                return value;
            }
            throw refused("a condition is a bool", value, expression);
        }
    }

    /** {@code in}: a list, or null for no items. */
    record Items(Evaluator inner, Expression expression) implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            Value value = inner.evaluate(scope, evaluation);
            if (value instanceof ListValue
                    || value == NullValue.NULL
                    || value instanceof UnknownValue) {
                return value;
            }
            throw refused("a list belongs here", value, expression);
        }
    }

    private static EvaluationException refused(String wanted, Value value, Expression expression) {
        Expr tree = expression.tree();
        String text = ExprPrinter.excerpt(tree);
        return EvaluationException.at(
                        tree, wanted + ", and `" + text + "` is " + Conversions.aKind(value))
                .in(expression);
    }
}
