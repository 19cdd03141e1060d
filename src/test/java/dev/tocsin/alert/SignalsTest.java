package dev.tocsin.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.tocsin.connector.Connector;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.schema.SignalSchemas;
import dev.tocsin.schema.ValueCheck;
import dev.tocsin.testing.Golden;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Events as sources send them, and what is read from them: {@code
 * golden/signals/<connector>.<kind>[-<case>]/}, with {@code fetched.json} where the source is asked
 * for more.
 */
final class SignalsTest {

    private static final Path CASES = Path.of("src/test/resources/golden/signals");

    static List<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void readsAsRecorded(Path folder) throws Exception {
        Value event = json(folder.resolve("event.json"));
        Path more = folder.resolve("fetched.json");
        SignalReader reader = reader(folder);
        SignalFetch fetch = reader.fetch(event);
        assertEquals(Files.exists(more), fetch != null);
        String read;
        try {
            MapValue signal = reader.read(event, fetch == null ? event : json(more));
            assertEquals(List.of(), form(folder).check(signal));
            read = Json.writePretty(without(signal)) + "\n";
        } catch (UnreadableSignalException e) {
            read = "unreadable: " + e.text() + "\n";
        }
        Golden.check(folder.resolve("read.txt"), read);
    }

    /** Whatever stands in an event or an answer: an alert that fits, or a sentence. */
    @Property(tries = 400, seed = "20261121")
    void nothingInAnEventIsAnException(@ForAll("seeds") long seed) throws Exception {
        List<Path> cases = cases();
        Random random = new Random(seed);
        Path folder = cases.get(random.nextInt(cases.size()));
        Value event = changed(json(folder.resolve("event.json")), random);
        Path more = folder.resolve("fetched.json");
        Value fetched = Files.exists(more) ? changed(json(more), random) : event;
        try {
            reader(folder).fetch(event);
            assertEquals(List.of(), form(folder).check(reader(folder).read(event, fetched)));
        } catch (UnreadableSignalException e) {
            assertNotNull(e.text());
        }
    }

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.longs();
    }

    @Test
    void incidentsHoldAlertsOfThePublishedForm() {
        MapValue alert = SignalSchemas.alert().json();
        MapValue incidentDefs = (MapValue) SignalSchemas.incident().json().get("$defs");
        assertNotNull(incidentDefs);
        MapValue own = (MapValue) alert.get("$defs");
        assertNotNull(own);
        own.entries().forEach((name, schema) -> assertEquals(schema, incidentDefs.get(name), name));
        MapValue inIncident = (MapValue) incidentDefs.get("alert");
        assertNotNull(inIncident);
        assertEquals(alert.get("properties"), inIncident.get("properties"));
        assertEquals(alert.get("required"), inIncident.get("required"));
    }

    private static SignalReader reader(Path folder) {
        String name = folder.getFileName().toString();
        Connector connector =
                ConnectorRegistry.load(null, new Diagnostics())
                        .find(name.substring(0, name.indexOf('.')));
        assertNotNull(connector);
        SignalReader reader =
                isIncident(folder)
                        ? SignalReader.ofIncidents(connector)
                        : SignalReader.ofAlerts(connector);
        assertNotNull(reader);
        return reader;
    }

    private static ValueCheck form(Path folder) {
        return ValueCheck.of(isIncident(folder) ? SignalSchemas.incident() : SignalSchemas.alert());
    }

    private static boolean isIncident(Path folder) {
        return folder.getFileName().toString().contains(".incident");
    }

    /** What was put in is in its own file. */
    private static MapValue without(MapValue signal) {
        Map<String, Value> fields = new LinkedHashMap<>(signal.entries());
        fields.remove("raw");
        if (fields.get("alerts") instanceof ListValue(List<Value> alerts)) {
            List<Value> shown = new ArrayList<>();
            alerts.forEach(alert -> shown.add(without((MapValue) alert)));
            fields.put("alerts", new ListValue(shown));
        }
        return new MapValue(fields);
    }

    private static Value json(Path file) throws IOException, JsonException {
        return Json.parse(Files.readString(file));
    }

    private static Value changed(Value value, Random random) {
        if (random.nextInt(12) == 0) {
            return switch (random.nextInt(6)) {
                case 0 -> NullValue.NULL;
                case 1 -> new StringValue("");
                case 2 -> new StringValue("${x} \u001b[31m");
                case 3 -> ListValue.EMPTY;
                case 4 -> MapValue.of("kind", new StringValue("device"));
                default -> dev.tocsin.value.IntValue.of(random.nextLong());
            };
        }
        return switch (value) {
            case ListValue(List<Value> items) -> {
                List<Value> changed = new ArrayList<>();
                items.forEach(item -> changed.add(changed(item, random)));
                yield new ListValue(changed);
            }
            case MapValue map -> {
                Map<String, Value> changed = new LinkedHashMap<>();
                map.entries()
                        .forEach(
                                (key, item) -> {
                                    if (random.nextInt(15) != 0) {
                                        changed.put(key, changed(item, random));
                                    }
                                });
                yield new MapValue(changed);
            }
            default -> value;
        };
    }
}
