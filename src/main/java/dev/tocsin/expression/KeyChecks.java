package dev.tocsin.expression;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeUnion;

import java.util.Set;

/** What {@code sortBy}, {@code groupBy} and {@code indexBy} go by, as an expression or a field. */
final class KeyChecks {

    private KeyChecks() {}

    /**
     * With the variable in scope.
     *
     * @param item of the list
     */
    static void check(Expr.Comprehension macro, Type item, TypeChecker checker) {
        String field = macro.field();
        if (field != null) {
            field(macro, field, item, checker);
            return;
        }
        Expr body = macro.body();
        Type key = checker.type(body);
        if (!Types.mayBe(key, wanted(macro))) {
            String found = "`" + ExprPrinter.excerpt(body) + "` is " + Types.aName(key);
            checker.fault(Code.TYPE_MISMATCH, body, needs(macro) + ", and " + found, null);
        } else {
            NullUse.check(body, key, "`" + word(macro) + "`", checker);
        }
    }

    private static void field(
            Expr.Comprehension macro, String name, Type item, TypeChecker checker) {
        Expr place = macro.body();
        String items = "the items of `" + ExprPrinter.excerpt(macro.range()) + "`";
        String quoted = "`" + Excerpt.of(name) + "`";
        FieldTypes fields = FieldTypes.of(checker.opened(item), name);
        if (fields.found().isEmpty()) {
            checker.fault(none(macro, name, items, item, fields));
            return;
        }
        Type key = checker.opened(TypeUnion.of(fields.found()));
        if (!Types.mayBe(key, wanted(macro))) {
            String found = quoted + " of " + items + " is " + Types.aName(key);
            checker.fault(Code.TYPE_MISMATCH, place, needs(macro) + ", and " + found, null);
        } else if (TypeUnion.holdsNull(item)) {
            report(Code.NULL_USED, macro, name, items + " may be null", key, checker);
        } else if (fields.lacking() != null || fields.optional()) {
            Code code = fields.lacking() != null ? Code.UNKNOWN_FIELD : Code.MAY_BE_MISSING;
            report(
                    code,
                    macro,
                    name,
                    items + " do not always have a field " + quoted,
                    key,
                    checker);
        } else if (TypeUnion.holdsNull(key)) {
            String taker = "`" + word(macro) + "` takes no null, and ";
            report(Code.NULL_USED, macro, name, taker + quoted + " may be null", key, checker);
        }
    }

    private static Fault none(
            Expr.Comprehension macro, String name, String items, Type item, FieldTypes fields) {
        Expr place = macro.body();
        if (fields.lacking() == null) {
            String message = items + " are no objects: each is " + Types.aName(item);
            String help = "write `" + written(macro, "x") + "` to go by the item itself";
            return new Fault(Code.TYPE_MISMATCH, message, place.start(), place.end(), help);
        }
        Set<String> known = fields.known();
        String meant = Suggestion.closest(name, known);
        return new Fault(
                Code.UNKNOWN_FIELD,
                items + " have no field `" + Excerpt.of(name) + "`",
                place.start(),
                place.end(),
                known.isEmpty() ? "they have no fields at all" : "they have " + Names.list(known),
                meant == null ? null : "did you mean `" + meant + "`?");
    }

    private static void report(
            Code code,
            Expr.Comprehension macro,
            String name,
            String message,
            Type key,
            TypeChecker checker) {
        String fallback = NullUse.fallback(TypeUnion.withoutNull(key));
        Expr item = new Expr.Name("x", false, 0, 1);
        String field = ExprPrinter.excerpt(new Expr.Select(item, name, true, 0, 0, 0));
        String safely = field + " ?? " + (fallback == null ? "\"\"" : fallback);
        checker.fault(code, macro.body(), message, "write `" + written(macro, safely) + "`");
    }

    private static String written(Expr.Comprehension macro, String key) {
        return ExprPrinter.excerpt(macro.range()) + "." + word(macro) + "(x, " + key + ")";
    }

    private static Type wanted(Expr.Comprehension macro) {
        return macro.macro() == Expr.Macro.SORT_BY ? Types.ORDERED : Types.TEXTUAL;
    }

    private static String needs(Expr.Comprehension macro) {
        return "`"
                + word(macro)
                + (macro.macro() == Expr.Macro.SORT_BY
                        ? "` needs something that has an order"
                        : "` needs something that reads as text");
    }

    private static String word(Expr.Comprehension macro) {
        return Macros.word(macro.macro());
    }
}
