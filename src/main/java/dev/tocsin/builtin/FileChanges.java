package dev.tocsin.builtin;

import dev.tocsin.connector.Call;
import dev.tocsin.connector.Check;
import dev.tocsin.connector.ConnectorException;
import dev.tocsin.connector.Effect;
import dev.tocsin.connector.Idempotency;
import dev.tocsin.connector.Operation;
import dev.tocsin.connector.OperationBuilder;
import dev.tocsin.connector.OperationSpec;
import dev.tocsin.connector.Shape;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.Json;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.OneLine;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The operations of {@code files} that write. None changes or removes what is there. */
final class FileChanges {

    private FileChanges() {}

    static List<Operation> operations() {
        return List.of(
                new AppendCsv(csvSpec()),
                new AppendJsonLines(linesSpec()),
                new CreateJson(jsonSpec()));
    }

    private static OperationSpec csvSpec() {
        return OperationBuilder.named("appendCsv")
                .does("Adds rows to a table, which is made if there is none; all of them or none.")
                .effect(Effect.CHANGE, Idempotency.CHECK)
                .check(check("readCsv", "keyColumn", "rows"))
                .input("path", FileShapes.PATH, FileShapes.path(FileReads.CSV))
                .input("rows", FileShapes.NEW_ROWS, "cells by column, 1 to 1000 rows")
                .optional(
                        "columns",
                        FileShapes.NAMES,
                        "the first line of a new table; as in the rows if left out")
                .optional("delimiter", FileShapes.DELIMITER, "between cells; a comma if left out")
                .optional(
                        "keyColumn",
                        FileShapes.NAME,
                        "column that gets a key of the step, by which a repeat sees its own rows")
                .output("added", Shape.INTEGER, "how many rows")
                .permission(FileShapes.MAY_WRITE)
                .example(
                        MapValue.builder()
                                .put("path", "isolated.csv")
                                .put(
                                        "rows",
                                        ListValue.of(
                                                MapValue.builder()
                                                        .put("device", "ws-042")
                                                        .put("alert", "da637551227677560813")
                                                        .build()))
                                .put("keyColumn", "run")
                                .build(),
                        added(1))
                .build();
    }

    private static OperationSpec linesSpec() {
        return OperationBuilder.named("appendJsonLines")
                .does("Adds one line of JSON for each item; all of them or none.")
                .effect(Effect.CHANGE, Idempotency.CHECK)
                .check(check("readJsonLines", "keyField", "items"))
                .input("path", FileShapes.PATH, FileShapes.path(FileReads.LINES))
                .input("items", FileShapes.NEW_ITEMS, "objects, 1 to 1000")
                .optional(
                        "keyField",
                        FileShapes.NAME,
                        "field that gets a key of the step, by which a repeat sees its own lines")
                .output("added", Shape.INTEGER, "how many lines")
                .permission(FileShapes.MAY_WRITE)
                .example(
                        MapValue.builder()
                                .put("path", "blocked.jsonl")
                                .put(
                                        "items",
                                        ListValue.of(
                                                MapValue.builder()
                                                        .put("address", "203.0.113.7")
                                                        .put("score", 90)
                                                        .build()))
                                .put("keyField", "run")
                                .build(),
                        added(1))
                .build();
    }

    private static OperationSpec jsonSpec() {
        return OperationBuilder.named("createJson")
                .does("Makes a new JSON file; one that is there already is never changed.")
                .effect(Effect.CHANGE, Idempotency.YES)
                .input("path", FileShapes.PATH, FileShapes.path(FileReads.JSON))
                .input("value", Shape.ANY, "what it holds")
                .output("size", Shape.INTEGER, "in bytes")
                .permission(FileShapes.MAY_WRITE)
                .example(
                        MapValue.builder()
                                .put("path", "cases/da637551227677560813.json")
                                .put("value", MapValue.builder().put("device", "ws-042").build())
                                .build(),
                        MapValue.builder().put("size", 26).build())
                .build();
    }

    private static Check check(String read, String keyInput, String list) {
        return Check.by(
                read,
                (input, key) -> {
                    String place = input.text(keyInput);
                    if (place == null) {
                        return null;
                    }
                    MapValue.Builder look =
                            MapValue.builder()
                                    .put("path", String.valueOf(input.text("path")))
                                    .put("where", MapValue.of(place, new StringValue(key)));
                    Value delimiter = input.get("delimiter");
                    return (delimiter == null ? look : look.put("delimiter", delimiter)).build();
                },
                "the step gives no `" + keyInput + "` to know them by",
                seen ->
                        ((MapValue) seen).get(list) instanceof ListValue found && found.size() > 0
                                ? added(found.size())
                                : null);
    }

    private static MapValue added(int count) {
        return MapValue.builder().put("added", count).build();
    }

    private record AppendCsv(OperationSpec spec) implements Operation {
        @Override
        public Value perform(Call call) throws ConnectorException, InterruptedException {
            ProjectFile file = ProjectFile.of(call, FileReads.CSV);
            List<MapValue> rows = keyed(call, "rows", "keyColumn");
            new FileAppend(file, call).add(text -> more(text, rows, call, file));
            return added(rows.size());
        }

