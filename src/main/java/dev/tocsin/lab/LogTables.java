package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables of the one workspace of the lab. What data collection rules bring is in them at once,
 * where the service takes some minutes.
 */
final class LogTables {

    private record LogTable(Map<String, String> columns, List<MapValue> rows) {}

    private static final Map<String, String> USAGE = Map.of("DataType", "String");

    private final MapValue start;
    private final Map<String, LogTable> tables = new LinkedHashMap<>();
    private final List<Value> sent = new ArrayList<>();

    /**
     * @param start with {@code workspaceId}, {@code tables} by name, each with {@code columns}
     *     (type by name) and {@code rows}, and {@code rules}: by immutable id, by stream, the table
     */
    LogTables(MapValue start) {
        this.start = start;
        ((MapValue) start.entries().get("tables"))
                .entries()
                .forEach((name, table) -> tables.put(name, read((MapValue) table)));
    }

    String workspaceId() {
        return Company.text(start, "workspaceId");
    }

    /** The rule and stream that the lab's connection uses. */
    String[] settings() {
        MapValue rules = (MapValue) start.entries().get("rules");
        String rule = rules.entries().keySet().iterator().next();
        MapValue streams = (MapValue) rules.entries().get(rule);
        return new String[] {
            "ruleId", rule, "stream", streams.entries().keySet().iterator().next()
        };
    }

    /** The whole table, or null where there is none of this name; every workspace has this one. */
    @Nullable HuntingResult find(String name) {
        LogTable table = tables.get(name);
        if (table == null) {
            return name.equals("Usage") ? new HuntingResult(USAGE, List.of()) : null;
        }
        return new HuntingResult(table.columns(), table.rows());
    }

    /** The table that a stream of a rule leads to; null where the rule is not known. */
    @Nullable String tableOf(String rule, String stream) {
        MapValue rules = (MapValue) start.entries().get("rules");
        return rules.get(rule) instanceof MapValue streams ? Company.text(streams, stream) : null;
    }

    /**
     * Adds a row; what the table has no column for is dropped, as the service does. A company whose
     * scenario describes no such table gets one with the columns of the first row.
     */
    void add(String name, MapValue row) {
        LogTable table =
                tables.computeIfAbsent(name, _ -> new LogTable(columns(row), new ArrayList<>()));
        table.rows().add(complete(table.columns(), row));
        sent.add(
                MapValue.builder()
                        .put("id", name)
                        .put("row", Table.only(row, table.columns().keySet()))
                        .build());
    }

    /** Rows that were sent, oldest first. */
    ListValue sent() {
        return new ListValue(List.copyOf(sent));
    }

    private static LogTable read(MapValue table) {
        Map<String, String> columns = new LinkedHashMap<>();
        ((MapValue) table.entries().get("columns"))
                .entries()
                .forEach((name, type) -> columns.put(name, ((StringValue) type).value()));
        List<MapValue> rows = new ArrayList<>();
        for (Value row : ((ListValue) table.entries().get("rows")).items()) {
            rows.add(complete(columns, (MapValue) row));
        }
        return new LogTable(columns, rows);
    }

    private static Map<String, String> columns(MapValue row) {
        return HuntingResult.of(List.of(row)).columns();
    }

    private static MapValue complete(Map<String, String> columns, MapValue row) {
        MapValue.Builder whole = MapValue.builder();
        for (String column : columns.keySet()) {
            Value value = row.get(column);
            whole.put(column, value == null ? NullValue.NULL : value);
        }
        return whole.build();
    }
}
