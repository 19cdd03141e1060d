package dev.tocsin.expression;

import static dev.tocsin.schema.Type.ANY;
import static dev.tocsin.schema.Type.INT;
import static dev.tocsin.schema.Type.LIST;
import static dev.tocsin.schema.Type.NUMBER;

import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Functions of numbers. */
final class NumberFunctions {

    static final List<String> NAMES = List.of("min", "max", "sum", "abs", "ceil", "floor", "round");

    private NumberFunctions() {}

    static @Nullable Function find(String name) {
        return switch (name) {
            case "min" ->
                    Function.named(name, "The least of the values or of one list; null of none")
                            .takes("values", ANY)
                            .repeating()
                            .gives(ResultTypes::extreme)
                            .example("min([3, 1.5, 2])", "1.5")
                            .as(a -> extreme(a, -1));
            case "max" ->
                    Function.named(name, "The greatest of the values or of one list; null of none")
                            .takes("values", ANY)
                            .repeating()
                            .gives(ResultTypes::extreme)
                            .example("max(3, 1, 2)", "3")
                            .as(a -> extreme(a, 1));
            case "sum" ->
                    Function.named(name, "The sum of a list of numbers; 0 of none")
                            .takes("numbers", LIST)
                            .gives(ResultTypes::sum)
                            .example("sum([1, 2, 3.5])", "6.5")
                            .as(NumberFunctions::sum);
            case "abs" ->
                    Function.named(name, "The number without its sign")
                            .takes("number", NUMBER)
                            .gives(new Function.LikeFirst())
                            .example("abs(-3)", "3")
                            .as(NumberFunctions::abs);
            case "ceil" ->
                    Function.named(name, "The least whole number not below it, as an int")
                            .takes("number", NUMBER)
                            .gives(INT)
                            .example("ceil(1.2)", "2")
                            .as(a -> whole(a, Math.ceil(a.number(0))));
            case "floor" ->
                    Function.named(name, "The greatest whole number not above it, as an int")
                            .takes("number", NUMBER)
                            .gives(INT)
                            .example("floor(-1.2)", "-2")
                            .as(a -> whole(a, Math.floor(a.number(0))));
            case "round" ->
                    Function.named(name, "The nearest whole number, halves away from 0, as an int")
                            .takes("number", NUMBER)
                            .gives(INT)
                            .example("round(2.5)", "3")
                            .as(a -> whole(a, nearest(a.number(0))));
            default -> null;
        };
    }

    private static Value extreme(Arguments arguments, int sign) {
        List<Value> values;
        if (arguments.size() == 1) {
            values = arguments.list(0);
        } else {
            values = new ArrayList<>(arguments.size());
            for (int i = 0; i < arguments.size(); i++) {
                values.add(arguments.value(i));
            }
        }
        return values.isEmpty() ? NullValue.NULL : Sorting.extreme(values, sign, arguments);
    }

    private static Value sum(Arguments arguments) {
        List<Value> numbers = arguments.list(0);
        arguments.countItems(numbers.size());
        long whole = 0;
        double real = 0;
        boolean fraction = false;
        for (Value number : numbers) {
            switch (number) {
                case IntValue(long addend) -> {
                    long sum = whole + addend;
                    if (((whole ^ sum) & (addend ^ sum)) < 0) {
                        throw arguments.fail("the sum is out of range");
                    }
                    whole = sum;
                }
                case DoubleValue(double addend) -> {
                    real += addend;
                    fraction = true;
                }
                case UnknownValue unknown -> throw new UnknownFound(unknown);
                default ->
                        throw arguments.fail(
                                0,
                                "holds " + Conversions.aKind(number) + " where a number belongs");
            }
        }
        return fraction ? new DoubleValue(whole + real) : IntValue.of(whole);
    }

    static Value abs(Arguments arguments) {
        return switch (arguments.value(0)) {
            case IntValue(long number) -> {
                if (number == Long.MIN_VALUE) {
                    throw arguments.fail("the result is out of range");
                }
                yield IntValue.of(Math.abs(number));
            }
            case DoubleValue(double number) -> new DoubleValue(Math.abs(number));
            default -> throw arguments.wrong(0, "a number");
        };
    }

    private static Value whole(Arguments arguments, double number) {
        if (arguments.value(0) instanceof IntValue) {
            return arguments.value(0);
        }
        // 2^63 itself is a double, the largest long is not.
        if (number >= -0x1p63 && number < 0x1p63) {
            return IntValue.of((long) number);
        }
        throw arguments.fail("the result is out of range");
    }

    static double nearest(double number) {
        double floor = Math.floor(Math.abs(number));
        double magnitude = Math.abs(number) - floor >= 0.5 ? floor + 1 : floor;
        return Math.copySign(magnitude, number);
    }
}
