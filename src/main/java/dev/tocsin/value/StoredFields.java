package dev.tocsin.value;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a stored map holds, asked for by name and kind. Everything in here throws {@link
 * StoredFormatException} where what is there is of another kind, or where nothing is there that has
 * to be.
 */
public record StoredFields(MapValue map) {

    /** The fields of a value, which must be a map. */
    public static StoredFields of(Value value) {
        if (value instanceof MapValue map) {
            return new StoredFields(map);
        }
        throw new StoredFormatException("a map is expected, and not: " + value.kind());
    }

    /** Null where nothing is there. */
    public @Nullable Value valueOrNull(String key) {
        return map.get(key);
    }

    public Value value(String key) {
        return need(key, map.get(key));
    }

    /** Null where nothing is there. */
    public @Nullable String textOrNull(String key) {
        return switch (map.get(key)) {
            case null -> null;
            case StringValue(String text) -> text;
            case Value other -> throw wrong(key, "a text", other);
        };
    }

    public String text(String key) {
        return need(key, textOrNull(key));
    }

    /** The fallback where nothing is there. */
    public long whole(String key, long fallback) {
        return switch (map.get(key)) {
            case null -> fallback;
            case IntValue(long number) -> number;
            case Value other -> throw wrong(key, "a whole number", other);
        };
    }

    public long whole(String key) {
        value(key);
        return whole(key, 0);
    }

    /** A number from 0 to {@code most}; 0 where nothing is there. */
    public int upTo(int most, String key) {
        long number = whole(key, 0);
        if (number < 0 || number > most) {
            throw new StoredFormatException("`" + key + "` is not from 0 to " + most);
        }
        return (int) number;
    }

    /** Whether it is there and true. */
    public boolean flag(String key) {
        return switch (map.get(key)) {
            case null -> false;
            case BoolValue truth -> truth.value();
            case Value other -> throw wrong(key, "true or false", other);
        };
    }

    /** Null where nothing is there. */
    public @Nullable Instant instantOrNull(String key) {
        return switch (map.get(key)) {
            case null -> null;
            case TimestampValue(Instant instant) -> instant;
            case Value other -> throw wrong(key, "a point in time", other);
        };
    }

    public Instant instant(String key) {
        return need(key, instantOrNull(key));
    }

    /** Null where nothing is there. */
    public @Nullable Duration durationOrNull(String key) {
        return switch (map.get(key)) {
            case null -> null;
            case DurationValue(Duration length) -> length;
            case Value other -> throw wrong(key, "a length of time", other);
        };
    }

    public Duration duration(String key) {
        return need(key, durationOrNull(key));
    }

    /** Null where nothing is there. */
    public @Nullable MapValue mapOrNull(String key) {
        return switch (map.get(key)) {
            case null -> null;
            case MapValue inner -> inner;
            case Value other -> throw wrong(key, "a map", other);
        };
    }

    public MapValue map(String key) {
        return need(key, mapOrNull(key));
    }

    /** Null where nothing is there. */
    public @Nullable StoredFields fieldsOrNull(String key) {
        MapValue inner = mapOrNull(key);
        return inner == null ? null : new StoredFields(inner);
    }

    public StoredFields fields(String key) {
        return new StoredFields(map(key));
    }

    /** Empty where nothing is there. */
    public List<Value> list(String key) {
        return switch (map.get(key)) {
            case null -> List.of();
            case ListValue(List<Value> items) -> items;
            case Value other -> throw wrong(key, "a list", other);
        };
    }

    private static <T> T need(String key, @Nullable T found) {
        if (found == null) {
            throw new StoredFormatException("`" + key + "` is missing");
        }
        return found;
    }

    private static StoredFormatException wrong(String key, String expected, Value found) {
        return new StoredFormatException(
                "`" + key + "` must be " + expected + ", and not: " + found.kind());
    }
}
