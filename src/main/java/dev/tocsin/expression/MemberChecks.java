package dev.tocsin.expression;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.expression.Environment.Namespace;
import dev.tocsin.expression.Environment.StepBinding;
import dev.tocsin.expression.Environment.Variable;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeNames;
import dev.tocsin.schema.TypeUnion;
import dev.tocsin.value.StringValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The types of {@code a.b} and {@code a[i]}. */
final class MemberChecks {

    private MemberChecks() {}

    static Type select(Expr.Select select, TypeChecker checker) {
        Namespace namespace = checker.namespace(select.target());
        int end = select.fieldStart() + select.field().length();
        if (namespace != null) {
            return member(namespace, select, select.field(), select.fieldStart(), end, checker);
        }
        Type target = checker.passed(select.target());
        return within(
                target,
                field(
                        new FieldAccess(
                                select,
                                select.target(),
                                target,
                                select.field(),
                                select.safe(),
                                select.fieldStart(),
                                end),
                        checker));
    }

    /** {@code has(target.field)}: neither a null target nor a missing field is a mistake. */
    static void test(Expr.Select select, TypeChecker checker) {
        select(
                new Expr.Select(
                        select.target(),
                        select.field(),
                        true,
                        select.fieldStart(),
                        select.start(),
                        select.end()),
                checker);
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
                return member(namespace, index, name, key.start(), key.end(), checker);
            }
            return checker.type(index.target());
        }
        Type target = checker.passed(index.target());
        if (name != null && Types.mayBe(target, Type.MAP)) {
            return within(
                    target,
                    field(
                            new FieldAccess(
                                    index,
                                    index.target(),
                                    target,
                                    name,
                                    index.safe(),
                                    key.start(),
                                    key.end()),
                            checker));
        }
        return within(target, item(index, target, checker.type(key), checker));
    }

    /** What lies within a secret is one. */
    private static Type within(Type target, Type found) {
        return target instanceof Type.Secret ? Type.Secret.of(found) : found;
    }

    /**
     * {@code a.b} or {@code a["b"]}.
     *
     * @param type of the target
     * @param start where the name of the field stands
     */
    private record FieldAccess(
            Expr whole, Expr target, Type type, String name, boolean safe, int start, int end) {

        /** The same, with null where there is nothing. */
        String safely() {
            return whole instanceof Expr.Index
                    ? ExprPrinter.excerpt(target) + "?.[\"" + name + "\"]"
                    : ExprPrinter.excerpt(target) + "?." + name;
        }
    }

    private static Type member(
            Namespace namespace, Expr whole, String name, int start, int end, TypeChecker checker) {
        Variable member = namespace.members().get(name);
        String group = Places.owner(whole) instanceof Expr.Name root ? root.name() : "";
        boolean isStep = group.equals("steps");
        if (member != null) {
            // What a step gives is null where it did not run, and its own where it succeeded.
            StepBinding step =
                    isStep && checker.facts().isThere(whole)
                            ? checker.environment().step(name)
                            : null;
            return step == null ? member.type() : step.result().type();
        }
        Set<String> known = namespace.members().keySet();
        String message =
                isStep
                        ? "no step `" + name + "` can be seen from here"
                        : "`" + group + "` has no `" + name + "`";
        String note = known.isEmpty() ? null : "`" + group + "` has " + Names.list(known);
        return checker.fault(
                new Fault(Code.UNKNOWN_NAME, message, start, end, note, didYouMean(name, known)));
    }

    private static Type field(FieldAccess access, TypeChecker checker) {
        FieldTypes fields = FieldTypes.of(access.type(), access.name());
        if (fields.found().isEmpty()) {
            return access.type() instanceof Type.Null
                    ? ofNull(access.target(), access.safe(), checker)
                    : noField(access, fields, checker);
        }
        boolean mayBeNull = TypeUnion.holdsNull(access.type());
        boolean isThere = checker.facts().isThere(access.whole());
        Type type = TypeUnion.of(fields.found());
        if (Type.Secret.open(access.type()) != access.type()) {
            type = Type.Secret.of(type);
        }
        if (access.safe()) {
            return mayBeNull || fields.mayBeMissing() && !isThere ? Types.nullable(type) : type;
        }
        if (mayBeNull) {
            checker.fault(
                    NullUse.member(
                            access.target(),
                            ExprPrinter.excerpt(access.target()),
                            access.safely()));
            // What is inside is looked at once this is put right.
            return TypeUnion.withoutNull(type);
        } else if (fields.lacking() != null && !isThere) {
            checker.fault(
                    new Fault(
                            Code.UNKNOWN_FIELD,
                            "`"
                                    + ExprPrinter.excerpt(access.target())
                                    + "` does not always have a field `"
                                    + Excerpt.of(access.name())
                                    + "`",
                            access.start(),
                            access.end(),
                            "it may be an " + TypeNames.of(fields.lacking()),
                            "write `"
                                    + access.safely()
                                    + "` to get null then, or decide before: `when: has("
                                    + ExprPrinter.excerpt(access.whole())
                                    + ")`"));
        } else if (fields.optional() && !isThere) {
            checker.fault(
                    Code.MAY_BE_MISSING,
                    access.whole(),
                    "`"
                            + ExprPrinter.excerpt(access.target())
                            + "` may have no field `"
                            + Excerpt.of(access.name())
                            + "`",
                    "write `" + access.safely() + "` to get null then");
        }
        return type;
    }

    /** A member of what is always null: a step that gives nothing. */
    private static Type ofNull(Expr target, boolean safe, TypeChecker checker) {
        if (safe) {
            return Type.NULL;
        }
        return checker.fault(
                Code.NULL_USED,
                target,
                "`" + ExprPrinter.excerpt(target) + "` is always null, and null has no members",
                null);
    }

    private static Type noField(FieldAccess access, FieldTypes fields, TypeChecker checker) {
        Expr target = access.target();
        String name = access.name();
        String text = ExprPrinter.excerpt(target);
        Set<String> known = fields.known();
        if (fields.lacking() == null) {
            return checker.fault(
                    new Fault(
                            Code.TYPE_MISMATCH,
                            "`"
                                    + text
                                    + "` is "
                                    + Types.aName(access.type())
                                    + ", which has no fields",
                            access.start(),
                            access.end(),
                            fieldHelp(text, name, access.type())));
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
                        access.start(),
                        access.end(),
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
        if (target instanceof Type.Null) {
            return ofNull(index.target(), index.safe(), checker);
        }
        if (!isList && !isMap) {
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
        if (!fits) {
            return checker.fault(
                    Code.TYPE_MISMATCH,
                    index.index(),
                    isList
                            ? "the index of a list is an int, not " + Types.aName(key)
                            : "the key of a map is a string, not " + Types.aName(key),
                    null);
        }
        NullUse.check(index.index(), key, isList ? "an index" : "a key", checker);
        if (TypeUnion.holdsNull(target) && !index.safe()) {
            String safely = text + "?.[" + ExprPrinter.excerpt(index.index()) + "]";
            checker.fault(NullUse.member(index.target(), text, safely));
        }
        List<Type> found = new ArrayList<>(1);
        for (Type option : Types.options(TypeUnion.withoutNull(target))) {
            switch (option) {
                case Type.ListOf _ -> found.add(Types.itemOf(option));
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
