package dev.tocsin.check;

import dev.tocsin.expression.Expr;
import dev.tocsin.expression.Expr.BinaryOperator;
import dev.tocsin.expression.ExprPrinter;
import dev.tocsin.expression.Operands;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

/**
 * What is known to hold at one place of a playbook, because the steps around it or before it asked.
 * Immutable: each condition that was passed makes a longer one.
 *
 * @param text the condition as printed; {@code a != b} is kept as {@code a == b}
 * @param comparison what it compares with a literal, or null
 * @param truth whether it holds
 * @param size of the whole chain
 */
record KnownConditions(
        String text,
        @Nullable Comparison comparison,
        boolean truth,
        @Nullable KnownConditions before,
        int size) {

    /** Each condition behind is held against all of them; what comes after these is not kept. */
    private static final int MAX_SIZE = 200;

    /** {@code side == value}. */
    private record Comparison(String side, Value value) {}

    /** With {@code condition} known to hold, or not to hold. */
    static @Nullable KnownConditions with(
            @Nullable KnownConditions known, Expr condition, boolean truth) {
        if (condition instanceof Expr.Unary(Expr.UnaryOperator operator, Expr operand, _, _)
                && operator == Expr.UnaryOperator.NOT) {
            return with(known, operand, !truth);
        }
        if (condition instanceof Expr.Binary both
                && both.operator() == (truth ? BinaryOperator.AND : BinaryOperator.OR)) {
            return with(with(known, both.left(), truth), both.right(), truth);
        }
        int size = known == null ? 0 : known.size;
        if (size >= MAX_SIZE || !isStable(condition)) {
            return known;
        }
        boolean unequal =
                condition instanceof Expr.Binary binary
                        && binary.operator() == BinaryOperator.NOT_EQUAL;
        return new KnownConditions(
                text(condition), comparison(condition), truth != unequal, known, size + 1);
    }

    /** What {@code condition} comes to where these are known, or null where they do not tell. */
    static @Nullable Boolean truth(@Nullable KnownConditions known, Expr condition) {
        if (known == null) {
            return null;
        }
        boolean unequal =
                condition instanceof Expr.Binary binary
                        && binary.operator() == BinaryOperator.NOT_EQUAL;
        String text = text(condition);
        Comparison comparison = comparison(condition);
        for (KnownConditions each = known; each != null; each = each.before) {
            if (each.text.equals(text)) {
                return each.truth != unequal;
            }
            boolean other =
                    each.truth
                            && comparison != null
                            && each.comparison != null
                            && comparison.side.equals(each.comparison.side)
                            && !comparison.value.equals(each.comparison.value)
                            && comparison.value.getClass() == each.comparison.value.getClass();
            if (other) {
                return unequal;
            }
        }
        return null;
    }

    private static String text(Expr condition) {
        return condition instanceof Expr.Binary binary
                        && binary.operator() == BinaryOperator.NOT_EQUAL
                ? ExprPrinter.print(
                        new Expr.Binary(
                                BinaryOperator.EQUAL,
                                binary.left(),
                                binary.right(),
                                binary.operatorStart(),
                                binary.start(),
                                binary.end()))
                : ExprPrinter.print(condition);
    }

    private static @Nullable Comparison comparison(Expr condition) {
        if (!(condition instanceof Expr.Binary binary)
                || binary.operator() != BinaryOperator.EQUAL
                        && binary.operator() != BinaryOperator.NOT_EQUAL) {
            return null;
        }
        if (binary.right() instanceof Expr.Literal literal) {
            return new Comparison(ExprPrinter.print(binary.left()), literal.value());
        }
        if (binary.left() instanceof Expr.Literal literal) {
            return new Comparison(ExprPrinter.print(binary.right()), literal.value());
        }
        return null;
    }

    /**
     * Whether it comes to the same each time: it reads no variable, no clock, no state of a step.
     */
    static boolean isStable(Expr tree) {
        if (tree instanceof Expr.Name name && name.name().equals("vars")) {
            return false;
        }
        if (tree instanceof Expr.Call call && isUnstable(call.function())) {
            return false;
        }
        for (Expr operand : Operands.of(tree)) {
            if (!isStable(operand)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUnstable(String function) {
        return switch (function) {
            case "now", "uuid", "succeeded", "failed", "skipped", "error", "failures" -> true;
            default -> false;
        };
    }
}
