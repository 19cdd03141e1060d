package dev.tocsin.expression;

import static dev.tocsin.schema.Type.LIST;
import static dev.tocsin.schema.Type.STRING;

import dev.tocsin.schema.Type;
import dev.tocsin.value.CsvText;
import dev.tocsin.value.Json;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Functions that show a list of maps as a table, each with the encoder of the place it is shown in.
 * Without {@code columns}, all keys in the order in which they first come.
 */
final class TableFunctions {

    static final List<String> NAMES = List.of("htmlTable", "markdownTable", "csv");

    private TableFunctions() {}

    static @Nullable Function find(String name) {
        return switch (name) {
            case "htmlTable" ->
                    table(name, "The rows as an HTML table, with cells escaped")
                            .example(
                                    "htmlTable([{\"name\": \"<b>\"}])",
                                    "\"<table><tr><th>name</th></tr>"
                                            + "<tr><td>&lt;b&gt;</td></tr></table>\"")
                            .as(a -> table(a, new Html()));
            case "markdownTable" ->
                    table(name, "The rows as a Markdown table, with cells escaped")
                            .example(
                                    "markdownTable([{\"a\": 1, \"b\": \"x|y\"}], [\"b\"])",
                                    "\"| b |\\n| --- |\\n| x\\\\|y |\\n\"")
                            .as(a -> table(a, new Markdown()));
            case "csv" ->
                    table(name, "The rows as CSV (RFC 4180); texts that start a formula get a `'`")
                            .example(
                                    "csv([{\"a\": 1, \"b\": \"=1+1\"}])",
                                    "\"a,b\\r\\n1,'=1+1\\r\\n\"")
                            .as(a -> table(a, new Csv()));
            default -> null;
        };
    }

    private static Function.Builder table(String name, String summary) {
        return Function.named(name, summary)
                .takes("rows", LIST)
                .mayTake("columns", new Type.ListOf(STRING))
                .gives(STRING);
    }

    /** Where a table is written to. */
    private sealed interface Sink {
        String start();

        String row(List<String> cells, boolean header);

        String end();

        String cell(String text, boolean isText);
    }

    private static Value table(Arguments arguments, Sink sink) {
        arguments.requireKnown(0);
        List<Value> rows = arguments.list(0);
        List<String> columns = columns(arguments, rows);
        StringBuilder out = new StringBuilder(sink.start());
        List<String> header = new java.util.ArrayList<>(columns.size());
        for (String column : columns) {
            header.add(sink.cell(column, true));
        }
        out.append(sink.row(header, true));
        for (Value row : rows) {
            if (!(row instanceof MapValue map)) {
                throw arguments.fail(
                        0, "holds " + Conversions.aKind(row) + " where a row, a map, belongs");
            }
            List<String> cells = new java.util.ArrayList<>(columns.size());
            for (String column : columns) {
                arguments.evaluation().count(1);
                Value value = map.get(column);
                cells.add(sink.cell(text(value), value instanceof StringValue));
            }
            out.append(sink.row(cells, false));
            if (out.length() > Limits.MAX_TEXT) {
                arguments.countText(out.length());
            }
        }
        out.append(sink.end());
        arguments.countText(out.length());
        return new StringValue(out.toString());
    }

    private static List<String> columns(Arguments arguments, List<Value> rows) {
        Set<String> columns = new LinkedHashSet<>();
        if (arguments.has(1) && arguments.value(1) instanceof ListValue(List<Value> names)) {
            for (Value name : names) {
                columns.add(arguments.itemText(1, name));
            }
            return List.copyOf(columns);
        }
        if (arguments.has(1)) {
            arguments.list(1);
        }
        for (Value row : rows) {
            if (row instanceof MapValue map) {
                columns.addAll(map.entries().keySet());
            }
        }
        return List.copyOf(columns);
    }

    private static String text(@Nullable Value value) {
        if (value == null || value == NullValue.NULL) {
            return "";
        }
        String text = Conversions.text(value);
        return text == null ? Json.write(value) : text;
    }

    private record Html() implements Sink {
        @Override
        public String start() {
            return "<table>";
        }

        @Override
        public String row(List<String> cells, boolean header) {
            String tag = header ? "th>" : "td>";
            StringBuilder row = new StringBuilder("<tr>");
            for (String cell : cells) {
                row.append('<').append(tag).append(cell).append("</").append(tag);
            }
            return row.append("</tr>").toString();
        }

        @Override
        public String end() {
            return "</table>";
        }

        @Override
        public String cell(String text, boolean isText) {
            return HtmlText.escape(text);
        }
    }

    private record Markdown() implements Sink {
        @Override
        public String start() {
            return "";
        }

        @Override
        public String row(List<String> cells, boolean header) {
            StringBuilder row = new StringBuilder("| ");
            row.append(String.join(" | ", cells)).append(" |\n");
            if (header) {
                row.append("|").append(" --- |".repeat(cells.size())).append('\n');
            }
            return row.toString();
        }

        @Override
        public String end() {
            return "";
        }

        @Override
        public String cell(String text, boolean isText) {
            return MarkdownText.inline(text);
        }
    }

    private record Csv() implements Sink {
        @Override
        public String start() {
            return "";
        }

        @Override
        public String row(List<String> cells, boolean header) {
            return String.join(",", cells) + "\r\n";
        }

        @Override
        public String end() {
            return "";
        }

        @Override
        public String cell(String text, boolean isText) {
            return CsvText.cell(text, isText);
        }
    }
}
