package dev.tocsin.cli;

import dev.tocsin.lab.Lab;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run changed in the lab: rows of its state that are new or other than before. */
final class LabChanges {

    private final Lab lab;
    private final Map<String, MapValue> before;

    /** Looks at the lab as it is now. */
    LabChanges(Lab lab) {
        this.lab = lab;
        this.before = rows(lab.state());
    }

    /** A paragraph per row that is new or differs, in the order of the state. */
    String text() {
        LabChangeText text = new LabChangeText();
        rows(lab.state())
                .forEach(
                        (key, row) -> {
                            MapValue old = before.get(key);
                            if (!row.equals(old)) {
                                text.add(key.substring(0, key.indexOf('/')), old, row);
                            }
                        });
        return text.toString();
    }

    /** Every row of the state under a name that stays the same: {@code devices/0}. */
    private static Map<String, MapValue> rows(MapValue state) {
        Map<String, MapValue> rows = new LinkedHashMap<>();
        state.entries().forEach((name, value) -> addRows(name, value, rows));
        return rows;
    }

    private static void addRows(String name, Value value, Map<String, MapValue> rows) {
        switch (value) {
            case ListValue(List<Value> items) -> {
                // The stand-ins only ever add rows at the end.
                List<Value> all = new ArrayList<>(items);
                for (int i = 0; i < all.size(); i++) {
                    if (all.get(i) instanceof MapValue row) {
                        rows.put(name + "/" + i, row);
                    }
                }
            }
            case MapValue map ->
                    map.entries().forEach((inner, rest) -> addRows(name + "/" + inner, rest, rows));
            default -> {}
        }
    }
}
