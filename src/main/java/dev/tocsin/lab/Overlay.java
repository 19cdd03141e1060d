package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lays what one file says over what another one says. The order of the lower one stays. */
final class Overlay {

    /** What tells one row of a list from another, the first that both have. */
    private static final List<String> KEYS = List.of("id", "_id", "sys_id", "key", "name");

    private Overlay() {}

    /** Maps go into maps; any other value takes the place of the one below it. */
    static MapValue fields(MapValue lower, MapValue upper) {
        Map<String, Value> all = new LinkedHashMap<>(lower.entries());
        upper.entries()
                .forEach(
                        (key, value) ->
                                all.merge(
                                        key,
                                        value,
                                        (below, above) ->
                                                below instanceof MapValue map
                                                                && above instanceof MapValue more
                                                        ? fields(map, more)
                                                        : above));
        return new MapValue(all);
    }

    /**
     * The same for what a service starts with: a list of rows gets the rows above it, and one whose
     * key is there already changes the row.
     */
    static MapValue section(MapValue lower, MapValue upper) {
        Map<String, Value> all = new LinkedHashMap<>(lower.entries());
        upper.entries().forEach((key, value) -> all.merge(key, value, Overlay::values));
        return new MapValue(all);
    }

    private static Value values(Value below, Value above) {
        if (below instanceof MapValue map && above instanceof MapValue more) {
            return section(map, more);
        }
        return below instanceof ListValue list && above instanceof ListValue more
                ? rows(list, more, true)
                : above;
    }

    /** A list with rows that are not there yet. */
    static ListValue missing(ListValue lower, ListValue upper) {
        return rows(lower, upper, false);
    }

    private static ListValue rows(ListValue lower, ListValue upper, boolean change) {
        List<Value> all = new ArrayList<>(lower.items());
        for (Value item : upper.items()) {
            int at = item instanceof MapValue row ? indexOf(row, all) : -1;
            if (at < 0) {
                all.add(item);
            } else if (change) {
                all.set(at, fields((MapValue) all.get(at), (MapValue) item));
            }
        }
        return new ListValue(all);
    }

    private static int indexOf(MapValue row, List<Value> rows) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i) instanceof MapValue other && isSame(row, other)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isSame(MapValue row, MapValue other) {
        for (String key : KEYS) {
            if (row.get(key) instanceof StringValue(String name) && other.get(key) != null) {
                return name.equals(other.text(key));
            }
        }
        return false;
    }

    /**
     * What a service has to start with and nothing in it: lists without rows, maps of maps without
     * entries. What is neither says how the service is and not what it holds, and stays.
     *
     * @param kept lists and maps that say how it is, too
     */
    static MapValue emptied(MapValue section, Set<String> kept) {
        Map<String, Value> all = new LinkedHashMap<>();
        section.entries()
                .forEach(
                        (key, value) ->
                                all.put(
                                        key,
                                        switch (value) {
                                            case Value _ when kept.contains(key) -> value;
                                            case ListValue _ -> ListValue.EMPTY;
                                            case MapValue map when isKeyed(map) -> MapValue.EMPTY;
                                            case MapValue map -> emptied(map, kept);
                                            default -> value;
                                        }));
        return new MapValue(all);
    }

    private static boolean isKeyed(MapValue map) {
        for (Value value : map.entries().values()) {
            if (!(value instanceof MapValue)) {
                return false;
            }
        }
        return true;
    }
}
