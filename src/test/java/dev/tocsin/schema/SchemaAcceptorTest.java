package dev.tocsin.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.document.SourceReader;
import dev.tocsin.source.SourceText;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.Json;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/** A yes of the acceptor is a yes of the validator; and it says yes where that saves something. */
final class SchemaAcceptorTest {

    static Stream<Path> files() throws IOException {
        return Stream.of("playbooks", "benchmark", "src/test/resources/golden")
                .flatMap(folder -> below(Path.of(folder)));
    }

    private static Stream<Path> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void agreesAboutFiles(Path file) throws Exception {
        Diagnostics diagnostics = new Diagnostics();
        SourceText source = SourceReader.read(file, file.toString(), diagnostics);
        Document document = source == null ? null : DocumentParser.parse(source, diagnostics);
        if (document == null || FileKind.of(document, new Diagnostics()) != FileKind.PLAYBOOK) {
            return;
        }
        MapValue schema = playbookSchema();
        Value value = new DocumentValues(schema).of(document.root());
        boolean accepted = new SchemaAcceptor(schema).accepts(value);
        if (accepted) {
            assertEquals(List.of(), SchemaValidator.of(schema).check(value));
        }
        assertTrue(accepted || file.startsWith("src"), "a good playbook leaves no doubt");
    }

    private static MapValue playbookSchema() throws Exception {
        try (InputStream in = Files.newInputStream(Path.of("schema/playbook.schema.json"))) {
            return (MapValue) Json.parse(in);
        }
    }

    @Property(tries = 3000)
    void neverAcceptsWhatTheValidatorRefuses(
            @ForAll("schemas") MapValue schema, @ForAll("values") Value value) {
        if (new SchemaAcceptor(schema).accepts(value)) {
            assertEquals(List.of(), SchemaValidator.of(schema).check(value));
        }
    }

    @Property(tries = 300)
    void acceptsWhatHasTheTypeAskedFor(@ForAll("values") Value value) {
        MapValue schema = MapValue.builder().put("type", typeOf(value)).build();
        boolean whole = !(value instanceof DoubleValue);
        assertTrue(!whole || new SchemaAcceptor(schema).accepts(value));
    }

    private static String typeOf(Value value) {
        return switch (value.kind()) {
            case "bool" -> "boolean";
            case "int", "double" -> "number";
            case "list" -> "array";
            case "map" -> "object";
            default -> value.kind();
        };
    }

    @Provide
    Arbitrary<Value> values() {
        return values(2);
    }

    private static Arbitrary<Value> values(int depth) {
        Arbitrary<Value> simple =
                Arbitraries.<Value>of(
                        NullValue.NULL,
                        BoolValue.TRUE,
                        IntValue.of(0),
                        IntValue.of(3),
                        new DoubleValue(3.0),
                        new DoubleValue(1.5),
                        new StringValue(""),
                        new StringValue("a"),
                        new StringValue("ab😀"));
        if (depth == 0) {
            return simple;
        }
        Arbitrary<Value> inner = values(depth - 1);
        Arbitrary<Value> lists = inner.list().ofMaxSize(3).map(ListValue::new);
        Arbitrary<Value> maps =
                Arbitraries.maps(Arbitraries.of("a", "b", "c"), inner)
                        .ofMaxSize(3)
                        .map(entries -> new MapValue(new LinkedHashMap<>(entries)));
        return Arbitraries.oneOf(simple, lists, maps);
    }

    @Provide
    Arbitrary<MapValue> schemas() {
        return schemas(2);
    }

    private static Arbitrary<MapValue> schemas(int depth) {
        Arbitrary<String> names = Arbitraries.of("a", "b", "c");
        Arbitrary<Value> counts = Arbitraries.of(0, 1, 2, 3).map(IntValue::of);
        Arbitrary<Value> texts = names.map(StringValue::new);
        Arbitrary<Value> types =
                Arbitraries.of("string", "integer", "number", "boolean", "null", "array", "object")
                        .map(StringValue::new);
        List<Arbitrary<MapValue>> rules =
                new java.util.ArrayList<>(
                        List.of(
                                rule("type", types),
                                rule(
                                        "type",
                                        types.list()
                                                .ofMinSize(1)
                                                .uniqueElements()
                                                .map(ListValue::new)),
                                rule("enum", values(1).list().ofMinSize(1).map(ListValue::new)),
                                rule("const", values(1)),
                                rule("required", texts.list().uniqueElements().map(ListValue::new)),
                                rule("uniqueItems", Arbitraries.of(BoolValue.TRUE)),
                                rule("pattern", Arbitraries.of("^a", "b$").map(StringValue::new)),
                                rule("someday", texts)));
        for (String keyword :
                List.of(
                        "minLength",
                        "maxLength",
                        "minItems",
                        "maxItems",
                        "minProperties",
                        "maxProperties",
                        "minimum",
                        "maximum",
                        "exclusiveMinimum",
                        "exclusiveMaximum")) {
            rules.add(rule(keyword, counts));
        }
        if (depth > 0) {
            Arbitrary<Value> inner = schemas(depth - 1).map(schema -> schema);
            Arbitrary<Value> several = inner.list().ofMinSize(1).ofMaxSize(3).map(ListValue::new);
            Arbitrary<Value> named =
                    Arbitraries.maps(names, inner)
                            .ofMaxSize(2)
                            .map(entries -> new MapValue(new LinkedHashMap<>(entries)));
            rules.add(rule("properties", named));
            for (String keyword :
                    List.of(
                            "additionalProperties",
                            "propertyNames",
                            "items",
                            "not",
                            "if",
                            "then",
                            "else")) {
                rules.add(rule(keyword, inner));
            }
            for (String keyword : List.of("allOf", "anyOf", "oneOf")) {
                rules.add(rule(keyword, several));
            }
        }
        return Arbitraries.oneOf(rules).list().ofMaxSize(3).map(SchemaAcceptorTest::merged);
    }

    private static Arbitrary<MapValue> rule(String keyword, Arbitrary<? extends Value> values) {
        return values.map(value -> MapValue.of(keyword, value));
    }

    private static MapValue merged(List<MapValue> rules) {
        MapValue.Builder all = MapValue.builder();
        for (MapValue rule : rules) {
            rule.entries().forEach(all::put);
        }
        return all.build();
    }
}
