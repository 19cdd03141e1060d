package dev.tocsin.expression;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeUnion;

import java.util.ArrayList;
import java.util.Map;

/** The types of macros. */
final class MacroChecks {

    private MacroChecks() {}

    static Type bind(Expr.Bind bind, TypeChecker checker) {
        Type value = checker.passed(bind.value());
        Facts before = checker.assume(checker.facts().without(bind.variable()));
        checker.enter(bind.variable(), value);
        Type result = checker.passed(bind.body());
        checker.leave();
        checker.assume(before);
        return result;
    }

    static Type comprehension(Expr.Comprehension comprehension, TypeChecker checker) {
        Type range = checker.type(comprehension.range());
        String word = Macros.word(comprehension.macro());
        if (!Types.mayBe(range, Types.ITERABLE)) {
            checker.fault(
                    Code.TYPE_MISMATCH,
                    comprehension.range(),
                    "`"
                            + word
                            + "` needs a list or a map, and `"
                            + ExprPrinter.excerpt(comprehension.range())
                            + "` is "
                            + Types.aName(range),
                    null);
        } else {
            NullUse.check(comprehension.range(), range, "`" + word + "`", checker);
        }
        String second = comprehension.second();
        Type item = Types.itemOf(range);
        if (comprehension.macro() == Expr.Macro.TRANSFORM_MAP
                && TypeUnion.withoutNull(range) instanceof Type.ListOf) {
            checker.fault(
                    Code.TYPE_MISMATCH,
                    comprehension.range(),
                    "the keys of a map are texts, and a list has none",
                    "`transformMapEntry(i, x, {string(i): x})` makes them");
        }
        checker.enter(comprehension.variable(), second == null ? item : keyOf(range));
        Facts shadowed = checker.facts().without(comprehension.variable());
        if (second != null) {
            checker.enter(second, valueOf(range));
            shadowed = shadowed.without(second);
        }
        Facts before = checker.assume(shadowed);
        Type result = inner(comprehension, item, checker);
        checker.assume(before);
        if (second != null) {
            checker.leave();
        }
        checker.leave();
        return result;
    }

    /** With the variables in scope. */
    private static Type inner(Expr.Comprehension comprehension, Type item, TypeChecker checker) {
        String word = Macros.word(comprehension.macro());
        Expr filter = comprehension.filter();
        if (filter != null) {
            checker.requireBool(filter, word);
            checker.assume(checker.ifTrue());
        }
        Expr body = comprehension.body();
        return switch (comprehension.macro()) {
            case ALL, EXISTS, EXISTS_ONE -> {
                checker.requireBool(body, word);
                yield Type.BOOL;
            }
            case FILTER -> {
                checker.requireBool(body, word);
                String variable = comprehension.variable();
                yield new Type.ListOf(checker.ifTrue().narrowedInside(variable, item));
            }
            case FIND -> {
                checker.requireBool(body, word);
                String variable = comprehension.variable();
                yield Types.nullable(checker.ifTrue().narrowedInside(variable, item));
            }
            case MAP, TRANSFORM_LIST -> new Type.ListOf(checker.passed(body));
            case SORT_BY -> {
                KeyChecks.check(comprehension, item, checker);
                yield new Type.ListOf(item);
            }
            case GROUP_BY -> {
                KeyChecks.check(comprehension, item, checker);
                yield new Type.MapOf(new Type.ListOf(item));
            }
            case INDEX_BY -> {
                KeyChecks.check(comprehension, item, checker);
                yield new Type.MapOf(item);
            }
            case TRANSFORM_MAP -> new Type.MapOf(checker.passed(body));
            case TRANSFORM_MAP_ENTRY -> new Type.MapOf(entry(body, checker));
        };
    }

    private static Type entry(Expr body, TypeChecker checker) {
        Type map = checker.type(body);
        if (!Types.mayBe(map, Type.MAP)) {
            return checker.fault(
                    Code.TYPE_MISMATCH,
                    body,
                    "`transformMapEntry` needs a map, and `"
                            + ExprPrinter.excerpt(body)
                            + "` is "
                            + Types.aName(map),
                    "write `{key: value}`");
        }
        return valueOf(map);
    }

    private static Type keyOf(Type range) {
        return switch (TypeUnion.withoutNull(range)) {
            case Type.ListOf _ -> Type.INT;
            case Type.MapOf _, Type.Obj _ -> Type.STRING;
            default -> Type.ANY;
        };
    }

    private static Type valueOf(Type range) {
        return switch (TypeUnion.withoutNull(range)) {
            case Type.ListOf _ -> Types.itemOf(range);
            case Type.MapOf(Type value) -> value;
            case Type.Obj(Map<String, Type> fields, _, boolean open) ->
                    open || fields.isEmpty()
                            ? Type.ANY
                            : TypeUnion.of(new ArrayList<>(fields.values()));
            default -> Type.ANY;
        };
    }
}
