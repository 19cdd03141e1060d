package dev.tocsin.lab;

import dev.tocsin.value.IntValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows with their columns, between two operators of a query and at its end.
 *
 * @param columns name to type: {@code DateTime}, {@code Int64} or {@code String}; known also where
 *     there are no rows
 */
record HuntingResult(Map<String, String> columns, List<MapValue> rows) {

    static final String NUMBER = "Int64";

    HuntingResult {
        rows = List.copyOf(rows);
    }

    /** A whole table. */
    static HuntingResult of(List<MapValue> rows) {
        Map<String, String> columns = new LinkedHashMap<>();
        rows.getFirst().entries().forEach((name, value) -> columns.put(name, type(name, value)));
        return new HuntingResult(columns, rows);
    }

    HuntingResult withRows(List<MapValue> newRows) {
        return new HuntingResult(columns, newRows);
    }

    /** The type of a column. */
    String column(String name) {
        String type = columns.get(name);
        if (type == null) {
            throw new HuntingException(
                    "Failed to resolve column or scalar expression named '" + name + "'");
        }
        return type;
    }

    private static String type(String name, Value value) {
        if (value instanceof IntValue) {
            return NUMBER;
        }
        return name.equals("Timestamp") ? "DateTime" : "String";
    }
}
