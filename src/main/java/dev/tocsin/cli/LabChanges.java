package dev.tocsin.cli;

import dev.tocsin.lab.Lab;
import dev.tocsin.value.Json;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run changed in the lab: rows of its state that are new or other than before. */
final class LabChanges {

    private static final int MAX_VALUE = 80;

    private final Lab lab;
    private final Map<String, MapValue> before;

    /** Looks at the lab as it is now. */
    LabChanges(Lab lab) {
        this.lab = lab;
        this.before = rows(lab.state());
    }

    /** A line per row that is new or differs, in the order of the state. */
    String text() {
        StringBuilder text = new StringBuilder();
        rows(lab.state())
                .forEach(
                        (key, row) -> {
                            String line = line(before.get(key), row);
                            if (!line.isEmpty()) {
                                text.append("  ")
                                        .append(key)
                                        .append(": ")
                                        .append(line)
                                        .append('\n');
                            }
                        });
        return text.isEmpty()
                ? "nothing changed in the lab\n"
                : "what changed in the lab:\n" + text;
    }

    private static String line(@Nullable MapValue old, MapValue row) {
        StringBuilder line = new StringBuilder();
        for (Map.Entry<String, Value> field : row.entries().entrySet()) {
            Value was = old == null ? null : old.get(field.getKey());
            if (field.getValue().equals(was)) {
                continue;
            }
            if (!line.isEmpty()) {
                line.append(", ");
            }
            line.append(field.getKey()).append(' ');
            if (was != null) {
                line.append(shown(was)).append(" → ");
            }
            line.append(shown(field.getValue()));
        }
        return line.toString();
    }

    private static String shown(Value value) {
        String text = value instanceof StringValue(String plain) ? plain : Json.write(value);
        text = text.replace("\r\n", " ").replace('\n', ' ');
        return text.length() <= MAX_VALUE ? text : text.substring(0, MAX_VALUE - 1) + "…";
    }

    /**
     * Every row of the state under a name that stays the same: {@code devices ws-1.contoso.com}.
     */
    private static Map<String, MapValue> rows(MapValue state) {
        Map<String, MapValue> rows = new LinkedHashMap<>();
        state.entries().forEach((name, value) -> addRows(name, value, rows));
        return rows;
    }

    private static void addRows(String name, Value value, Map<String, MapValue> rows) {
        switch (value) {
            case ListValue(List<Value> items) -> {
                List<Value> all = new ArrayList<>(items);
                for (int i = 0; i < all.size(); i++) {
                    if (all.get(i) instanceof MapValue row) {
                        rows.put(name + " " + nameOf(row, i), row);
                    }
                }
            }
            case MapValue map ->
                    map.entries().forEach((inner, rest) -> addRows(name + " " + inner, rest, rows));
            default -> {}
        }
    }

    private static String nameOf(MapValue row, int position) {
        for (String key :
                List.of("computerDnsName", "userPrincipalName", "number", "id", "_id", "subject")) {
            String name = row.text(key);
            if (name != null) {
                return key.equals("subject") ? "\"" + name + "\"" : name;
            }
        }
        return "#" + (position + 1);
    }
}
