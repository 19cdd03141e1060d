package dev.tocsin.expression;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.expression.Expr.Macro;
import dev.tocsin.value.StringValue;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Tells macros from calls, by name, form and number of arguments as cel-spec lists them. */
final class Macros {

    private Macros() {}

    /**
     * {@code target.name(arguments)}.
     *
     * @param start where the target begins, its parentheses included
     */
    static Expr method(Expr target, Token name, List<Expr> arguments, int start, int end) {
        Macro macro = macro(name.text());
        if (macro == null) {
            return new Expr.Call(target, name.text(), arguments, name.start(), start, end);
        }
        boolean filtered = macro == Macro.MAP && arguments.size() == 3;
        if (arguments.size() != 2 && !filtered
                || !(arguments.getFirst() instanceof Expr.Name variable)) {
            throw SyntaxException.of(
                    new Fault(
                            Code.WRONG_ARGUMENTS,
                            "`"
                                    + name.text()
                                    + "` takes a name for the item and "
                                    + (macro == Macro.MAP ? "what to make of it" : "a condition"),
                            name.start(),
                            end,
                            "write `" + usage(macro) + "`"));
        }
        return new Expr.Comprehension(
                macro,
                target,
                variable.name(),
                filtered ? arguments.get(1) : null,
                arguments.getLast(),
                start,
                end);
    }

    /** {@code name(arguments)}. */
    static Expr function(Token name, List<Expr> arguments, int end) {
        if (!name.text().equals("has")) {
            return new Expr.Call(null, name.text(), arguments, name.start(), name.start(), end);
        }
        Expr.Select select = arguments.size() == 1 ? selection(arguments.getFirst()) : null;
        if (select == null) {
            throw SyntaxException.of(
                    new Fault(
                            Code.WRONG_ARGUMENTS,
                            "`has` takes one field",
                            name.start(),
                            end,
                            "write `has(x.name)` or `has(x[\"name\"])`"));
        }
        return new Expr.Has(select, name.start(), end);
    }

    private static Expr.@Nullable Select selection(Expr argument) {
        return switch (argument) {
            case Expr.Select select -> select;
            case Expr.Index(
                            Expr target,
                            Expr.Literal(StringValue(String field), int at, int _),
                            boolean safe,
                            int start,
                            int end) ->
                    new Expr.Select(target, field, safe, at, start, end);
            default -> null;
        };
    }

    static @Nullable Macro macro(String name) {
        return switch (name) {
            case "all" -> Macro.ALL;
            case "exists" -> Macro.EXISTS;
            case "exists_one", "existsOne" -> Macro.EXISTS_ONE;
            case "filter" -> Macro.FILTER;
            case "map" -> Macro.MAP;
            default -> null;
        };
    }

    static String usage(Macro macro) {
        return switch (macro) {
            case ALL -> "list.all(x, x > 1)";
            case EXISTS -> "list.exists(x, x > 1)";
            case EXISTS_ONE -> "list.exists_one(x, x > 1)";
            case FILTER -> "list.filter(x, x > 1)";
            case MAP -> "list.map(x, x + 1)";
        };
    }
}
