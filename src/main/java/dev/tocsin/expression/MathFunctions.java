package dev.tocsin.expression;

import static dev.tocsin.schema.Type.ANY;
import static dev.tocsin.schema.Type.BOOL;
import static dev.tocsin.schema.Type.INT;
import static dev.tocsin.schema.Type.NUMBER;

import dev.tocsin.value.BigValue;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * CEL's math library: what it rounds stays a double, unlike {@code round} and its kin.
 *
 * @see <a href="https://github.com/google/cel-go/blob/master/ext/README.md#math">cel-go, Math</a>
 */
final class MathFunctions {

    static final List<String> NAMES =
            List.of(
                    "math.greatest",
                    "math.least",
                    "math.ceil",
                    "math.floor",
                    "math.round",
                    "math.trunc",
                    "math.abs",
                    "math.sign",
                    "math.sqrt",
                    "math.isNaN",
                    "math.isInf",
                    "math.isFinite",
                    "math.bitAnd",
                    "math.bitOr",
                    "math.bitXor",
                    "math.bitNot",
                    "math.bitShiftLeft",
                    "math.bitShiftRight");

    private static final Function.Typing SAME = new Function.LikeFirst();

    private MathFunctions() {}

    static @Nullable Function find(String name) {
        return switch (name) {
            case "math.greatest" ->
                    ofMany(name, "The greatest of the numbers, or of one list of them")
                            .example("math.greatest(1, 2.5)", "2.5")
                            .as(a -> extreme(a, 1));
            case "math.least" ->
                    ofMany(name, "The least of the numbers, or of one list of them")
                            .example("math.least([3, 1, 2])", "1")
                            .as(a -> extreme(a, -1));
            case "math.ceil" ->
                    ofNumber(name, "The least whole number not below it, as a double")
                            .gives(NUMBER)
                            .example("math.ceil(1.2)", "2.0")
                            .as(a -> new DoubleValue(Math.ceil(a.number(0))));
            case "math.floor" ->
                    ofNumber(name, "The greatest whole number not above it, as a double")
                            .gives(NUMBER)
                            .example("math.floor(-1.2)", "-2.0")
                            .as(a -> new DoubleValue(Math.floor(a.number(0))));
            case "math.round" ->
                    ofNumber(name, "The nearest whole number, halves away from 0, as a double")
                            .gives(NUMBER)
                            .example("math.round(-2.5)", "-3.0")
                            .as(a -> new DoubleValue(NumberFunctions.nearest(a.number(0))));
            case "math.trunc" ->
                    ofNumber(name, "The number without its fraction, as a double")
                            .gives(NUMBER)
                            .example("math.trunc(-1.9)", "-1.0")
                            .as(a -> new DoubleValue(truncated(a.number(0))));
            case "math.abs" ->
                    ofNumber(name, "The number without its sign")
                            .gives(SAME)
                            .example("math.abs(-1.5)", "1.5")
                            .as(NumberFunctions::abs);
            case "math.sign" ->
                    ofNumber(name, "-1, 0 or 1, as the number is below, at or above 0")
                            .gives(SAME)
                            .example("math.sign(-42)", "-1")
                            .as(MathFunctions::sign);
            case "math.sqrt" ->
                    ofNumber(name, "The square root as a double; NaN of a number below 0")
                            .gives(NUMBER)
                            .example("math.sqrt(81)", "9.0")
                            .as(a -> new DoubleValue(Math.sqrt(a.number(0))));
            case "math.isNaN" ->
                    ofNumber(name, "Whether it is the double that is no number")
                            .gives(BOOL)
                            .example("math.isNaN(0.0 / 0.0)", "true")
                            .as(a -> BoolValue.of(Double.isNaN(a.number(0))));
            case "math.isInf" ->
                    ofNumber(name, "Whether it is infinite")
                            .gives(BOOL)
                            .example("math.isInf(1.0 / 0.0)", "true")
                            .as(a -> BoolValue.of(Double.isInfinite(a.number(0))));
            case "math.isFinite" ->
                    ofNumber(name, "Whether it is neither infinite nor NaN")
                            .gives(BOOL)
                            .example("math.isFinite(1.5)", "true")
                            .as(a -> BoolValue.of(Double.isFinite(a.number(0))));
            default -> bits(name);
        };
    }

