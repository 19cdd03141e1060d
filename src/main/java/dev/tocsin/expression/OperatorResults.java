package dev.tocsin.expression;

import dev.tocsin.expression.Expr.BinaryOperator;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeUnion;

import org.jspecify.annotations.Nullable;

/** What an operator makes of two types that are no unions. */
final class OperatorResults {

    private OperatorResults() {}

    /** Null where the operator does not go with them. */
    static @Nullable Type of(BinaryOperator operator, Type left, Type right) {
        return switch (operator) {
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                    hasOrder(left, right) ? Type.BOOL : null;
            case ADD -> add(left, right);
            case SUBTRACT -> subtract(left, right);
            case MULTIPLY, DIVIDE -> number(left, right);
            case REMAINDER ->
                    Types.mayBe(left, Type.INT) && Types.mayBe(right, Type.INT) ? Type.INT : null;
            case COALESCE, OR, AND, EQUAL, NOT_EQUAL, IN ->
                    throw new IllegalStateException(operator + " computes nothing");
        };
    }

    private static boolean hasOrder(Type left, Type right) {
        if (left instanceof Type.Any || right instanceof Type.Any) {
            return isOrdered(left) && isOrdered(right);
        }
        return isOrdered(left) && (Types.mayBe(left, right) || Types.mayBe(right, left));
    }

    private static boolean isOrdered(Type type) {
        return switch (type) {
            case Type.Any _,
                    Type.Bool _,
                    Type.Int _,
                    Type.Number _,
                    Type.Str _,
                    Type.Bytes _,
                    Type.Timestamp _,
                    Type.Duration _ ->
                    true;
            case Type.Null _, Type.ListOf _, Type.Obj _, Type.MapOf _ -> false;
            case Type.Union _, Type.Secret _ -> false;
        };
    }

    private static @Nullable Type number(Type left, Type right) {
        if (left instanceof Type.Any || right instanceof Type.Any) {
            return Types.mayBe(left, Type.NUMBER) && Types.mayBe(right, Type.NUMBER)
                    ? Type.NUMBER
                    : null;
        }
        if (!isNumber(left) || !isNumber(right)) {
            return null;
        }
        return left instanceof Type.Int && right instanceof Type.Int ? Type.INT : Type.NUMBER;
    }

    private static boolean isNumber(Type type) {
        return type instanceof Type.Int || type instanceof Type.Number;
    }

    private static boolean isTime(Type type) {
        return type instanceof Type.Timestamp || type instanceof Type.Str;
    }

    private static @Nullable Type add(Type left, Type right) {
        if (left instanceof Type.Any || right instanceof Type.Any) {
            Type known = left instanceof Type.Any ? right : left;
            return switch (known) {
                case Type.Str _, Type.Any _, Type.Duration _ -> Type.ANY;
                case Type.Int _, Type.Number _ -> Type.NUMBER;
                case Type.ListOf _ -> Type.LIST;
                case Type.Bytes _ -> Type.BYTES;
                case Type.Timestamp _ -> Type.TIMESTAMP;
                default -> null;
            };
        }
        if (left instanceof Type.Str && right instanceof Type.Str) {
            return Type.STRING;
        }
        if (left instanceof Type.Bytes && right instanceof Type.Bytes) {
            return Type.BYTES;
        }
        if (left instanceof Type.ListOf(Type item) && right instanceof Type.ListOf(Type other)) {
            return new Type.ListOf(TypeUnion.of(item, other));
        }
        if (left instanceof Type.Duration) {
            return right instanceof Type.Duration
                    ? Type.DURATION
                    : isTime(right) ? Type.TIMESTAMP : null;
        }
        return isTime(left) && right instanceof Type.Duration
                ? Type.TIMESTAMP
                : number(left, right);
    }

    private static @Nullable Type subtract(Type left, Type right) {
        if (left instanceof Type.Any || right instanceof Type.Any) {
            Type known = left instanceof Type.Any ? right : left;
            return switch (known) {
                case Type.Int _, Type.Number _ -> Type.NUMBER;
                case Type.Any _, Type.Str _, Type.Timestamp _, Type.Duration _ -> Type.ANY;
                default -> null;
            };
        }
        if (right instanceof Type.Duration) {
            return left instanceof Type.Duration
                    ? Type.DURATION
                    : isTime(left) ? Type.TIMESTAMP : null;
        }
        return isTime(left) && isTime(right) ? Type.DURATION : number(left, right);
    }
}
