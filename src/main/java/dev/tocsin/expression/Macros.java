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
        if (name.is("bind") && target instanceof Expr.Name group && group.name().equals("cel")) {
            return bind(arguments, start, end);
        }
        Macro macro = macro(name.text());
        if (macro == null) {
            return new Expr.Call(target, name.text(), arguments, name.start(), start, end);
        }
        int size = arguments.size();
        if (size == 1
                && takesField(macro)
                && arguments.getFirst()
                        instanceof Expr.Literal(StringValue(String field), int from, int to)) {
            String item = Expr.Comprehension.ITEM;
            Expr root = new Expr.Name(item, false, from, from);
            Expr key = new Expr.Select(root, field, false, from, from, to);
            return new Expr.Comprehension(macro, target, item, null, null, key, start, end);
        }
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
                            "write `" + MacroPage.BIND.usage() + "`"));
        }
        return new Expr.Bind(variable, arguments.get(1), arguments.get(2), start, end);
    }

    private static SyntaxException wrong(String message, int start, int end, Macro macro) {
        return SyntaxException.of(
                new Fault(
                        Code.WRONG_ARGUMENTS,
                        message,
                        start,
                        end,
                        "write `" + MacroPage.of(macro).usage() + "`"));
    }

    private static boolean takesPairs(Macro macro) {
        return switch (macro) {
            case ALL, EXISTS, EXISTS_ONE, TRANSFORM_LIST, TRANSFORM_MAP, TRANSFORM_MAP_ENTRY ->
                    true;
            case FILTER, FIND, MAP, SORT_BY, GROUP_BY, INDEX_BY -> false;
        };
    }

    private static boolean takesOnlyPairs(Macro macro) {
        return switch (macro) {
            case TRANSFORM_LIST, TRANSFORM_MAP, TRANSFORM_MAP_ENTRY -> true;
            case ALL, EXISTS, EXISTS_ONE -> false;
            case FILTER, FIND, MAP, SORT_BY, GROUP_BY, INDEX_BY -> false;
        };
    }

    private static boolean takesField(Macro macro) {
        return switch (macro) {
            case SORT_BY, GROUP_BY, INDEX_BY -> true;
            case ALL, EXISTS, EXISTS_ONE, FILTER, FIND, MAP -> false;
            case TRANSFORM_LIST, TRANSFORM_MAP, TRANSFORM_MAP_ENTRY -> false;
        };
    }

    private static String takes(Macro macro) {
        return switch (macro) {
            case ALL, EXISTS, EXISTS_ONE, FILTER, FIND -> "a name for the item and a condition";
            case MAP -> "a name for the item and what to make of it";
            case SORT_BY -> "a name for the item and what to sort by, or a quoted field";
            case GROUP_BY, INDEX_BY -> "a name for the item and its key, or a quoted field";
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
            case "find" -> Macro.FIND;
            case "map" -> Macro.MAP;
            case "sortBy" -> Macro.SORT_BY;
            case "groupBy" -> Macro.GROUP_BY;
            case "indexBy" -> Macro.INDEX_BY;
            case "transformList" -> Macro.TRANSFORM_LIST;
            case "transformMap" -> Macro.TRANSFORM_MAP;
            case "transformMapEntry" -> Macro.TRANSFORM_MAP_ENTRY;
            default -> null;
        };
    }

    /** As it is written. */
    static String word(Macro macro) {
        return switch (macro) {
            case ALL -> "all";
            case EXISTS -> "exists";
            case EXISTS_ONE -> "exists_one";
            case FILTER -> "filter";
            case FIND -> "find";
            case MAP -> "map";
            case SORT_BY -> "sortBy";
            case GROUP_BY -> "groupBy";
            case INDEX_BY -> "indexBy";
            case TRANSFORM_LIST -> "transformList";
            case TRANSFORM_MAP -> "transformMap";
            case TRANSFORM_MAP_ENTRY -> "transformMapEntry";
        };
    }
}
