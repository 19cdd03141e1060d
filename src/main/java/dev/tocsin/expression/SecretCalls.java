package dev.tocsin.expression;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.schema.SecretTypes;
import dev.tocsin.schema.Type;
import dev.tocsin.value.StringValue;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The types of {@code reveal} and {@code raw}, each of which is listed with its reason. */
final class SecretCalls {

    static final String REVEAL = "reveal";
    static final String RAW = "raw";

    private SecretCalls() {}

    static boolean isOne(String function) {
        return function.equals(REVEAL) || function.equals(RAW);
    }

    /** {@code raw(x, "reason")} as the whole of a hole; null where the hole is something else. */
    static Expr.@Nullable Call rawCall(Expr tree) {
        return tree instanceof Expr.Call call
                        && call.function().equals(RAW)
                        && Calls.arguments(call).size() == 2
                ? call
                : null;
    }

    /** The reason as written; the checks have been through it. */
    static String reason(Expr.Call call) {
        return Calls.arguments(call).getLast()
                        instanceof Expr.Literal(StringValue(String text), _, _)
                ? text
                : "";
    }

    static Type check(Expr.Call call, TypeChecker checker) {
        List<Expr> arguments = Calls.arguments(call);
        if (arguments.size() != 2) {
            return checker.fault(
                    new Fault(
                            Code.WRONG_ARGUMENTS,
                            "`" + call.function() + "` takes 2 arguments, not " + arguments.size(),
                            call.nameStart(),
                            call.end(),
                            "write `" + call.function() + "(x, \"reason\")`"));
        }
        boolean reasoned = !reason(call).isBlank();
        if (!reasoned) {
            checker.fault(
                    Code.WRONG_ARGUMENTS,
                    arguments.getLast(),
                    "`" + call.function() + "` needs a reason, spelled out as a quoted text",
                    "write `" + call.function() + "(x, \"why this is safe\")`");
        }
        return call.function().equals(REVEAL)
                ? reveal(call, arguments.getFirst(), reasoned, checker)
                : raw(call, arguments.getFirst(), reasoned, checker);
    }

    private static Type reveal(Expr.Call call, Expr shown, boolean reasoned, TypeChecker checker) {
        boolean before = checker.hasTouchedSecret();
        checker.setTouchedSecret(false);
        Type type = checker.passed(shown);
        boolean secret = checker.hasTouchedSecret() || SecretTypes.holds(type);
        checker.setTouchedSecret(before);
        if (reasoned && (secret || !isKnown(type))) {
            checker.fault(
                    new Fault(
                            Code.REVEALED_SECRET,
                            "`"
                                    + ExprPrinter.excerpt(shown)
                                    + "` is shown on purpose: "
                                    + Excerpt.of(reason(call)),
                            call.start(),
                            call.end(),
                            null));
        } else if (reasoned) {
            checker.fault(
                    Code.WRONG_ARGUMENTS,
                    shown,
                    "`" + ExprPrinter.excerpt(shown) + "` is no secret: there is nothing to reveal",
                    "write `" + ExprPrinter.excerpt(shown) + "` alone");
        }
        return SecretTypes.opened(type);
    }

    private static boolean isKnown(Type type) {
        return switch (type) {
            case Type.Any _, Type.ListOf _, Type.MapOf _, Type.Obj _, Type.Union _ -> false;
            case Type.Null _, Type.Bool _, Type.Int _, Type.Number _, Type.Str _ -> true;
            case Type.Bytes _, Type.Timestamp _, Type.Duration _, Type.Secret _ -> true;
        };
    }

    private static Type raw(Expr.Call call, Expr text, boolean reasoned, TypeChecker checker) {
        Type type = checker.passed(text);
        if (!checker.isEscaped(call)) {
            return checker.fault(
                    new Fault(
                            Code.WRONG_ARGUMENTS,
                            "nothing is escaped here, so `raw` has nothing to leave out",
                            call.nameStart(),
                            call.end(),
                            "`raw` is the whole of a `${...}` inside a longer text, of an input"
                                    + " that declares `x-syntax`",
                            "write `" + ExprPrinter.excerpt(text) + "` alone"));
        }
        if (reasoned) {
            checker.fault(
                    new Fault(
                            Code.RAW_TEXT,
                            "`"
                                    + ExprPrinter.excerpt(text)
                                    + "` is not escaped here: "
                                    + Excerpt.of(reason(call)),
                            call.start(),
                            call.end(),
                            null));
        }
        return type;
    }
}
