package dev.tocsin.expression;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.value.NullValue;

import java.util.Set;

/** What is said of secrets in expressions, before a run and in it. */
final class SecretFaults {

    /** Functions that move what a list or map holds without looking at it. */
    private static final Set<String> PASSING =
            Set.of(
                    "first", "last", "take", "skip", "chunk", "merge", "only", "size", "flatten",
                    "reverse", "slice");

    private SecretFaults() {}

    /** Whether a function leaves alone what its arguments hold. */
    static boolean passes(String function) {
        return PASSING.contains(function);
    }

    /** Whether there is a value is no secret: {@code x == null} opens nothing. */
    static boolean isNull(Expr tree) {
        return tree instanceof Expr.Literal literal && literal.value() == NullValue.NULL;
    }

    static String decides(Expr tree) {
        return "`"
                + ExprPrinter.excerpt(tree)
                + "` hangs on a secret, and a secret decides nothing";
    }

    static Fault decidesFault(Expr tree) {
        return new Fault(
                Code.SECRET_DECIDES,
                decides(tree),
                tree.start(),
                tree.end(),
                "what a run does is recorded for all to see, and would tell what the secret is",
                "compare it with null only, or say why it may show: `reveal(x, \"reason\")`");
    }
}
