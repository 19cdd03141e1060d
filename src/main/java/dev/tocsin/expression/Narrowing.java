package dev.tocsin.expression;

import dev.tocsin.expression.Expr.BinaryOperator;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeUnion;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.StringValue;

import java.util.List;
import java.util.Set;

/**
 * What an expression proves where it is true, and where it is false. Facts are made only where they
 * leave less of a type.
 */
final class Narrowing {

    private static final Expr STEPS = new Expr.Name("steps", false, 0, 0);

    private Narrowing() {}

    /** {@code left == right} and {@code left != right}. */
    static void equal(Expr.Binary binary, Type left, Type right, TypeChecker checker) {
        Facts same = checker.facts();
        same = same(binary.left(), left, binary.right(), right, same);
        same = same(binary.right(), right, binary.left(), left, same);
        Facts different = checker.facts();
        different = different(binary.left(), left, binary.right(), right, different);
        different = different(binary.right(), right, binary.left(), left, different);
        boolean negated = binary.operator() == BinaryOperator.NOT_EQUAL;
        checker.learned(negated ? different : same, negated ? same : different);
    }

    private static Facts same(Expr value, Type type, Expr other, Type otherType, Facts known) {
        if (otherType instanceof Type.Null && TypeUnion.holdsNull(type)) {
            return known.nothing(value);
        }
        if (otherType instanceof Type.Any || TypeUnion.holdsNull(otherType)) {
            return known;
        }
        if (value instanceof Expr.Binary(var operator, Expr left, Expr right, _, _, _)
                && operator == BinaryOperator.COALESCE
                && right instanceof Expr.Literal fallback
                && other instanceof Expr.Literal wanted
                && !fallback.value().equals(wanted.value())) {
            return known.notNull(left);
        }
        if (otherType instanceof Type.Str(Set<String> texts)
                && !texts.isEmpty()
                && isEnumeration(type)) {
            return known.oneOf(value, texts);
        }
        return mayNarrow(value, type) ? known.notNull(value) : known;
    }

    private static Facts different(Expr value, Type type, Expr other, Type otherType, Facts known) {
        if (otherType instanceof Type.Null) {
            return known.notNull(value);
        }
        return other instanceof Expr.Literal literal
                        && literal.value() instanceof StringValue(String text)
                        && isEnumeration(type)
                ? known.noneOf(value, Set.of(text))
                : known;
    }

    /** {@code left in right}. */
    static void in(Expr.Binary binary, Type left, Type right, TypeChecker checker) {
        Facts known = checker.facts();
        Facts inside = known;
        Facts outside = known;
        if (isEnumeration(left) && binary.right() instanceof Expr.ListLiteral list) {
            Set<String> texts = TextChoices.literals(list.items());
            if (!texts.isEmpty()) {
                inside = known.oneOf(binary.left(), texts);
                outside = known.noneOf(binary.left(), texts);
            }
        }
        Type item = Types.itemOf(right);
        boolean neverNull = !(item instanceof Type.Any) && !TypeUnion.holdsNull(item);
        if (inside == known && neverNull && mayNarrow(binary.left(), left)) {
            inside = known.notNull(binary.left());
        }
        checker.learned(inside, outside);
    }

    /**
     * {@code left ?? right} as a condition.
     *
     * @param leftTrue what is known where {@code left} is true
     */
    static void coalesce(Expr.Binary binary, Facts leftTrue, Facts leftFalse, TypeChecker checker) {
        Facts ifTrue = leftTrue.notNull(binary.left()).and(checker.ifTrue());
        Facts ifFalse = leftFalse.notNull(binary.left()).and(checker.ifFalse());
        checker.learned(ifTrue, ifFalse);
    }

    /** {@code has(a.b)}: the field is there, and so is what it is a field of. */
    static void has(Expr.Select select, TypeChecker checker) {
        checker.learned(checker.facts().there(select), checker.facts());
    }

    /** {@code succeeded("id")} and {@code failed("id")}. */
    static void step(StepFunction function, String id, List<Expr> arguments, TypeChecker checker) {
        Facts known = checker.facts();
        switch (function) {
            case SUCCEEDED ->
                    checker.learned(known.there(new Expr.Select(STEPS, id, false, 0, 0, 0)), known);
            case FAILED ->
                    checker.learned(
                            known.notNull(new Expr.Call(null, "error", arguments, 0, 0, 0)), known);
            case SKIPPED, ERROR, FAILURES -> {}
        }
    }

    /** A literal decides by itself. */
    static void literal(Expr.Literal literal, TypeChecker checker) {
        if (literal.value() == BoolValue.TRUE) {
            checker.learned(checker.facts(), Facts.UNREACHED);
        } else if (literal.value() == BoolValue.FALSE) {
            checker.learned(Facts.UNREACHED, checker.facts());
        }
    }

    static boolean isEnumeration(Type type) {
        for (Type option : Types.options(type)) {
            if (option instanceof Type.Str(Set<String> texts) && !texts.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Whether the value, or what it is a member of, may be null as far as its type says. */
    static boolean mayNarrow(Expr value, Type type) {
        if (TypeUnion.holdsNull(type)) {
            return true;
        }
        for (Expr at = value; at != null; at = Places.owner(at)) {
            if (at instanceof Expr.Select select && select.safe()
                    || at instanceof Expr.Index index && index.safe()) {
                return true;
            }
        }
        return false;
    }
}
