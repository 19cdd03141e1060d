package dev.tocsin.expression;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.expression.Expr.BinaryOperator;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeUnion;
import dev.tocsin.schema.ValueTypes;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The types of operators between two operands. */
final class OperatorChecks {

    private OperatorChecks() {}

    static Type binary(Expr.Binary binary, TypeChecker checker) {
        switch (binary.operator()) {
            case AND -> {
                return and(binary, checker);
            }
            case OR -> {
                return or(binary, checker);
            }
            default -> {}
        }
        Type left = operand(binary.operator(), binary.left(), binary.right(), checker);
        Type leftDeclared = checker.declared(binary.left(), left);
        Facts leftTrue = checker.ifTrue();
        Facts leftFalse = checker.ifFalse();
        Type right = operand(binary.operator(), binary.right(), binary.left(), checker);
        Type rightDeclared = checker.declared(binary.right(), right);
        if (binary.operator() == BinaryOperator.COALESCE) {
            Narrowing.coalesce(binary, leftTrue, leftFalse, checker);
        } else {
            checker.learned(checker.facts(), checker.facts());
        }
        return switch (binary.operator()) {
            case COALESCE ->
                    left instanceof Type.Null
                            ? right
                            : TypeUnion.of(TypeUnion.withoutNull(left), right);
            case EQUAL, NOT_EQUAL -> {
                Narrowing.equal(binary, left, right, checker);
                equal(binary, leftDeclared, rightDeclared, checker);
                yield Type.BOOL;
            }
            case IN -> {
                in(binary, leftDeclared, right, checker);
                Narrowing.in(binary, left, right, checker);
                yield Type.BOOL;
            }
            case AND, OR -> Type.BOOL;
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                    result(binary, left, right, checker);
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER -> result(binary, left, right, checker);
        };
    }

    private static Type and(Expr.Binary binary, TypeChecker checker) {
        checker.requireBool(binary.left(), "&&");
        Facts leftFalse = checker.ifFalse();
        Facts before = checker.assume(checker.ifTrue());
        checker.requireBool(binary.right(), "&&");
        checker.assume(before);
        checker.learned(checker.ifTrue(), leftFalse.and(checker.ifFalse()));
        return Type.BOOL;
    }

    private static Type or(Expr.Binary binary, TypeChecker checker) {
        checker.requireBool(binary.left(), "||");
        Facts leftTrue = checker.ifTrue();
        Facts before = checker.assume(checker.ifFalse());
        checker.requireBool(binary.right(), "||");
        checker.assume(before);
        checker.learned(leftTrue.and(checker.ifTrue()), checker.ifFalse());
        return Type.BOOL;
    }

    private static Type operand(
            BinaryOperator operator, Expr operand, Expr other, TypeChecker checker) {
        return switch (operator) {
            case COALESCE -> checker.passed(operand);
            case EQUAL, NOT_EQUAL ->
                    SecretFaults.isNull(other)
                            ? checker.passed(operand)
                            : checker.typeOfAll(operand);
            case IN -> checker.typeOfAll(operand);
            case OR, AND, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> checker.type(operand);
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER -> checker.type(operand);
        };
    }

    /**
     * Of the types that are declared. What earlier conditions have decided is no mistake in a type;
     * where a condition is constant by it, the check of the whole playbook tells.
     */
    private static void equal(Expr.Binary binary, Type left, Type right, TypeChecker checker) {
        if (!Comparability.mayEqual(left, right)) {
            Type.Str leftTexts = texts(left);
            Type.Str rightTexts = texts(right);
            if (leftTexts == null || rightTexts == null) {
                checker.fault(
                        Code.IMPOSSIBLE_COMPARISON,
                        binary,
                        Types.aName(left) + " and " + Types.aName(right) + " are never equal",
                        conversion(binary, left, right));
            } else if (rightTexts.values().size() == 1) {
                never(binary.left(), leftTexts, binary.right(), rightTexts, checker);
            } else {
                never(binary.right(), rightTexts, binary.left(), leftTexts, checker);
            }
        }
    }

    /** {@code wrong} holds texts that {@code subject} never is. */
    private static void never(
            Expr subject, Type.Str texts, Expr wrong, Type.Str wrongTexts, TypeChecker checker) {
        String value = wrongTexts.values().iterator().next();
        String meant = Suggestion.closest(value, texts.values());
        List<String> quoted = new ArrayList<>();
        for (String text : texts.values()) {
            quoted.add("\"" + text + "\"");
        }
        checker.fault(
                new Fault(
                        Code.IMPOSSIBLE_COMPARISON,
                        "`"
                                + ExprPrinter.excerpt(subject)
                                + "` is never `"
                                + ExprPrinter.excerpt(wrong)
                                + "`",
                        wrong.start(),
                        wrong.end(),
                        "it is one of " + Names.list(quoted),
                        meant == null ? null : "did you mean `\"" + meant + "\"`?"));
    }

