package dev.tocsin.connector.openapi;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.check.HardCodedCredential;
import dev.tocsin.connector.ConnectorParser;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.document.FileFindings;
import dev.tocsin.source.SourceText;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Descriptions with parts left out, renamed or of another form than they should have: each gives a
 * file without fault, or a reason.
 */
final class BrokenDescriptionTest {

    private static final List<String> DESCRIPTIONS =
            List.of(
                    "descriptions/petstore.json",
                    "golden/import/custom-connector/description.json",
                    "golden/import/newer-schemas/description.json",
                    "golden/import/large/description.json");

    private static final int MUTATIONS = 600;

    private final List<Value> parts = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();

    @Test
    void everyOneEndsInAFileOrAReason() throws IOException, JsonException {
        List<Value> whole = new ArrayList<>();
        for (String name : DESCRIPTIONS) {
            Value description = Json.parse(Files.readAllBytes(Path.of("src/test/resources", name)));
            whole.add(description);
            collect(description);
        }
        int written = 0;
        for (int seed = 0; seed < MUTATIONS; seed++) {
            Random random = new Random(seed);
            Value one = whole.get(random.nextInt(whole.size()));
            double often = seed % 2 == 0 ? 0.003 : 0.02;
            written += end(Json.write(mutated(one, often, random)), seed) ? 1 : 0;
        }
        assertTrue(written > MUTATIONS / 4, "only " + written + " gave a file");
    }

    private static boolean end(String description, int seed) {
        Diagnostics diagnostics = new Diagnostics();
        OpenApiImport source =
                OpenApiImport.read(SourceText.of("api.json", description), diagnostics);
        Imported imported =
                source == null
                        ? null
                        : source.write("broken", List.of(), HardCodedCredential::looksLikeOne);
        if (imported == null) {
            assertFalse(diagnostics.isEmpty(), "no reason for " + seed);
            return false;
        }
        Diagnostics found = new Diagnostics();
        Document document = DocumentParser.parse(SourceText.of("x.yaml", imported.text()), found);
        assertNotNull(document, () -> seed + ": " + found.sorted());
        ConnectorParser.check(document, found);
        HardCodedCredential.check(document, found);
        Diagnostics settled = FileFindings.settle(document, found);
        assertTrue(settled.isEmpty(), () -> seed + ": " + settled.sorted());
        return true;
    }

    private void collect(Value value) {
        parts.add(value);
        switch (value) {
            case MapValue(Map<String, Value> entries) ->
                    entries.forEach(
                            (key, inner) -> {
                                keys.add(key);
                                collect(inner);
                            });
            case ListValue(List<Value> items) -> items.forEach(this::collect);
            default -> {}
        }
    }

    private Value mutated(Value value, double often, Random random) {
        if (random.nextDouble() < often) {
            return switch (random.nextInt(6)) {
                case 0 -> NullValue.NULL;
                case 1 -> new StringValue("x");
                case 2 -> IntValue.of(random.nextInt(5));
                case 3 -> new ListValue(List.of());
                case 4 -> MapValue.EMPTY;
                default -> parts.get(random.nextInt(parts.size()));
            };
        }
        return switch (value) {
            case MapValue(Map<String, Value> entries) -> {
                Map<String, Value> kept = new LinkedHashMap<>();
                entries.forEach(
                        (key, inner) -> {
                            boolean renamed = random.nextDouble() < often;
                            String name = renamed ? keys.get(random.nextInt(keys.size())) : key;
                            if (random.nextDouble() >= often) {
                                kept.put(name, mutated(inner, often, random));
                            }
                        });
                yield new MapValue(kept);
            }
            case ListValue(List<Value> items) ->
                    new ListValue(
                            items.stream().map(item -> mutated(item, often, random)).toList());
            default -> value;
        };
    }
}
