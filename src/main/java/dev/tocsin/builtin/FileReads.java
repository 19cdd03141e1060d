package dev.tocsin.builtin;

import dev.tocsin.connector.Call;
import dev.tocsin.connector.ConnectorException;
import dev.tocsin.connector.Effect;
import dev.tocsin.connector.Idempotency;
import dev.tocsin.connector.Operation;
import dev.tocsin.connector.OperationBuilder;
import dev.tocsin.connector.OperationSpec;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.OneLine;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The operations of {@code files} that look. */
final class FileReads {

    static final List<String> CSV = List.of(".csv", ".tsv");
    static final List<String> JSON = List.of(".json");
    static final List<String> LINES = List.of(".jsonl", ".ndjson");

    private static final List<String> TEXTS =
            List.of(".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".txt", ".md", ".html", ".log");
    private static final int USUAL_ITEMS = 1000;

    private FileReads() {}

    static List<Operation> operations() {
        return List.of(
                new ReadText(textSpec()),
                new ReadCsv(csvSpec()),
                new ReadJson(jsonSpec()),
                new ReadJsonLines(linesSpec()));
    }

    private static OperationBuilder reads(String name, String sentence) {
        return OperationBuilder.named(name).does(sentence).effect(Effect.READ, Idempotency.YES);
    }

    private static OperationSpec textSpec() {
        return reads("readText", "Reads a text in UTF-8, of 8 MiB at most.")
                .input("path", FileShapes.PATH, FileShapes.path(TEXTS))
                .output("text", dev.tocsin.connector.Shape.TEXT, "all of it")
                .permission(FileShapes.MAY_READ)
                .example(
                        FileShapes.named("notice.md"),
                        MapValue.builder().put("text", "Your device was isolated.\n").build())
                .build();
    }

    private static OperationSpec csvSpec() {
        return reads("readCsv", "Reads the rows of a table, by the names in its first line.")
                .input("path", FileShapes.PATH, FileShapes.path(CSV))
                .optional("delimiter", FileShapes.DELIMITER, "between cells; a comma if left out")
                .optional("where", FileShapes.CELLS, "cells that a row must have, by column")
                .optional("maxItems", FileShapes.MAX_ITEMS, FileShapes.MAX_ITEMS_WORDS)
                .output("columns", FileShapes.TEXTS, "in the order of the file")
                .output("rows", FileShapes.ROWS, "every cell is a text")
                .permission(FileShapes.MAY_READ)
                .example(
                        MapValue.builder()
                                .put("path", "owners.csv")
                                .put("where", MapValue.of("device", new StringValue("ws-042")))
                                .build(),
                        MapValue.builder()
                                .put(
                                        "columns",
                                        ListValue.of(
                                                new StringValue("device"),
                                                new StringValue("owner")))
                                .put(
                                        "rows",
                                        ListValue.of(
                                                MapValue.builder()
                                                        .put("device", "ws-042")
                                                        .put("owner", "ana@contoso.com")
                                                        .build()))
                                .build())
                .build();
    }

    private static OperationSpec jsonSpec() {
        return reads("readJson", "Reads a JSON text, of 8 MiB at most.")
                .input("path", FileShapes.PATH, FileShapes.path(JSON))
                .output("value", dev.tocsin.connector.Shape.ANY, "what it holds")
                .permission(FileShapes.MAY_READ)
                .example(
                        FileShapes.named("exceptions.json"),
                        MapValue.of("value", ListValue.of(new StringValue("ws-042"))))
                .build();
    }

    private static OperationSpec linesSpec() {
        return reads("readJsonLines", "Reads a file that has one JSON text in each line.")
                .input("path", FileShapes.PATH, FileShapes.path(LINES))
                .optional("where", FileShapes.CELLS, "texts that an item must have, by field")
                .optional("maxItems", FileShapes.MAX_ITEMS, FileShapes.MAX_ITEMS_WORDS)
                .output("items", FileShapes.ITEMS, "in the order of the file")
                .permission(FileShapes.MAY_READ)
                .example(
                        FileShapes.named("blocked.jsonl"),
                        MapValue.of(
                                "items",
                                ListValue.of(
                                        MapValue.builder()
                                                .put("address", "203.0.113.7")
                                                .put("score", 90)
                                                .build())))
                .build();
    }

    private record ReadText(OperationSpec spec) implements Operation {
        @Override
        public Value perform(Call call) throws ConnectorException {
            return MapValue.builder().put("text", ProjectFile.of(call, TEXTS).text()).build();
        }
    }

    private record ReadCsv(OperationSpec spec) implements Operation {
        @Override
        public Value perform(Call call) throws ConnectorException {
            ProjectFile file = ProjectFile.of(call, CSV);
            CsvTable table = CsvTable.parse(file.text(), FileShapes.delimiter(call), file);
            MapValue where = where(call);
            for (String column : where.entries().keySet()) {
                if (!table.columns().contains(column)) {
                    throw ProjectFile.invalid(
                            "`" + file.shown() + "` has no column `" + column + "`");
                }
            }
            List<Value> rows = new ArrayList<>();
            for (List<String> cells : table.rows()) {
                Map<String, Value> row = new LinkedHashMap<>();
                for (int i = 0; i < cells.size(); i++) {
                    row.put(table.columns().get(i), new StringValue(cells.get(i)));
                }
                add(new MapValue(row), where, rows, call, file);
            }
            List<Value> columns = new ArrayList<>();
            table.columns().forEach(column -> columns.add(new StringValue(column)));
            return MapValue.builder()
                    .put("columns", new ListValue(columns))
                    .put("rows", new ListValue(rows))
                    .build();
        }
    }

    private record ReadJson(OperationSpec spec) implements Operation {
        @Override
        public Value perform(Call call) throws ConnectorException {
            ProjectFile file = ProjectFile.of(call, JSON);
            try {
                return MapValue.of("value", Json.parse(file.text()));
            } catch (JsonException e) {
                throw file.broken(
                        "is not JSON in line "
                                + e.line()
                                + ", column "
                                + e.column()
                                + ": "
                                + e.getMessage());
            }
        }
    }

    private record ReadJsonLines(OperationSpec spec) implements Operation {
        @Override
        public Value perform(Call call) throws ConnectorException {
            ProjectFile file = ProjectFile.of(call, LINES);
            List<Value> items = new ArrayList<>();
            for (Value item : items(file.text(), file)) {
                add(item, where(call), items, call, file);
            }
            return MapValue.of("items", new ListValue(items));
        }
    }

    /** What stands in the lines of a text. */
    static List<Value> items(String text, ProjectFile file) throws ConnectorException {
        List<Value> items = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\n")) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                items.add(Json.parse(line));
            } catch (JsonException e) {
                throw file.broken("is not JSON in line " + number + ": " + e.getMessage());
            }
        }
        return items;
    }

    private static MapValue where(Call call) {
        return call.input().get("where") instanceof MapValue map ? map : MapValue.EMPTY;
    }

    private static void add(
            Value item, MapValue where, List<Value> found, Call call, ProjectFile file)
            throws ConnectorException {
        if (!matches(item, where)) {
            return;
        }
        long most =
                call.input().get("maxItems") instanceof IntValue(long number)
                        ? number
                        : USUAL_ITEMS;
        if (found.size() >= most) {
            throw file.tooLarge(
                    "has more than " + most + " of them; raise `maxItems`, or narrow it down");
        }
        found.add(item);
    }

    /** Whether the fields of an item read like those texts. */
    static boolean matches(Value item, MapValue where) {
        for (Map.Entry<String, Value> wanted : where.entries().entrySet()) {
            @Nullable Value is = item instanceof MapValue map ? map.get(wanted.getKey()) : null;
            if (is == null || !OneLine.plain(is).equals(OneLine.plain(wanted.getValue()))) {
                return false;
            }
        }
        return true;
    }
}
