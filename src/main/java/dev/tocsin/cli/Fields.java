package dev.tocsin.cli;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Fields of JSON that another Tocsin wrote, perhaps a newer one: what does not fit is left out. */
final class Fields {

    private Fields() {}

    /** A text, empty where there is none. */
    static String word(MapValue map, String key) {
        String text = map.text(key);
        return text == null ? "" : text;
    }

    /** A time, or null. */
    static @Nullable Instant time(MapValue map, String key) {
        String text = map.text(key);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException _) {
            return null;
        }
    }

    /** The items of a list; empty where there is none. */
    static List<Value> items(MapValue map, String key) {
        return map.get(key) instanceof ListValue(List<Value> items) ? items : List.of();
    }

    /** The texts of a list. */
    static List<String> words(MapValue map, String key) {
        List<String> words = new ArrayList<>();
        for (Value item : items(map, key)) {
            if (item instanceof StringValue(String text)) {
                words.add(text);
            }
        }
        return words;
    }

    /** The opposite of {@link #words}. */
    static ListValue list(List<String> words) {
        List<Value> all = new ArrayList<>(words.size());
        words.forEach(word -> all.add(new StringValue(word)));
        return new ListValue(all);
    }

    /** As text, null stays null. */
    static Value orNull(@Nullable Object value) {
        return value == null ? NullValue.NULL : new StringValue(value.toString());
    }
}
