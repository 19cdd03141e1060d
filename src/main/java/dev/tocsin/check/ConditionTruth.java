package dev.tocsin.check;

import dev.tocsin.expression.Expr;
import dev.tocsin.expression.Expr.BinaryOperator;
import dev.tocsin.expression.ExprPrinter;
import dev.tocsin.expression.Operands;
import dev.tocsin.expression.SingleEvaluation;
import dev.tocsin.playbook.Constant;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a condition comes to in every run, as far as that can be told before any. */
final class ConditionTruth {

    /** A longer expression of literals is computed in vain: nobody writes one as a condition. */
    private static final int MAX_NODES = 40;

    private final List<Constant> declared;
    private @Nullable MapValue constants;

    /**
     * @param declared what {@code const} holds
     */
    ConditionTruth(List<Constant> declared) {
        this.declared = declared;
    }

    /** Null where it depends on the run. */
    @Nullable Boolean of(Expr condition, @Nullable KnownConditions known) {
        if (condition instanceof Expr.Unary unary && unary.operator() == Expr.UnaryOperator.NOT) {
            Boolean operand = of(unary.operand(), known);
            return operand == null ? null : Boolean.valueOf(!operand);
        }
        if (condition instanceof Expr.Binary binary) {
            if (binary.operator() == BinaryOperator.AND || binary.operator() == BinaryOperator.OR) {
                return ofBoth(binary, known);
            }
            Boolean itself = ofItself(binary);
            if (itself != null) {
                return itself;
            }
        }
        Boolean decided = KnownConditions.truth(known, condition);
        return decided == null ? evaluated(condition) : decided;
    }

    private @Nullable Boolean ofBoth(Expr.Binary binary, @Nullable KnownConditions known) {
        boolean decisive = binary.operator() == BinaryOperator.OR;
        Boolean left = of(binary.left(), known);
        Boolean right = of(binary.right(), known);
        if (left != null && left == decisive || right != null && right == decisive) {
            return decisive;
        }
        return left == null || right == null ? null : Boolean.valueOf(!decisive);
    }

    /** Of something compared with itself. */
    private static @Nullable Boolean ofItself(Expr.Binary binary) {
        Boolean truth =
                switch (binary.operator()) {
                    case EQUAL, LESS_OR_EQUAL, GREATER_OR_EQUAL -> Boolean.TRUE;
                    case NOT_EQUAL, LESS, GREATER -> Boolean.FALSE;
                    case COALESCE, OR, AND, IN, ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER -> null;
                };
        boolean same =
                truth != null
                        && KnownConditions.isStable(binary)
                        && ExprPrinter.print(binary.left())
                                .equals(ExprPrinter.print(binary.right()));
        return same ? truth : null;
    }

    private @Nullable Boolean evaluated(Expr condition) {
        if (nodes(condition) > MAX_NODES) {
            return null;
        }
        SingleEvaluation.Outcome outcome =
                SingleEvaluation.evaluate(
                        ExprPrinter.print(condition),
                        MapValue.of("const", constants()),
                        Instant.EPOCH);
        return outcome instanceof SingleEvaluation.Evaluated(BoolValue truth)
                ? Boolean.valueOf(truth.value())
                : null;
    }

    /** More than {@link #MAX_NODES} where it depends on the run. */
    private static int nodes(Expr tree) {
        boolean ofTheRun =
                tree instanceof Expr.Name name && !name.name().equals("const")
                        || tree instanceof Expr.Literal literal
                                && literal.value() instanceof UnknownValue
                        || tree instanceof Expr.Call call && !KnownConditions.isStable(call);
        int count = ofTheRun ? MAX_NODES + 1 : 1;
        for (Expr operand : Operands.of(tree)) {
            if (count > MAX_NODES) {
                return count;
            }
            count += nodes(operand);
        }
        return count;
    }

    private MapValue constants() {
        MapValue known = constants;
        if (known == null) {
            Map<String, Value> values = new LinkedHashMap<>();
            for (Constant constant : declared) {
                values.put(constant.name().text(), constant.value());
            }
            known = new MapValue(values);
            constants = known;
        }
        return known;
    }
}
