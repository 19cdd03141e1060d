package dev.tocsin.cli;

import dev.tocsin.lab.Lab;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run changed in the lab: rows of its state that are new, gone, or other than before. */
final class LabChanges {

    /** What stays the same of a row whatever else changes, the first that it has. */
    private static final List<String> IDENTITIES = List.of("id", "_id", "sys_id", "key", "number");

    private final Lab lab;
    private final Map<String, Row> before;

    /**
     * @param list where it stands in the state: {@code devices}, {@code alerts/defender-endpoint}
     */
    private record Row(String list, MapValue fields) {}

    /** Looks at the lab as it is now. */
    LabChanges(Lab lab) {
        this.lab = lab;
        this.before = rows(lab.state());
    }

    /** A paragraph per row that is new, gone or differs, in the order of the state. */
    String text() {
        LabChangeText text = new LabChangeText();
        Map<String, Row> after = rows(lab.state());
        after.forEach(
                (name, row) -> {
                    Row old = before.get(name);
                    if (!row.equals(old)) {
                        text.add(row.list, old == null ? null : old.fields, row.fields);
                    }
                });
        before.forEach(
                (name, row) -> {
                    if (!after.containsKey(name)) {
                        text.gone(row.list, row.fields);
                    }
                });
        return text.toString();
    }

    /** Every row of the state under a name that stays the same. */
    private static Map<String, Row> rows(MapValue state) {
        Map<String, Row> rows = new LinkedHashMap<>();
        state.entries().forEach((name, value) -> addRows(name, value, rows));
        return rows;
    }

    private static void addRows(String list, Value value, Map<String, Row> rows) {
        switch (value) {
            case ListValue(List<Value> items) -> {
                int place = 0;
                for (Value item : items) {
                    if (item instanceof MapValue row) {
                        rows.put(free(list + "/", row, place, rows), new Row(list, row));
                    }
                    place++;
                }
            }
            case MapValue map ->
                    map.entries().forEach((inner, rest) -> addRows(list + "/" + inner, rest, rows));
            default -> {}
        }
    }

    /** Its own, or its place where it has none or another row has the same. */
    private static String free(String list, MapValue row, int place, Map<String, Row> rows) {
        String identity = identity(row);
        String name = list + "=" + identity;
        // Rows without an identity are only ever added at the end.
        return identity == null || rows.containsKey(name) ? list + place : name;
    }

    private static @Nullable String identity(MapValue row) {
        for (String key : IDENTITIES) {
            if (row.get(key) instanceof StringValue(String text)) {
                return text;
            }
        }
        return null;
    }
}