    private static Type.@Nullable Str texts(Type type) {
        return TypeUnion.withoutNull(type) instanceof Type.Str texts ? texts : null;
    }

    private static void in(Expr.Binary binary, Type left, Type right, TypeChecker checker) {
        if (!Types.mayBe(right, Types.ITERABLE)) {
            boolean isText = TypeUnion.withoutNull(right) instanceof Type.Str;
            checker.fault(
                    Code.TYPE_MISMATCH,
                    binary.right(),
                    "`in` needs a list or a map, and `"
                            + ExprPrinter.excerpt(binary.right())
                            + "` is "
                            + Types.aName(right),
                    isText
                            ? "write `"
                                    + ExprPrinter.excerpt(binary.right())
                                    + ".contains("
                                    + ExprPrinter.excerpt(binary.left())
                                    + ")`"
                            : null);
            return;
        }
        NullUse.check(binary.right(), right, "`in`", checker);
        if (binary.right() instanceof Expr.ListLiteral list) {
            // Each literal that can never match is a mistake of its own, also beside good ones.
            boolean literals = true;
            for (Expr item : list.items()) {
                if (item instanceof Expr.Literal literal) {
                    inLiteral(binary.left(), left, literal, checker);
                } else {
                    literals = false;
                }
            }
            if (literals) {
                return;
            }
        }
        Type item = Types.itemOf(right);
        if (!Comparability.mayEqual(left, item)) {
            checker.fault(
                    Code.IMPOSSIBLE_COMPARISON,
                    binary,
                    "`"
                            + ExprPrinter.excerpt(binary.right())
                            + "` never holds "
                            + Types.aName(left),
                    null);
        }
    }

    private static void inLiteral(Expr subject, Type type, Expr.Literal item, TypeChecker checker) {
        Type itemType = ValueTypes.of(item.value());
        if (Comparability.mayEqual(type, itemType)) {
            return;
        }
        Type.Str texts = texts(type);
        Type.Str itemTexts = texts(itemType);
        if (texts != null && itemTexts != null) {
            never(subject, texts, item, itemTexts, checker);
        } else {
            checker.fault(
                    Code.IMPOSSIBLE_COMPARISON,
                    item,
                    Types.aName(type) + " and " + Types.aName(itemType) + " are never equal",
                    null);
        }
    }

    private static Type result(Expr.Binary binary, Type left, Type right, TypeChecker checker) {
        List<Type> results = new ArrayList<>(1);
        for (Type one : Types.options(TypeUnion.withoutNull(left))) {
            for (Type other : Types.options(TypeUnion.withoutNull(right))) {
                Type result = OperatorResults.of(binary.operator(), one, other);
                if (result != null) {
                    results.add(result);
                }
            }
        }
        if (!results.isEmpty()) {
            String operator = "`" + binary.operator().symbol() + "`";
            NullUse.check(binary.left(), left, operator, checker);
            NullUse.check(binary.right(), right, operator, checker);
            return TypeUnion.of(results);
        }
        return checker.fault(
                Code.TYPE_MISMATCH,
                binary,
                "`"
                        + binary.operator().symbol()
                        + "` does not go with "
                        + Types.aName(left)
                        + " and "
                        + Types.aName(right),
                conversion(binary, left, right));
    }

    private static @Nullable String conversion(Expr.Binary binary, Type left, Type right) {
        boolean leftText = texts(left) != null;
        boolean rightText = texts(right) != null;
        if (leftText == rightText) {
            boolean maps = binary.operator() == BinaryOperator.ADD && Types.mayBe(left, Type.MAP);
            return maps ? "two maps become one by `merge(a, b)`" : choice(binary, left, right);
        }
        Expr text = leftText ? binary.left() : binary.right();
        Expr other = leftText ? binary.right() : binary.left();
        Type otherType = leftText ? right : left;
        if (!Types.mayBe(otherType, Type.NUMBER)) {
            return choice(binary, left, right);
        }
        if (binary.operator() == BinaryOperator.ADD) {
            return "write `string(" + ExprPrinter.excerpt(other) + ")` for its text";
        }
        if (other instanceof Expr.Literal && !(text instanceof Expr.Literal)) {
            return "a text stands in quotes: `\"" + ExprPrinter.excerpt(other) + "\"`";
        }
        Set<String> values =
                texts(leftText ? left : right) instanceof Type.Str t ? t.values() : Set.of();
        return text instanceof Expr.Literal && !values.isEmpty()
                ? "a number stands without quotes"
                : "write `int(" + ExprPrinter.excerpt(text) + ")` for its number";
    }

    /** The answer to a question is a field of its result. */
    private static @Nullable String choice(Expr.Binary binary, Type left, Type right) {
        Expr answer = texts(right) != null ? binary.left() : binary.right();
        Type type = texts(right) != null ? left : right;
        boolean asked =
                FieldTypes.of(type, "choice").found().size() > 0
                        && FieldTypes.of(type, "answered").known().contains("answered");
        return asked ? "write `" + ExprPrinter.excerpt(answer) + ".choice`" : null;
    }
}
