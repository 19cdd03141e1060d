package dev.tocsin.value;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A map from texts to values, in insertion order (equality ignores it). The map given belongs to
 * the value from then on: nobody writes to it.
 */
public record MapValue(Map<String, Value> entries) implements Value {

    public static final MapValue EMPTY = new MapValue(Map.of());

    /** Cannot be written to. */
    @Override
    public Map<String, Value> entries() {
        return Collections.unmodifiableMap(entries);
    }

    /** One entry; {@link Builder} makes larger ones. */
    public static MapValue of(String key, Value value) {
        Map<String, Value> entries = new LinkedHashMap<>(2);
        entries.put(key, value);
        return new MapValue(entries);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The value of a key, or null where there is none ({@link NullValue} where it is null). */
    public @Nullable Value get(String key) {
        return entries.get(key);
    }

    /** The text under a key, or null where there is none or it is no text. */
    public @Nullable String text(String key) {
        return entries.get(key) instanceof StringValue(String text) ? text : null;
    }

    @Override
    public String kind() {
        return "map";
    }

    /** Collects entries in order; a second value for a key replaces the first. */
    public static final class Builder {
        private final Map<String, Value> entries = new LinkedHashMap<>();

        private Builder() {}

        public Builder put(String key, Value value) {
            entries.put(key, value);
            return this;
        }

        public Builder put(String key, String text) {
            return put(key, new StringValue(text));
        }

        public Builder put(String key, long number) {
            return put(key, IntValue.of(number));
        }

        public Builder put(String key, boolean truth) {
            return put(key, BoolValue.of(truth));
        }

        /** Ends the building; the builder must not be used again. */
        public MapValue build() {
            return new MapValue(entries);
        }
    }
}
