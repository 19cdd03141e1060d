package dev.tocsin.expression;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.expression.Environment.Namespace;
import dev.tocsin.expression.Environment.Variable;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeUnion;
import dev.tocsin.value.StringValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The types of {@code a.b} and {@code a[i]}. */
final class MemberChecks {

    private MemberChecks() {}

    static Type select(Expr.Select select, TypeChecker checker) {
        Namespace namespace = checker.namespace(select.target());
        int end = select.fieldStart() + select.field().length();
        if (namespace != null) {
            return member(
                    namespace, select.target(), select.field(), select.fieldStart(), end, checker);
        }
        Type target = checker.passed(select.target());
        Type found =
                field(select.target(), target, select.field(), select.fieldStart(), end, checker);
        return within(target, select.safe() ? Types.nullable(found) : found);
    }

    static Type index(Expr.Index index, TypeChecker checker) {
        Namespace namespace = checker.namespace(index.target());
        Expr key = index.index();
        String name =
                key instanceof Expr.Literal literal
                                && literal.value() instanceof StringValue(String text)
                        ? text
                        : null;
        if (namespace != null) {
            if (name != null) {
                return member(namespace, index.target(), name, key.start(), key.end(), checker);
            }
            return checker.type(index.target());
        }
        Type target = checker.passed(index.target());
        if (name != null && Types.mayBe(target, Type.MAP)) {
            Type found = field(index.target(), target, name, key.start(), key.end(), checker);
            return within(target, index.safe() ? Types.nullable(found) : found);
        }
        return within(target, item(index, target, checker.type(key), checker));
    }

    /** What lies within a secret is one. */
    private static Type within(Type target, Type found) {
        return target instanceof Type.Secret ? Type.Secret.of(found) : found;
    }

    private static Type member(
            Namespace namespace,
            Expr target,
            String name,
            int start,
            int end,
            TypeChecker checker) {
        Variable member = namespace.members().get(name);
        if (member != null) {
            return member.type();
        }
        Set<String> known = namespace.members().keySet();
        String group = ((Expr.Name) target).name();
        String message =
                group.equals("steps")
                        ? "no step `" + name + "` can be seen from here"
                        : "`" + group + "` has no `" + name + "`";
        String note = known.isEmpty() ? null : "`" + group + "` has " + Names.list(known);
        return checker.fault(
                new Fault(Code.UNKNOWN_NAME, message, start, end, note, didYouMean(name, known)));
    }

    private static Type field(
            Expr target, Type type, String name, int start, int end, TypeChecker checker) {
        List<Type> found = new ArrayList<>(1);
        Set<String> known = new LinkedHashSet<>();
        boolean hasFields = false;
        for (Type option : Types.options(TypeUnion.withoutNull(type))) {
            switch (option) {
                case Type.Any _, Type.Null _ -> found.add(Type.ANY);
                case Type.MapOf(Type value) -> found.add(value);
                case Type.Obj(Map<String, Type> fields, _, boolean open) -> {
                    hasFields = true;
                    Type field = fields.get(name);
                    if (field != null || open) {
                        found.add(field != null ? field : Type.ANY);
                    }
                    known.addAll(fields.keySet());
                }
                default -> {}
            }
        }
        if (!found.isEmpty()) {
            return TypeUnion.of(found);
        }
        String text = ExprPrinter.excerpt(target);
        if (!hasFields) {
            return checker.fault(
                    new Fault(
                            Code.TYPE_MISMATCH,
                            "`" + text + "` is " + Types.aName(type) + ", which has no fields",
                            start,
                            end,
                            fieldHelp(text, name, type)));
        }
        String note = known.isEmpty() ? "it has no fields at all" : "it has " + Names.list(known);
        boolean resultOfStep = target instanceof Expr.Select step && isSteps(step.target());
        String help =
                resultOfStep && isResult(name)
                        ? "`" + text + "` is the result itself: leave `." + name + "` out"
                        : didYouMean(name, known);
        return checker.fault(
                new Fault(
                        Code.UNKNOWN_FIELD,
                        "`" + text + "` has no field `" + Excerpt.of(name) + "`",
                        start,
                        end,
                        note,
                        help));
    }

    private static boolean isSteps(Expr target) {
        return target instanceof Expr.Name name && name.name().equals("steps");
    }

    /** How other tools call what a step gives. */
    private static boolean isResult(String name) {
        return switch (name) {
            case "outputs", "output", "result", "body" -> true;
            default -> false;
        };
    }

    private static Type item(Expr.Index index, Type target, Type key, TypeChecker checker) {
        boolean isList = Types.mayBe(target, Type.LIST);
        boolean isMap = Types.mayBe(target, Type.MAP);
        String text = ExprPrinter.excerpt(index.target());
        if (!isList && !isMap && !(target instanceof Type.Null)) {
            return checker.fault(
                    Code.TYPE_MISMATCH,
                    index,
                    "`" + text + "` is " + Types.aName(target) + ", which has no items",
                    TypeUnion.withoutNull(target) instanceof Type.Str
                            ? "write `" + text + ".charAt(0)` or `" + text + ".substring(0, 3)`"
                            : null);
        }
        boolean fits =
                isList && Types.mayBe(key, Type.NUMBER) || isMap && Types.mayBe(key, Type.STRING);
        if (!fits && (isList || isMap)) {
            return checker.fault(
                    Code.TYPE_MISMATCH,
                    index.index(),
                    isList
                            ? "the index of a list is an int, not " + Types.aName(key)
                            : "the key of a map is a string, not " + Types.aName(key),
                    null);
        }
        List<Type> found = new ArrayList<>(1);
        for (Type option : Types.options(TypeUnion.withoutNull(target))) {
            switch (option) {
                case Type.ListOf(Type item) -> found.add(item);
                case Type.MapOf(Type value) -> found.add(value);
                default -> found.add(Type.ANY);
            }
        }
        Type type = TypeUnion.of(found);
        return index.safe() ? Types.nullable(type) : type;
    }

    private static @Nullable String fieldHelp(String target, String name, Type type) {
        boolean isSize =
                switch (name) {
                    case "length", "size", "count" -> true;
                    default -> false;
                };
        if (isSize && Types.mayBe(type, Types.SIZED)) {
            return "write `size(" + target + ")`";
        }
        return TypeUnion.withoutNull(type) instanceof Type.ListOf
                ? "of one item: `"
                        + target
                        + "[0]."
                        + name
                        + "`; of all: `"
                        + target
                        + ".map(x, x."
                        + name
                        + ")`"
                : null;
    }

    private static @Nullable String didYouMean(String wrong, Set<String> known) {
        String meant = Suggestion.closest(wrong, known);
        return meant == null ? null : "did you mean `" + meant + "`?";
    }
}
