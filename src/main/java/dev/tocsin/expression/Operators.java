package dev.tocsin.expression;

import dev.tocsin.expression.Expr.BinaryOperator;
import dev.tocsin.expression.Token.Kind;

import org.jspecify.annotations.Nullable;

/** How strongly the operators between two operands bind. */
final class Operators {

    /** Strengths go from 0, the weakest, up to this. */
    static final int STRENGTHS = 5;

    private Operators() {}

    /** The operator that a token is, among those of one strength; else null. */
    static @Nullable BinaryOperator at(int strength, Token token) {
        return switch (strength) {
            case 0 -> token.is(Kind.OR) ? BinaryOperator.OR : null;
            case 1 -> token.is(Kind.AND) ? BinaryOperator.AND : null;
            case 2 ->
                    switch (token.kind()) {
                        case EQUAL -> BinaryOperator.EQUAL;
                        case NOT_EQUAL -> BinaryOperator.NOT_EQUAL;
                        case LESS -> BinaryOperator.LESS;
                        case LESS_OR_EQUAL -> BinaryOperator.LESS_OR_EQUAL;
                        case GREATER -> BinaryOperator.GREATER;
                        case GREATER_OR_EQUAL -> BinaryOperator.GREATER_OR_EQUAL;
                        case NAME -> token.is("in") ? BinaryOperator.IN : null;
                        default -> null;
                    };
            case 3 ->
                    switch (token.kind()) {
                        case PLUS -> BinaryOperator.ADD;
                        case MINUS -> BinaryOperator.SUBTRACT;
                        default -> null;
                    };
            default ->
                    switch (token.kind()) {
                        case STAR -> BinaryOperator.MULTIPLY;
                        case SLASH -> BinaryOperator.DIVIDE;
                        case PERCENT -> BinaryOperator.REMAINDER;
                        default -> null;
                    };
        };
    }
}
