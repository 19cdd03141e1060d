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

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Makes {@code now-PT20M} and {@code now+P3D} in what a lab starts with a time, so that "the last
 * hour" of a hunting query holds the same rows whenever the lab is started. In front of it stands
 * how the service writes its times, where that is not RFC 3339: {@code millis:now-PT20M} becomes
 * the number that Cloud App Security uses, {@code dateTime:} what Graph has beside a time zone,
 * {@code table:} what a table of ServiceNow holds; behind these two may also stand an RFC 3339
 * time. A text that is none of these stays what it is.
 */
final class RelativeTimes {

    /** Without a time zone: both are UTC here. */
    private static final DateTimeFormatter DATE_TIME = format("yyyy-MM-dd'T'HH:mm:ss'.0000000'");

    private static final DateTimeFormatter TABLE = format("yyyy-MM-dd HH:mm:ss");

    private RelativeTimes() {}

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    static Value resolve(Value value, Instant now) {
        return switch (value) {
            case StringValue text -> time(text, now);
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
            case BytesValue _, TimestampValue _ -> value;
            case DurationValue _, UnknownValue _, SecretValue _ -> value;
        };
    }

    private static Value time(StringValue value, Instant now) {
        String text = value.value();
        int colon = text.indexOf(':');
        Instant relative = relative(text, now);
        if (relative != null || colon < 0) {
            return relative == null ? value : new StringValue(relative.toString());
        }
        String rest = text.substring(colon + 1);
        return switch (text.substring(0, colon)) {
            case "millis" -> {
                Instant time = relative(rest, now);
                yield time == null ? value : IntValue.of(time.toEpochMilli());
            }
            case "dateTime" -> written(DATE_TIME, rest, now, value);
            case "table" -> written(TABLE, rest, now, value);
            default -> value;
        };
    }

    private static Value written(
            DateTimeFormatter format, String text, Instant now, StringValue otherwise) {
        Instant time = relative(text, now);
        if (time == null) {
            try {
                time = Instant.parse(text);
            } catch (DateTimeException _) {
                return otherwise;
            }
        }
        return new StringValue(format.format(time));
    }

    private static @Nullable Instant relative(String text, Instant now) {
        if (!text.startsWith("now-P") && !text.startsWith("now+P")) {
            return null;
        }
        try {
            Duration distance = Duration.parse(text.substring("now-".length()));
            return text.charAt(3) == '-' ? now.minus(distance) : now.plus(distance);
        } catch (DateTimeException | ArithmeticException _) {
            return null;
        }
    }
}
