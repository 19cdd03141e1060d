package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.List;

/** Reads what a service starts with, {@link Company#section}; a gap there is our own mistake. */
final class Section {

    private Section() {}

    static String text(MapValue section, String object, String field) {
        String text = map(section, object).text(field);
        if (text == null) {
            throw new IllegalStateException("the lab's data has no `" + object + "." + field + "`");
        }
        return text;
    }

    static MapValue map(MapValue section, String field) {
        if (section.get(field) instanceof MapValue map) {
            return map;
        }
        throw new IllegalStateException("the lab's data has no object `" + field + "`");
    }

    static List<MapValue> rows(MapValue section, String field) {
        if (!(section.get(field) instanceof ListValue(List<Value> items))) {
            throw new IllegalStateException("the lab's data has no list `" + field + "`");
        }
        List<MapValue> rows = new ArrayList<>();
        items.forEach(item -> rows.add((MapValue) item));
        return rows;
    }

    /** A table that starts with the rows of a list. */
    static Table table(MapValue section, String field, String key) {
        Table table = new Table(key);
        rows(section, field).forEach(table::put);
        return table;
    }
}