    private static @Nullable Function bits(String name) {
        return switch (name) {
            case "math.bitAnd" ->
                    ofTwo(name, "The bits that both ints have", "other")
                            .example("math.bitAnd(3, 5)", "1")
                            .as(a -> IntValue.of(a.whole(0) & a.whole(1)));
            case "math.bitOr" ->
                    ofTwo(name, "The bits that one int has or the other", "other")
                            .example("math.bitOr(1, 2)", "3")
                            .as(a -> IntValue.of(a.whole(0) | a.whole(1)));
            case "math.bitXor" ->
                    ofTwo(name, "The bits that only one of the ints has", "other")
                            .example("math.bitXor(3, 5)", "6")
                            .as(a -> IntValue.of(a.whole(0) ^ a.whole(1)));
            case "math.bitNot" ->
                    Function.named(name, "All 64 bits turned over")
                            .takes("number", INT)
                            .gives(INT)
                            .example("math.bitNot(1)", "-2")
                            .as(a -> IntValue.of(~a.whole(0)));
            case "math.bitShiftLeft" ->
                    ofTwo(name, "The bits moved to the left, zeros behind them", "places")
                            .example("math.bitShiftLeft(1, 4)", "16")
                            .as(a -> shift(a, true));
            case "math.bitShiftRight" ->
                    ofTwo(name, "The bits moved to the right, zeros before them", "places")
                            .example("math.bitShiftRight(1024, 2)", "256")
                            .as(a -> shift(a, false));
            default -> null;
        };
    }

    private static Function.Builder ofNumber(String name, String summary) {
        return Function.named(name, summary).takes("number", NUMBER);
    }

    private static Function.Builder ofTwo(String name, String summary, String second) {
        return Function.named(name, summary).takes("number", INT).takes(second, INT).gives(INT);
    }

    private static Function.Builder ofMany(String name, String summary) {
        return Function.named(name, summary).takes("numbers", ANY).repeating().gives(NUMBER);
    }

    private static Value extreme(Arguments arguments, int sign) {
        List<Value> values = new ArrayList<>(arguments.size());
        if (arguments.size() == 1 && arguments.isList(0)) {
            values = arguments.list(0);
        } else {
            for (int i = 0; i < arguments.size(); i++) {
                values.add(arguments.value(i));
            }
        }
        if (values.isEmpty()) {
            throw arguments.fail(0, "is empty, and so has no such number");
        }
        for (int i = 0; i < values.size(); i++) {
            switch (values.get(i)) {
                case IntValue _, DoubleValue _, BigValue _ -> {}
                case UnknownValue unknown -> throw new UnknownFound(unknown);
                default -> throw arguments.wrong(arguments.size() == 1 ? 0 : i, "numbers");
            }
        }
        return Sorting.extreme(values, sign, arguments);
    }

    private static double truncated(double number) {
        return number < 0 ? Math.ceil(number) : Math.floor(number);
    }

    private static Value sign(Arguments arguments) {
        return arguments.value(0) instanceof IntValue(long whole)
                ? IntValue.of(Long.signum(whole))
                : new DoubleValue(Math.signum(arguments.number(0)) + 0.0);
    }

    private static Value shift(Arguments arguments, boolean left) {
        long number = arguments.whole(0);
        long places = arguments.whole(1);
        if (places < 0) {
            throw arguments.fail(1, "is " + places + ", and bits move by 0 places or more");
        }
        if (places > 63) {
            return IntValue.of(0);
        }
        return IntValue.of(left ? number << places : number >>> places);
    }
}