        private static String more(String text, List<MapValue> rows, Call call, ProjectFile file)
                throws ConnectorException {
            char delimiter = FileShapes.delimiter(call);
            CsvTable table = CsvTable.parse(text, delimiter, file);
            String keyColumn = call.input().text("keyColumn");
            StringBuilder more = new StringBuilder(lineEnd(text, table.lineEnd()));
            List<String> columns = table.columns();
            if (columns.isEmpty()) {
                columns = columns(rows, call);
                List<CsvTable.Cell> cells = new ArrayList<>();
                columns.forEach(column -> cells.add(new CsvTable.Cell(column, true)));
                more.append(CsvTable.line(cells, delimiter, table.lineEnd()));
            } else if (keyColumn != null && columns.contains(keyColumn)) {
                int at = columns.indexOf(keyColumn);
                for (List<String> row : table.rows()) {
                    if (row.get(at).equals(call.idempotencyKey())) {
                        return "";
                    }
                }
            }
            for (MapValue row : rows) {
                more.append(CsvTable.line(cells(row, columns, file), delimiter, table.lineEnd()));
            }
            return more.toString();
        }

        private static List<String> columns(List<MapValue> rows, Call call)
                throws ConnectorException {
            Set<String> columns = new LinkedHashSet<>();
            if (call.input().get("columns") instanceof ListValue(List<Value> names)) {
                names.forEach(name -> columns.add(((StringValue) name).value()));
                String key = call.input().text("keyColumn");
                if (key != null) {
                    columns.add(key);
                }
                if (columns.size() < names.size()) {
                    throw ProjectFile.invalid("`columns` names one twice");
                }
            } else {
                rows.forEach(row -> columns.addAll(row.entries().keySet()));
            }
            return List.copyOf(columns);
        }

        private static List<CsvTable.Cell> cells(
                MapValue row, List<String> columns, ProjectFile file) throws ConnectorException {
            for (String column : row.entries().keySet()) {
                if (!columns.contains(column)) {
                    throw ProjectFile.invalid(
                            "`"
                                    + file.shown()
                                    + "` has no column `"
                                    + column
                                    + "`; it has `"
                                    + String.join("`, `", columns)
                                    + "`");
                }
            }
            List<CsvTable.Cell> cells = new ArrayList<>();
            for (String column : columns) {
                cells.add(cell(row.get(column)));
            }
            return cells;
        }

        private static CsvTable.Cell cell(@Nullable Value value) {
            return switch (value) {
                case null -> new CsvTable.Cell("", true);
                case NullValue _ -> new CsvTable.Cell("", true);
                case StringValue(String text) -> new CsvTable.Cell(text, true);
                default -> new CsvTable.Cell(OneLine.plain(value), value instanceof BoolValue);
            };
        }
    }

    private record AppendJsonLines(OperationSpec spec) implements Operation {
        @Override
        public Value perform(Call call) throws ConnectorException, InterruptedException {
            ProjectFile file = ProjectFile.of(call, FileReads.LINES);
            List<MapValue> items = keyed(call, "items", "keyField");
            new FileAppend(file, call).add(text -> more(text, items, call, file));
            return added(items.size());
        }

        private static String more(String text, List<MapValue> items, Call call, ProjectFile file)
                throws ConnectorException {
            String keyField = call.input().text("keyField");
            if (keyField != null) {
                MapValue own = MapValue.of(keyField, new StringValue(call.idempotencyKey()));
                for (Value item : FileReads.items(text, file)) {
                    if (FileReads.matches(item, own)) {
                        return "";
                    }
                }
            }
            StringBuilder more = new StringBuilder(lineEnd(text, "\n"));
            items.forEach(item -> more.append(Json.write(item)).append('\n'));
            return more.toString();
        }
    }

    private record CreateJson(OperationSpec spec) implements Operation {
        @Override
        public Value perform(Call call) throws ConnectorException, InterruptedException {
            ProjectFile file = ProjectFile.of(call, FileReads.JSON);
            Value value = call.input().get("value");
            String text = Json.writePretty(value == null ? NullValue.NULL : value) + "\n";
            int size = text.getBytes(StandardCharsets.UTF_8).length;
            if (size > ProjectFile.MOST_BYTES) {
                throw file.tooLarge("would be larger than 8 MiB");
            }
            new FileAppend(file, call).create(text);
            return MapValue.builder().put("size", size).build();
        }
    }

    /** The last line of a file that somebody wrote by hand may not be ended. */
    private static String lineEnd(String text, String lineEnd) {
        return text.isEmpty() || text.endsWith("\n") || text.endsWith("\r") ? "" : lineEnd;
    }

    /** What is to be added, each with the key of the step where that is asked for. */
    private static List<MapValue> keyed(Call call, String list, String keyInput)
            throws ConnectorException {
        String place = call.input().text(keyInput);
        List<MapValue> all = new ArrayList<>();
        for (Value item :
                ((ListValue) java.util.Objects.requireNonNull(call.input().get(list))).items()) {
            Map<String, Value> fields = new LinkedHashMap<>(((MapValue) item).entries());
            if (place != null
                    && fields.put(place, new StringValue(call.idempotencyKey())) != null) {
                throw ProjectFile.invalid(
                        "`" + place + "` is the `" + keyInput + "`, so the step gives none");
            }
            all.add(new MapValue(fields));
        }
        return all;
    }
}
