package dev.tocsin.lab;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Reads an entry of a scenario, whose structure was checked. */
final class Fields {

    private Fields() {}

    static String text(MapValue entry, String key, String otherwise) {
        String text = entry.text(key);
        return text == null ? otherwise : text;
    }

    /** The text, or null as the services have it. */
    static Value orNull(MapValue entry, String key) {
        String text = entry.text(key);
        return text == null ? NullValue.NULL : new StringValue(text);
    }

    static long number(MapValue entry, String key, long otherwise) {
        return entry.get(key) instanceof IntValue(long number) ? number : otherwise;
    }

    static boolean flag(MapValue entry, String key, boolean otherwise) {
        return entry.get(key) instanceof BoolValue flag ? flag.value() : otherwise;
    }

    /** The list, or an empty one. */
    static ListValue list(MapValue entry, String key) {
        return entry.get(key) instanceof ListValue list ? list : ListValue.EMPTY;
    }

    static List<String> texts(MapValue entry, String key) {
        List<String> texts = new ArrayList<>();
        for (Value item : list(entry, key).items()) {
            if (item instanceof StringValue(String text)) {
                texts.add(text);
            }
        }
        return texts;
    }

    static List<MapValue> entries(MapValue parent, String key) {
        List<MapValue> entries = new ArrayList<>();
        for (Value item : list(parent, key).items()) {
            if (item instanceof MapValue entry) {
                entries.add(entry);
            }
        }
        return entries;
    }

    /** The map, or an empty one. */
    static MapValue map(MapValue parent, String key) {
        return parent.get(key) instanceof MapValue map ? map : MapValue.EMPTY;
    }

    /** The time under a key as {@link RelativeTimes} reads it. */
    static String moment(MapValue entry, String key, String otherwise) {
        String moment = Moments.of(text(entry, key, otherwise));
        if (moment == null) {
            throw new IllegalStateException("a checked scenario has no time `" + key + "`");
        }
        return moment;
    }

    /** {@code inProgress} as {@code InProgress}, which is how some services spell their words. */
    static String pascal(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    /** The entry's own {@code raw} laid over a row of the service. */
    static MapValue withRaw(MapValue entry, MapValue row) {
        @Nullable Value raw = entry.get("raw");
        return raw instanceof MapValue fields ? Overlay.fields(row, fields) : row;
    }
}
