package dev.tocsin.expression;

import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.function.Predicate;

/** Tells which departure, or which fault of {@code dev.cel}, explains that two answers differ. */
final class Departures {

    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    /** What a fault of the oracle is called; it has no row of its own. */
    static final String ORACLE = "oracle";

    private Departures() {}

    /** Our answer: JSON, or {@code error: } and the message. */
    static String ours(String expression, MapValue variables) {
        return switch (SingleEvaluation.evaluate(expression, variables, NOW)) {
            case SingleEvaluation.Evaluated(var value) -> Json.write(value);
            case SingleEvaluation.Failed(var error) -> "error: " + error.text();
            case SingleEvaluation.Faulty(var faults) -> "error: " + faults.getFirst().message();
        };
    }

    /** Whether both are errors, or equal values; the order of the entries of a map is no matter. */
    static boolean agree(String cel, String ours) {
        if (isError(cel) || isError(ours)) {
            return isError(cel) == isError(ours);
        }
        try {
            return Json.parse(cel).equals(Json.parse(ours));
        } catch (JsonException e) {
            throw new IllegalStateException(cel + " or " + ours + " is JSON", e);
        }
    }

    /** The name of what explains the difference, or null. */
    static @Nullable String explain(String expression, String cel, String ours) {
        for (Departure departure : Departure.values()) {
            if (explains(departure, expression, cel, ours)) {
                return departure.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
            }
        }
        return isFaultOfOracle(expression, cel, ours) ? ORACLE : null;
    }

    private static boolean explains(
            Departure departure, String expression, String cel, String ours) {
        Expr tree = ExpressionParser.parse(expression).tree();
        boolean onlyOurs = isError(cel) && !isError(ours);
        boolean onlyCel = isError(ours) && !isError(cel);
        return switch (departure) {
            case STRICT_LOGIC -> onlyCel && has(tree, Departures::isLogic);
            case EAGER_BIND -> onlyCel && has(tree, Expr.Bind.class::isInstance);
            case INT_WIDENS ->
                    onlyOurs
                            && (cel.equals("error")
                                    || mentions(cel, "int") && mentions(cel, "double"))
                            && (has(tree, Departures::isArithmetic)
                                    || has(tree, Departures::isMath));
            case ANY_KINDS_COMPARE ->
                    onlyOurs
                            && cel.contains("no matching overload")
                            && has(tree, Departures::isEquality);
            case EXACT_COMPARISON ->
                    expression.contains("9223372036854775808.0") && !isError(cel) && !isError(ours);
            case TEXT_KEYS -> ours.contains("keys of a map are texts");
            case NO_UNSIGNED -> expression.matches(".*\\b[0-9]+u\\b.*|.*\\buint\\(.*");
            case KINDS_ARE_TEXTS ->
                    expression.contains("type(")
                            || ours.matches(
                                    "error: there is no"
                                        + " `(bool|int|uint|double|string|bytes|list|map|null_type|type|google|net)`"
                                        + " here");
            case KNOWN_FIELDS ->
                    onlyCel && ours.contains("has no field") && has(tree, Departures::mayLack);
            case HAS_OF_NULL -> onlyOurs && has(tree, Expr.Has.class::isInstance);
            case LENGTHS_BELOW_ZERO ->
                    onlyOurs && cel.contains("'-_' applied to '(google.protobuf.Duration)'");
            case NO_PLACE_FOR_NAN -> ours.equals("error: NaN has no place in an order");
            case LONG_DURATIONS -> onlyOurs && ours.matches("\"-?[0-9]{11,}s\"");
            case ADDRESSES_ARE_TEXTS -> expression.contains("cidr(") || expression.contains("ip(");
            case NUMBERS_AS_TEXT -> cel.contains(".0") && expression.contains("string(");
            case LENGTHS_AS_TEXT -> cel.contains("0s\"") && expression.contains("string(");
            case END_IS_A_POSITION -> onlyOurs && cel.contains("Offset out of range");
            case NO_OPTIONALS,
                    COALESCING,
                    SAFE_ACCESS,
                    NO_MESSAGES,
                    TEXTS_AS_TIMES,
                    DAYS,
                    EITHER_FORM,
                    JOIN_OF_ANYTHING,
                    MIXED_BRANCHES,
                    CONST_IS_A_NAME,
                    COMMAS ->
                    false;
        };
    }

    /** Where {@code dev.cel} 0.14.0 is wrong by CEL's own definition. */
    private static boolean isFaultOfOracle(String expression, String cel, String ours) {
        boolean roundsThroughLong =
                expression.contains("sort")
                        || expression.contains("math.round(")
                        || expression.contains("math.trunc(");
        return cel.contains("duration_duration' failed")
                || cel.contains("'math_round_double' failed")
                || cel.contains("'string_split_string_int' failed")
                || cel.contains("must not exceed the int32 range")
                || cel.contains("math.greatest() invalid single argument value")
                || cel.contains("9.223372036854776E18") && expression.contains("math.trunc(")
                || cel.contains("verload") && expression.contains(".sortBy(")
                || ours.startsWith("error: character -") && expression.contains("ndexOf(")
                || roundsThroughLong
                        && cel.replace("-0.0", "0.0").equals(ours.replace("-0.0", "0.0"));
    }

    static boolean isError(String answer) {
        return answer.startsWith("error");
    }

    private static boolean mentions(String answer, String type) {
        int applied = answer.indexOf("applied to");
        int candidates = answer.indexOf("(candidates");
        return applied >= 0 && answer.substring(applied, candidates).contains(type);
    }

    private static boolean isLogic(Expr tree) {
        return switch (tree) {
            case Expr.Binary binary ->
                    binary.operator() == Expr.BinaryOperator.AND
                            || binary.operator() == Expr.BinaryOperator.OR;
            case Expr.Comprehension macro ->
                    switch (macro.macro()) {
                        case ALL, EXISTS, EXISTS_ONE -> true;
                        default -> false;
                    };
            default -> false;
        };
    }

    private static boolean isArithmetic(Expr tree) {
        return tree instanceof Expr.Binary;
    }

    private static boolean isMath(Expr tree) {
        return tree instanceof Expr.Call call && "math".equals(Calls.group(call));
    }

    private static boolean mayLack(Expr tree) {
        return tree instanceof Expr.Has || tree instanceof Expr.Index;
    }

    private static boolean isEquality(Expr tree) {
        return tree instanceof Expr.Binary binary
                && switch (binary.operator()) {
                    case EQUAL, NOT_EQUAL, IN -> true;
                    default -> false;
                };
    }

    /** Whether some part of the tree is such a one. */
    private static boolean has(@Nullable Expr tree, Predicate<Expr> wanted) {
        if (tree == null) {
            return false;
        }
        if (wanted.test(tree)) {
            return true;
        }
        for (Expr part : Parts.of(tree)) {
            if (has(part, wanted)) {
                return true;
            }
        }
        return false;
    }
}
