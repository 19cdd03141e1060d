package dev.tocsin.expression;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.schema.Type;
import dev.tocsin.value.StringValue;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;

/**
 * {@code callbackUrl("id")}: whether the id is a text, and names a step that waits for callbacks.
 */
final class CallbackChecks {

    private CallbackChecks() {}

    static Type url(Expr.Call call, List<Expr> arguments, TypeChecker checker) {
        String id = idIn(call);
        if (arguments.size() != 1 || id == null) {
            return checker.fault(
                    new Fault(
                            Code.WRONG_ARGUMENTS,
                            "`callbackUrl` takes the id of a `waitFor: callback`, as a quoted text",
                            call.nameStart(),
                            call.end(),
                            "write `callbackUrl(\"id\")`"));
        }
        if (checker.environment().callback(id) != null) {
            return Type.STRING;
        }
        Expr literal = arguments.getFirst();
        Collection<String> known = checker.environment().callbackIds();
        String meant = Suggestion.closest(id, known);
        return checker.fault(
                new Fault(
                        Code.UNKNOWN_NAME,
                        "no `waitFor: callback` with the id `"
                                + Excerpt.of(id)
                                + "` can be named from here",
                        literal.start(),
                        literal.end(),
                        known.isEmpty() ? null : "those that can are " + Names.list(known),
                        meant != null
                                ? "did you mean `" + meant + "`?"
                                : "each iteration of a loop has a URL of its own, so a callback in"
                                        + " a loop can be named only inside that loop"));
    }

    /** The id that a call names; null where it names none. */
    static @Nullable String idIn(Expr.Call call) {
        List<Expr> arguments = Calls.arguments(call);
        return !arguments.isEmpty()
                        && arguments.getFirst()
                                instanceof Expr.Literal(StringValue(String id), int _, int _)
                ? id
                : null;
    }
}
