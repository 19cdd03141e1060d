package dev.tocsin.expression;

import static dev.tocsin.schema.Type.ANY;
import static dev.tocsin.schema.Type.BOOL;
import static dev.tocsin.schema.Type.BYTES;
import static dev.tocsin.schema.Type.DURATION;
import static dev.tocsin.schema.Type.INT;
import static dev.tocsin.schema.Type.NUMBER;
import static dev.tocsin.schema.Type.STRING;
import static dev.tocsin.schema.Type.TIMESTAMP;

import dev.tocsin.schema.Type;
import dev.tocsin.value.BigValue;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.BytesValue;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.DurationValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.TimestampValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Functions that make one kind of value from another: cel-spec, "Type conversions". */
final class ConversionFunctions {

    static final List<String> NAMES =
            List.of(
                    "string",
                    "int",
                    "uint",
                    "double",
                    "bool",
                    "bytes",
                    "timestamp",
                    "duration",
                    "type",
                    "dyn");

    private ConversionFunctions() {}

    static @Nullable Function find(String name) {
        return switch (name) {
            case "string" ->
                    Function.named(name, "The value as text")
                            .takes("value", ANY)
                            .gives(STRING)
                            .example("string(1.5)", "\"1.5\"")
                            .as(ConversionFunctions::string);
            case "int" ->
                    Function.named(name, "A number without its fraction, from a number or a text")
                            .takes("value", ANY)
                            .gives(INT)
                            .example("int(\"42\")", "42")
                            .as(ConversionFunctions::whole);
            case "uint" ->
                    Function.named(name, "A whole number of 0 or more, from a number or a text")
                            .takes("value", ANY)
                            .gives(INT)
                            .example("uint(42.9)", "42")
                            .as(ConversionFunctions::unsigned);
            case "type" ->
                    Function.named(name, "The kind of the value, as a text")
                            .takes("value", ANY)
                            .gives(new Type.Str(kinds()))
                            .example("type([1, 2])", "\"list\"")
                            .as(a -> new StringValue(a.value(0).kind()));
            case "dyn" ->
                    Function.named(
                                    name,
                                    "The value itself, of which nothing is known before the run")
                            .takes("value", ANY)
                            .gives(ANY)
                            .example("dyn(1)", "1")
                            .as(a -> a.value(0));
            case "double" ->
                    Function.named(name, "A double, from a number or a text")
                            .takes("value", ANY)
                            .gives(NUMBER)
                            .example("double(\"0.5\")", "0.5")
                            .as(ConversionFunctions::real);
            case "bool" ->
                    Function.named(name, "A bool, from `\"true\"` or `\"false\"`")
                            .takes("value", ANY)
                            .gives(BOOL)
                            .example("bool(\"true\")", "true")
                            .as(ConversionFunctions::truth);
            case "bytes" ->
                    Function.named(name, "The bytes of a text in UTF-8")
                            .takes("text", Types.TEXT_OR_BYTES)
                            .gives(BYTES)
                            .example("size(bytes(\"é\"))", "2")
                            .as(ConversionFunctions::bytes);
            case "timestamp" ->
                    Function.named(
                                    name,
                                    "A point in time, from RFC 3339 text or seconds since 1970")
                            .takes("value", ANY)
                            .gives(TIMESTAMP)
                            .example(
                                    "timestamp(\"2026-01-01T01:00:00+01:00\")",
                                    "\"2026-01-01T00:00:00Z\"")
                            .as(ConversionFunctions::timestamp);
            case "duration" ->
                    Function.named(name, "A length of time, in units `d h m s ms us ns`")
                            .takes("text", ANY)
                            .gives(DURATION)
                            .example("duration(\"1h30m\")", "\"5400s\"")
                            .as(ConversionFunctions::duration);
            default -> null;
        };
    }

    private static Set<String> kinds() {
        return new LinkedHashSet<>(
                List.of(
                        "null",
                        "bool",
                        "int",
                        "double",
                        "string",
                        "bytes",
                        "list",
                        "map",
                        "timestamp",
                        "duration"));
    }

    private static Value string(Arguments arguments) {
        Value value = arguments.value(0);
        if (value instanceof StringValue) {
            return value;
        }
        if (value instanceof BytesValue(byte[] bytes)) {
            return utf8(bytes, arguments);
        }
        String text = Conversions.text(value);
        if (text == null) {
            throw arguments.wrong(0, "a text, number, bool or time (`toJson` takes anything)");
        }
        return new StringValue(text);
    }

