package dev.tocsin.expression;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeUnion;

import org.jspecify.annotations.Nullable;

/** Says that a value may be null where null may not be, and how to put it right. */
final class NullUse {

    private NullUse() {}

    /**
     * The type without null, once a null is reported.
     *
     * @param taker what takes no null, as the message starts: {@code `trim`}, {@code a condition}
     */
    static Type check(Expr value, Type type, String taker, TypeChecker checker) {
        if (!TypeUnion.holdsNull(type)) {
            return type;
        }
        Type rest = TypeUnion.withoutNull(type);
        checker.fault(fault(value, rest, taker));
        return rest;
    }

    /** The fault of a value that may be null. */
    static Fault fault(Expr value, Type rest, String taker) {
        return fault(value, rest, taker, fallback(rest));
    }

    /** The same among other characters, where a word tells a reader more than a zero. */
    static Fault inText(Expr value, Type rest) {
        return fault(value, rest, "a longer text", "\"none\"");
    }

    private static Fault fault(Expr value, Type rest, String taker, @Nullable String fallback) {
        String text = ExprPrinter.excerpt(value);
        if (rest instanceof Type.Null) {
            return new Fault(
                    Code.NULL_USED,
                    taker + " takes no null, and `" + text + "` is always null",
                    value.start(),
                    value.end(),
                    null);
        }
        String bracketed = value instanceof Expr.Conditional ? "(" + text + ")" : text;
        return new Fault(
                Code.NULL_USED,
                taker + " takes no null, and `" + text + "` may be null",
                value.start(),
                value.end(),
                (fallback == null ? "" : "write `" + bracketed + " ?? " + fallback + "`, or ")
                        + decide(value, text));
    }

    /** A field of what may be null. */
    static Fault member(Expr target, String text, String safe) {
        return new Fault(
                Code.NULL_USED,
                "`" + text + "` may be null, and null has no members",
                target.start(),
                target.end(),
                "write `" + safe + "` to get null then, or " + decide(target, text));
    }

    private static String decide(Expr value, String text) {
        return Places.isPlace(value)
                ? "decide before: `when: " + text + " != null`"
                : "decide before whether it is null";
    }

    /** A value that stands for nothing, of the type wanted; null where there is none. */
    static @Nullable String fallback(Type type) {
        return switch (Type.Secret.open(type)) {
            case Type.Str _ -> "\"\"";
            case Type.Int _, Type.Number _ -> "0";
            case Type.Bool _ -> "false";
            case Type.ListOf _ -> "[]";
            case Type.MapOf _ -> "{}";
            case Type.Obj _,
                    Type.Any _,
                    Type.Null _,
                    Type.Bytes _,
                    Type.Timestamp _,
                    Type.Duration _,
                    Type.Union _,
                    Type.Secret _ ->
                    null;
        };
    }
}
