package dev.tocsin.lab;

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

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes {@code now-PT20M} in the company's file a time, so that "the last hour" of a hunting query
 * holds the same rows whenever the lab is started. {@code millis:now-PT20M} becomes the number that
 * Cloud App Security uses.
 */
final class RelativeTimes {

    private static final String NOW = "now-";
    private static final String MILLIS = "millis:now-";

    private RelativeTimes() {}

    static Value resolve(Value value, Instant now) {
        return switch (value) {
            case StringValue(String text) when text.startsWith(NOW) ->
                    new StringValue(before(now, text.substring(NOW.length())).toString());
            case StringValue(String text) when text.startsWith(MILLIS) ->
                    IntValue.of(before(now, text.substring(MILLIS.length())).toEpochMilli());
            case ListValue(List<Value> items) -> {
                List<Value> resolved = new ArrayList<>();
                items.forEach(item -> resolved.add(resolve(item, now)));
                yield new ListValue(resolved);
            }
            case MapValue(Map<String, Value> entries) -> {
                Map<String, Value> resolved = new LinkedHashMap<>();
                entries.forEach((key, item) -> resolved.put(key, resolve(item, now)));
                yield new MapValue(resolved);
            }
            case NullValue _, BoolValue _, IntValue _, DoubleValue _, BigValue _ -> value;
            case StringValue _, BytesValue _, TimestampValue _ -> value;
            case DurationValue _, UnknownValue _, SecretValue _ -> value;
        };
    }

    private static Instant before(Instant now, String duration) {
        return now.minus(Duration.parse(duration));
    }
}
