package dev.tocsin.expression;

import dev.tocsin.value.BigValue;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.BytesValue;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.DurationValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.SecretValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Text;
import dev.tocsin.value.TimestampValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What one clause of {@code format} writes of one value, as cel-go's formatter does. */
final class FormattedValue {

    /** A double has no digits beyond; zeros follow. */
    private static final int MOST_DIGITS = 1100;

    private FormattedValue() {}

    /**
     * @param precision digits after the point, for {@code f} and {@code e}
     * @return null where the verb does not go with the value
     */
    static @Nullable String of(Value value, char verb, int precision) {
        return switch (verb) {
            case 's' -> text(value);
            case 'd' -> decimal(value);
            case 'f' -> value instanceof BigValue ? null : real(value, precision, false);
            case 'e' -> value instanceof BigValue ? null : real(value, precision, true);
            case 'b' ->
                    value instanceof BoolValue truth ? truth.value() ? "1" : "0" : whole(value, 2);
            case 'o' -> whole(value, 8);
            case 'x' -> hex(value);
            default -> {
                String hex = hex(value);
                yield hex == null ? null : hex.toUpperCase(Locale.ROOT);
            }
        };
    }

    private static String text(Value value) {
        StringBuilder out = new StringBuilder();
        text(value, out);
        return out.toString();
    }

    private static void text(Value value, StringBuilder out) {
        switch (value) {
            case StringValue(String text) -> out.append(text);
            case DoubleValue _ -> out.append(decimal(value));
            case NullValue _ -> out.append("null");
            case BytesValue(byte[] bytes) -> out.append(new String(bytes, StandardCharsets.UTF_8));
            case IntValue _, BigValue _, BoolValue _, TimestampValue _ ->
                    out.append(Conversions.text(value));
            case DurationValue length -> out.append(Text.of(length));
            case ListValue list -> {
                String separator = "[";
                for (Value item : list.items()) {
                    out.append(separator);
                    text(item, out);
                    separator = ", ";
                }
                out.append(list.items().isEmpty() ? "[]" : "]");
            }
            case MapValue map -> {
                String separator = "{";
                for (Map.Entry<String, Value> entry : new TreeMap<>(map.entries()).entrySet()) {
                    out.append(separator).append(entry.getKey()).append(": ");
                    text(entry.getValue(), out);
                    separator = ", ";
                }
                out.append(map.entries().isEmpty() ? "{}" : "}");
            }
            case SecretValue _, UnknownValue _ ->
                    throw new IllegalStateException("the values of `format` are known and open");
        }
    }

    private static @Nullable String decimal(Value value) {
        return switch (value) {
            case IntValue _, BigValue _ -> Conversions.text(value);
            case DoubleValue(double number) ->
                    Double.isFinite(number)
                            ? signed(
                                    BigDecimal.valueOf(number).stripTrailingZeros().toPlainString(),
                                    number)
                            : Text.of(number);
            default -> null;
        };
    }

    private static @Nullable String real(Value value, int precision, boolean scientific) {
        double number;
        switch (value) {
            case IntValue(long whole) -> number = whole;
            case DoubleValue(double real) -> number = real;
            default -> {
                return null;
            }
        }
        if (!Double.isFinite(number)) {
            return Text.of(number);
        }
        int digits = Math.min(precision, MOST_DIGITS);
        String zeros = "0".repeat(precision - digits);
        BigDecimal exact = new BigDecimal(number);
        if (!scientific) {
            String fixed = exact.setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
            return signed(fixed, number) + zeros;
        }
        BigDecimal rounded = exact.round(new MathContext(digits + 1, RoundingMode.HALF_EVEN));
        String unscaled = rounded.unscaledValue().abs().toString();
        int exponent = rounded.signum() == 0 ? 0 : unscaled.length() - 1 - rounded.scale();
        unscaled = unscaled + "0".repeat(Math.max(0, digits + 1 - unscaled.length()));
        String fraction = digits == 0 ? "" : "." + unscaled.substring(1, digits + 1) + zeros;
        String power = (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
        return signed(unscaled.charAt(0) + fraction, number) + (exponent < 0 ? "e-" : "e+") + power;
    }

    /** With a minus where the number has one, also where all digits shown are zeros. */
    private static String signed(String digits, double number) {
        boolean negative = number < 0 || number == 0 && 1 / number < 0;
        return negative && !digits.startsWith("-") ? "-" + digits : digits;
    }

    private static @Nullable String whole(Value value, int radix) {
        return switch (value) {
            case IntValue(long number) -> Long.toString(number, radix);
            case BigValue(BigInteger number) -> number.toString(radix);
            default -> null;
        };
    }

    private static @Nullable String hex(Value value) {
        return switch (value) {
            case StringValue(String text) ->
                    HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
            case BytesValue(byte[] bytes) -> HexFormat.of().formatHex(bytes);
            default -> whole(value, 16);
        };
    }
}
