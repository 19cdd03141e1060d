package dev.tocsin.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.schema.NodeValues;
import dev.tocsin.source.SourceText;
import dev.tocsin.value.Json;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the operations of one connector do, case by case against one fresh lab. Texts may hold
 * {@code ${name.field[0]}}, a part of the result that an earlier case named with {@code as}.
 */
public record ContractFile(List<Case> cases) {

    private static final Set<String> KEYS =
            Set.of("operation", "with", "expect", "error", "fault", "as");
    private static final Pattern HOLE = Pattern.compile("\\$\\{([a-zA-Z0-9_.\\[\\]@]+)}");

    /** One call and what comes of it. */
    public record Case(int number, MapValue written) {

        public String operation() {
            return String.valueOf(written.text("operation"));
        }

        public @Nullable String as() {
            return written.text("as");
        }

        public @Nullable MapValue error() {
            return (MapValue) written.get("error");
        }

        public @Nullable MapValue fault() {
            return (MapValue) written.get("fault");
        }

        public MapValue input(Map<String, Value> results) {
            Value with = written.get("with");
            return with == null ? MapValue.EMPTY : (MapValue) filled(with, results);
        }

        /** Empty where any result will do. */
        public Value expected(Map<String, Value> results) {
            Value expect = written.get("expect");
            return expect == null ? MapValue.EMPTY : filled(expect, results);
        }

        @Override
        public String toString() {
            return "case " + number + " (" + operation() + ")";
        }
    }

    public static ContractFile read(Path file) throws IOException {
        Diagnostics diagnostics = new Diagnostics();
        SourceText source = SourceText.of(file.toString(), Files.readString(file));
        Document document = DocumentParser.parse(source, diagnostics);
        assertEquals(List.of(), diagnostics.sorted());
        MapValue whole = (MapValue) NodeValues.of(Objects.requireNonNull(document).root());
        assertEquals(file.getFileName().toString().replace(".yaml", ""), whole.text("contract"));
        List<Case> cases = new ArrayList<>();
        for (Value item : ((ListValue) Objects.requireNonNull(whole.get("cases"))).items()) {
            MapValue written = (MapValue) item;
            for (String key : written.entries().keySet()) {
                if (!KEYS.contains(key)) {
                    throw new AssertionError(file + ": unknown key " + key);
                }
            }
            cases.add(new Case(cases.size() + 1, written));
        }
        return new ContractFile(cases);
    }

    /** The files of a folder that are named after none of these connectors. */
    public static List<String> strangers(Path folder, List<String> connectors) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !connectors.contains(name.replace(".yaml", "")))
                    .sorted()
                    .toList();
        }
    }

    /** Where {@code actual} lacks something of {@code expected}, or null where it has it all. */
    public static @Nullable String difference(
            Value expected, @Nullable Value actual, String place) {
        if (expected instanceof MapValue(Map<String, Value> fields)
                && actual instanceof MapValue map) {
            for (Map.Entry<String, Value> field : fields.entrySet()) {
                String found =
                        difference(
                                field.getValue(),
                                map.get(field.getKey()),
                                place + "." + field.getKey());
                if (found != null) {
                    return found;
                }
            }
            return null;
        }
        if (expected instanceof ListValue(List<Value> wanted)
                && actual instanceof ListValue(List<Value> given)) {
            if (wanted.size() != given.size()) {
                return place + " has " + given.size() + " items, not " + wanted.size();
            }
            for (int i = 0; i < wanted.size(); i++) {
                String found = difference(wanted.get(i), given.get(i), place + "[" + i + "]");
                if (found != null) {
                    return found;
                }
            }
            return null;
        }
        return expected.equals(actual)
                ? null
                : place
                        + " is "
                        + (actual == null ? "missing" : Json.write(actual))
                        + ", not "
                        + Json.write(expected);
    }

    private static Value filled(Value value, Map<String, Value> results) {
        return switch (value) {
            case StringValue(String text) -> filled(text, results);
            case ListValue(List<Value> items) -> {
                List<Value> all = new ArrayList<>();
                items.forEach(item -> all.add(filled(item, results)));
                yield new ListValue(all);
            }
            case MapValue(Map<String, Value> entries) -> {
                Map<String, Value> all = new LinkedHashMap<>();
                entries.forEach((key, item) -> all.put(key, filled(item, results)));
                yield new MapValue(all);
            }
            default -> value;
        };
    }

    private static Value filled(String text, Map<String, Value> results) {
        Matcher hole = HOLE.matcher(text);
        if (hole.matches()) {
            return part(hole.group(1), results);
        }
        return new StringValue(
                hole.reset()
                        .replaceAll(
                                match ->
                                        Matcher.quoteReplacement(
                                                ((StringValue) part(match.group(1), results))
                                                        .value())));
    }

    private static Value part(String path, Map<String, Value> results) {
        Value found = null;
        for (String step : path.replace("]", "").split("[.\\[]")) {
            found =
                    switch (found) {
                        case null -> results.get(step);
                        case MapValue map -> map.get(step);
                        case ListValue list -> list.items().get(Integer.parseInt(step));
                        default -> null;
                    };
            if (found == null) {
                throw new AssertionError("no case gave ${" + path + "}");
            }
        }
        return Objects.requireNonNull(found);
    }
}
