package dev.tocsin.expression;

import dev.tocsin.expression.Expr.BinaryOperator;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.TimestampValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Comparisons with what the playbook spells out: most conditions are one. The other side decides
 * alone, so these are small enough for the JIT compiler to put into the loop around them.
 */
final class SpelledOut {

    private SpelledOut() {}

    /** {@code ==} and {@code !=}, or null where neither side is a text or null. */
    static @Nullable Evaluator equal(Evaluator left, Evaluator right, boolean negated) {
        if (right instanceof Loads.Constant(StringValue text)) {
            return new EqualsText(left, text, negated);
        }
        if (left instanceof Loads.Constant(StringValue text)) {
            return new EqualsText(right, text, negated);
        }
        if (right instanceof Loads.Constant(NullValue _)) {
            return new IsNull(left, negated);
        }
        return left instanceof Loads.Constant(NullValue _) ? new IsNull(right, negated) : null;
    }

    /** {@code <} and its kin, or null where the right side is no whole number. */
    static @Nullable Evaluator order(Evaluator left, Evaluator right, Expr.Binary site) {
        return right instanceof Loads.Constant(IntValue bound)
                ? new OrderWhole(site.operator(), left, bound, site)
                : null;
    }

    /** {@code in}, or null where the right side is no list of texts. */
    static @Nullable Evaluator in(Evaluator left, Evaluator right) {
        if (!(right instanceof Loads.Constant(ListValue list))) {
            return null;
        }
        List<Value> items = list.items();
        String[] texts = new String[items.size()];
        for (int i = 0; i < texts.length; i++) {
            if (!(items.get(i) instanceof StringValue(String text))) {
                return null;
            }
            texts[i] = text;
        }
        return new InTexts(left, texts, list);
    }

    /** The commonest condition: something is, or is not, a certain text. */
    record EqualsText(Evaluator operand, StringValue text, boolean negated) implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            Value value = operand.evaluate(scope, evaluation);
            if (value instanceof StringValue(String other)) {
                return BoolValue.of(text.value().equals(other) != negated);
            }
            if (value instanceof UnknownValue) {
                return value;
            }
            boolean same =
                    value instanceof TimestampValue && Equality.equal(value, text, evaluation);
            return BoolValue.of(same != negated);
        }
    }

    record IsNull(Evaluator operand, boolean negated) implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            Value value = operand.evaluate(scope, evaluation);
            return value instanceof UnknownValue
                    ? value
                    : BoolValue.of((value == NullValue.NULL) != negated);
        }
    }

    record OrderWhole(BinaryOperator operator, Evaluator operand, IntValue bound, Expr.Binary site)
            implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            Value value = operand.evaluate(scope, evaluation);
            return value instanceof IntValue(long number)
                    ? Comparisons.holds(operator, Long.compare(number, bound.value()))
                    : Comparisons.order(operator, value, bound, site);
        }
    }

    record InTexts(Evaluator operand, String[] texts, ListValue list) implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            Value value = operand.evaluate(scope, evaluation);
            if (value instanceof UnknownValue) {
                return value;
            }
            if (!(value instanceof StringValue(String searched))) {
                return Comparisons.in(value, list, evaluation);
            }
            evaluation.count(texts.length);
            for (String text : texts) {
                if (text.equals(searched)) {
                    return BoolValue.TRUE;
                }
            }
            return BoolValue.FALSE;
        }
    }
}
