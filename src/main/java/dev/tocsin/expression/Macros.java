package dev.tocsin.expression;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.expression.Expr.Macro;
import dev.tocsin.value.StringValue;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Tells macros from calls, by name, form and number of arguments as cel-spec lists them. */
final class Macros {

    /** How {@code cel.bind} is written. */
    static final String BIND_USAGE = "cel.bind(x, value, x + x)";

    private Macros() {}

    /**
     * {@code target.name(arguments)}.
     *
     * @param start where the target begins, its parentheses included
     */
    static Expr method(Expr target, Token name, List<Expr> arguments, int start, int end) {
        if (name.is("bind") && target instanceof Expr.Name group && group.name().equals("cel")) {
            return bind(arguments, start, end);
        }
        Macro macro = macro(name.text());
        if (macro == null) {
            return new Expr.Call(target, name.text(), arguments, name.start(), start, end);
        }
        int size = arguments.size();
        String variable = variable(arguments, 0);
        String second = variable(arguments, 1);
        boolean pairs = second != null && takesPairs(macro) && size > 2;
        boolean filtered = macro == Macro.MAP && size == 3 || takesOnlyPairs(macro) && size == 4;
        int variables = pairs ? 2 : 1;
        if (variable == null
                || pairs != (takesOnlyPairs(macro) || size == 3 && !filtered)
                || size != variables + (filtered ? 2 : 1)) {
            throw wrong("`" + name.text() + "` takes " + takes(macro), name.start(), end, macro);
        }
        if (pairs && variable.equals(second)) {
            String message = "`" + variable + "` cannot name both the index and the item";
            throw wrong(message, name.start(), end, macro);
        }
        return new Expr.Comprehension(
                macro,
                target,
                variable,
                pairs ? second : null,
                filtered ? arguments.get(variables) : null,
                arguments.getLast(),
                start,
                end);
    }

    private static @Nullable String variable(List<Expr> arguments, int index) {
        return index < arguments.size()
                        && arguments.get(index) instanceof Expr.Name name
                        && !name.absolute()
                ? name.name()
                : null;
    }

    private static Expr bind(List<Expr> arguments, int start, int end) {
        String variable = variable(arguments, 0);
        if (variable == null || arguments.size() != 3) {
            throw SyntaxException.of(
                    new Fault(
                            Code.WRONG_ARGUMENTS,
                            "`cel.bind` takes a name, a value for it and what to make of it",
                            start,
                            end,
                            "write `" + BIND_USAGE + "`"));
        }
        return new Expr.Bind(variable, arguments.get(1), arguments.get(2), start, end);
    }

    private static SyntaxException wrong(String message, int start, int end, Macro macro) {
        return SyntaxException.of(
                new Fault(
                        Code.WRONG_ARGUMENTS, message, start, end, "write `" + usage(macro) + "`"));
    }

    private static boolean takesPairs(Macro macro) {
        return switch (macro) {
            case ALL, EXISTS, EXISTS_ONE, TRANSFORM_LIST, TRANSFORM_MAP, TRANSFORM_MAP_ENTRY ->
                    true;
            case FILTER, MAP, SORT_BY -> false;
        };
    }

    private static boolean takesOnlyPairs(Macro macro) {
        return switch (macro) {
            case TRANSFORM_LIST, TRANSFORM_MAP, TRANSFORM_MAP_ENTRY -> true;
            case ALL, EXISTS, EXISTS_ONE, FILTER, MAP, SORT_BY -> false;
        };
    }

    private static String takes(Macro macro) {
        return switch (macro) {
            case ALL, EXISTS, EXISTS_ONE, FILTER -> "a name for the item and a condition";
            case MAP -> "a name for the item and what to make of it";
            case SORT_BY -> "a name for the item and what to sort by";
            case TRANSFORM_LIST, TRANSFORM_MAP, TRANSFORM_MAP_ENTRY ->
                    "names for the index and the item and what to make of them";
        };
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
            case "sortBy" -> Macro.SORT_BY;
            case "transformList" -> Macro.TRANSFORM_LIST;
            case "transformMap" -> Macro.TRANSFORM_MAP;
            case "transformMapEntry" -> Macro.TRANSFORM_MAP_ENTRY;
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
            case SORT_BY -> "list.sortBy(x, x.name)";
            case TRANSFORM_LIST -> "list.transformList(i, x, x + i)";
            case TRANSFORM_MAP -> "map.transformMap(k, v, v + 1)";
            case TRANSFORM_MAP_ENTRY -> "map.transformMapEntry(k, v, {v: k})";
        };
    }

    /** One sentence, without a full stop. */
    static String summary(Macro macro) {
        return switch (macro) {
            case ALL -> "Whether the condition holds for all items; also `all(i, x, i < x)`";
            case EXISTS -> "Whether it holds for at least one item; also `exists(i, x, i < x)`";
            case EXISTS_ONE -> "Whether it holds for exactly one item; also `existsOne(i, x, ...)`";
            case FILTER -> "The items for which the condition holds";
            case MAP -> "What is made of each item; also `map(x, condition, x + 1)`";
            case SORT_BY -> "The items in the ascending order of what is made of each";
            case TRANSFORM_LIST -> "What is made of each index and item, or key and value";
            case TRANSFORM_MAP ->
                    "The map with other values; also `transformMap(k, v, condition, v)`";
            case TRANSFORM_MAP_ENTRY -> "A map of the entries made of each index and item";
        };
    }

    /** As it is written. */
    static String word(Macro macro) {
        return switch (macro) {
            case ALL -> "all";
            case EXISTS -> "exists";
            case EXISTS_ONE -> "exists_one";
            case FILTER -> "filter";
            case MAP -> "map";
            case SORT_BY -> "sortBy";
            case TRANSFORM_LIST -> "transformList";
            case TRANSFORM_MAP -> "transformMap";
            case TRANSFORM_MAP_ENTRY -> "transformMapEntry";
        };
    }
}
