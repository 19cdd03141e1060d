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
import dev.tocsin.value.TimestampValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * A text that two values share exactly where {@code ==} holds between them, so that sets take
 * linear time. A text and not the value itself: hash tables stay fast under chosen collisions only
 * for keys that have an order. (A date-time text and the time it spells stay two members.)
 */
final class SetKey {

    private SetKey() {}

    /**
     * @throws UnknownFound where the value holds an unknown
     */
    static String of(Value value, Evaluation evaluation) {
        if (value instanceof StringValue(String text)) {
            evaluation.count(1);
            return "s" + text;
        }
        UnknownValue unknown = Limits.walk(value, evaluation);
        if (unknown != null) {
            throw new UnknownFound(unknown);
        }
        StringBuilder key = new StringBuilder();
        append(value, key);
        return key.toString();
    }

    private static void append(Value value, StringBuilder key) {
        switch (value) {
            case StringValue(String text) -> key.append('s').append(text.length()).append(text);
            case IntValue(long number) -> number(BigDecimal.valueOf(number), key);
            case BigValue(var number) -> number(new BigDecimal(number), key);
            case DoubleValue(double number) -> {
                if (Double.isFinite(number)) {
                    number(new BigDecimal(number), key);
                } else {
                    key.append('n').append(number);
                }
            }
            case BoolValue truth -> key.append(truth.value() ? "t" : "f");
            case NullValue _ -> key.append('0');
            case BytesValue(byte[] bytes) ->
                    key.append('b').append(HexFormat.of().formatHex(bytes)).append(';');
            case TimestampValue(var instant) -> key.append('i').append(instant);
            case DurationValue(var length) -> key.append('d').append(length);
            case ListValue list -> {
                key.append('[');
                for (Value item : list.items()) {
                    append(item, key);
                    key.append(',');
                }
                key.append(']');
            }
            case MapValue map -> {
                key.append('{');
                for (var entry : new TreeMap<>(map.entries()).entrySet()) {
                    key.append(entry.getKey().length()).append(':').append(entry.getKey());
                    append(entry.getValue(), key);
                    key.append(',');
                }
                key.append('}');
            }
            case SecretValue(Value inner) -> append(inner, key);
            case UnknownValue _ -> throw new IllegalStateException("unknowns have no key");
        }
    }

    private static void number(BigDecimal number, StringBuilder key) {
        key.append('n').append(number.signum() == 0 ? "0" : number.stripTrailingZeros());
    }
}
