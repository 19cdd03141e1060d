package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Rows by key, in the order in which they were added. Guarded by the lab's lock. */
final class Table {

    private final String key;
    private final Map<String, MapValue> rows = new LinkedHashMap<>();

    /**
     * @param key the field that names a row
     */
    Table(String key) {
        this.key = key;
    }

    /** Adds a row, or replaces the one with the same key. */
    MapValue put(MapValue row) {
        String name = row.text(key);
        if (name == null) {
            throw new IllegalStateException("a row without `" + key + "`");
        }
        rows.put(name, row);
        return row;
    }

    /** Adds the rows of a list of the start data. */
    void fill(MapValue start, String field) {
        if (!(start.get(field) instanceof ListValue(List<Value> items))) {
            throw new IllegalStateException("the start data has no list `" + field + "`");
        }
        items.forEach(row -> put((MapValue) row));
    }

    /** Takes a row out; nothing happens where there is none. */
    void remove(String name) {
        rows.remove(name);
    }

    @Nullable MapValue get(String name) {
        return rows.get(name);
    }

    /** The first row with this text in a field, upper and lower case alike, or null. */
    @Nullable MapValue find(String field, String text) {
        for (MapValue row : rows.values()) {
            if (text.equalsIgnoreCase(row.text(field))) {
                return row;
            }
        }
        return null;
    }

    Collection<MapValue> rows() {
        return rows.values();
    }

    /** Changes one field of a row and returns the new row. */
    MapValue set(MapValue row, String field, Value value) {
        return put(with(row, field, value));
    }

    MapValue set(MapValue row, String field, String text) {
        return set(row, field, new StringValue(text));
    }

    /** Each row as something else. */
    ListValue map(Function<MapValue, ? extends Value> change) {
        List<Value> items = new ArrayList<>();
        for (MapValue row : rows.values()) {
            items.add(change.apply(row));
        }
        return new ListValue(items);
    }

    /** A copy with one field changed or added. */
    static MapValue with(MapValue row, String field, Value value) {
        Map<String, Value> entries = new LinkedHashMap<>(row.entries());
        entries.put(field, value);
        return new MapValue(entries);
    }

    /** What a field holds; null of JSON where there is none. */
    static Value value(MapValue row, String field) {
        Value value = row.get(field);
        return value == null ? NullValue.NULL : value;
    }

    /** A copy that lacks these fields. */
    static MapValue without(MapValue row, Collection<String> fields) {
        Map<String, Value> entries = new LinkedHashMap<>(row.entries());
        entries.keySet().removeAll(fields);
        return new MapValue(entries);
    }

    /**
     * A copy with these fields only, in the order asked for; those it does not have are left out.
     */
    static MapValue only(MapValue row, Iterable<String> fields) {
        Map<String, Value> entries = new LinkedHashMap<>();
        for (String field : fields) {
            Value value = row.get(field);
            if (value != null) {
                entries.put(field, value);
            }
        }
        return new MapValue(entries);
    }
}