    static Value utf8(byte[] bytes, Arguments arguments) {
        try {
            arguments.countText(bytes.length);
            return new StringValue(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException _) {
            throw arguments.fail("these bytes are no text in UTF-8");
        }
    }

    private static Value whole(Arguments arguments) {
        return switch (arguments.value(0)) {
            case IntValue number -> number;
            case DoubleValue(double number) when number > -0x1p63 && number < 0x1p63 ->
                    IntValue.of((long) number);
            case DoubleValue _ -> throw arguments.fail(0, "does not fit into 64 bits");
            case TimestampValue(Instant instant) -> IntValue.of(instant.getEpochSecond());
            case StringValue(String text) -> {
                try {
                    yield IntValue.of(Long.parseLong(number(text)));
                } catch (NumberFormatException _) {
                    throw arguments.wrong(0, "a whole number");
                }
            }
            case BigValue _ -> throw arguments.fail(0, "does not fit into 64 bits");
            default -> throw arguments.wrong(0, "a number, a text or a timestamp");
        };
    }

    private static Value unsigned(Arguments arguments) {
        BigInteger number =
                switch (arguments.value(0)) {
                    case IntValue(long whole) -> BigInteger.valueOf(whole);
                    case BigValue(BigInteger whole) -> whole;
                    case DoubleValue(double real)
                            when Double.isFinite(real) && Math.abs(real) < 0x1p65 ->
                            new BigDecimal(real).toBigInteger();
                    case DoubleValue _ -> throw arguments.fail(0, "does not fit into 64 bits");
                    case StringValue(String text) -> digits(text, arguments);
                    default -> throw arguments.wrong(0, "a number or a text");
                };
        if (number.signum() < 0 || number.bitLength() > 64) {
            throw arguments.fail(
                    0, number.signum() < 0 ? "is below 0" : "does not fit into 64 bits");
        }
        return number.bitLength() > 63
                ? new BigValue(number)
                : IntValue.of(number.longValueExact());
    }

    private static BigInteger digits(String text, Arguments arguments) {
        boolean digits = !text.isEmpty() && text.length() <= 20;
        for (int i = 0; digits && i < text.length(); i++) {
            digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        if (!digits) {
            throw arguments.wrong(0, "a whole number of 0 or more");
        }
        return new BigInteger(text);
    }

    private static Value real(Arguments arguments) {
        return switch (arguments.value(0)) {
            case DoubleValue number -> number;
            case IntValue(long number) -> new DoubleValue(number);
            case BigValue(BigInteger number) -> new DoubleValue(number.doubleValue());
            case StringValue(String text) -> {
                try {
                    yield new DoubleValue(Double.parseDouble(number(text)));
                } catch (NumberFormatException _) {
                    throw arguments.wrong(0, "a number");
                }
            }
            default -> throw arguments.wrong(0, "a number or a text");
        };
    }

    /** Java also reads {@code 1f}, {@code 0x1p3} and blanks around; nobody means those. */
    private static String number(String text) {
        boolean word = text.equals("NaN") || text.endsWith("Infinity");
        for (int i = 0; i < text.length() && !word; i++) {
            if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
                throw new NumberFormatException();
            }
        }
        return text;
    }

    private static Value truth(Arguments arguments) {
        return switch (arguments.value(0)) {
            case BoolValue truth -> truth;
            case StringValue(String text) ->
                    switch (text) {
                        case "1", "t", "T", "true", "True", "TRUE" -> BoolValue.TRUE;
                        case "0", "f", "F", "false", "False", "FALSE" -> BoolValue.FALSE;
                        default -> throw arguments.wrong(0, "`true` or `false`");
                    };
            default -> throw arguments.wrong(0, "a bool or a text");
        };
    }

    private static Value bytes(Arguments arguments) {
        if (arguments.value(0) instanceof BytesValue bytes) {
            return bytes;
        }
        String text = arguments.text(0);
        arguments.countText(text.length());
        return new BytesValue(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Value timestamp(Arguments arguments) {
        if (arguments.value(0) instanceof IntValue(long seconds)) {
            try {
                Instant instant = Instant.ofEpochSecond(seconds);
                if (Instants.inRange(instant)) {
                    return new TimestampValue(instant);
                }
            } catch (DateTimeException _) {
                throw arguments.fail(0, "is outside the years 1 to 9999");
            }
            throw arguments.fail(0, "is outside the years 1 to 9999");
        }
        Instant instant = Instants.of(arguments.value(0));
        if (instant == null) {
            throw arguments.wrong(0, "a date-time with its zone, like `2026-01-31T12:00:00Z`");
        }
        return new TimestampValue(instant);
    }

    private static Value duration(Arguments arguments) {
        if (arguments.value(0) instanceof DurationValue length) {
            return length;
        }
        Duration length =
                arguments.value(0) instanceof StringValue(String text)
                        ? Instants.parseLength(text)
                        : null;
        if (length == null) {
            throw arguments.wrong(0, "a length of time, like `90s` or `1h30m`");
        }
        return new DurationValue(length);
    }
}
