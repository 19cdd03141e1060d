package dev.tocsin.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.check.HardCodedCredential;
import dev.tocsin.connector.openapi.DescriptionReader;
import dev.tocsin.connector.openapi.Imported;
import dev.tocsin.connector.openapi.OpenApiImport;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.document.SourceReader;
import dev.tocsin.schema.DocumentSchema;
import dev.tocsin.schema.FileKind;
import dev.tocsin.source.SourceText;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Descriptions that this project did not write, in each of the three versions: imported, found
 * without fault, and their operations performed over real sockets, against a service that gives the
 * answers of the descriptions' own examples.
 */
final class ThirdPartyDescriptionsTest {

    private static final String CAMUNDA = "/openapi.json";
    private static final String NESSIE = "/META-INF/openapi/openapi.yaml";
    private static final String NESSIE_AS_JSON = "/META-INF/openapi/openapi.json";
    private static final String PETSTORE = "/descriptions/petstore.json";

    @Test
    void openApi30() throws Exception {
        Connector camunda = imported(CAMUNDA, 7, List.of("Incident", "deliverMessage"));
        String incidents = example(CAMUNDA, "/incident", "get");
        assertEquals(
                "GET /base/incident?incidentType=failedJob&maxResults=2\n",
                exchange(
                        camunda,
                        "getIncidents",
                        "{\"incidentType\": \"failedJob\", \"maxResults\": 2}",
                        incidents));
        assertEquals(
                "PUT /base/incident/7c80%2Fcc8f/annotation\n{\"annotation\":\"seen by the SOC\"}",
                exchange(
                        camunda,
                        "setIncidentAnnotation",
                        "{\"id\": \"7c80/cc8f\", \"annotation\": \"seen by the SOC\"}",
                        ""));
        assertEquals(
                "POST /base/message\n"
                        + "{\"messageName\":\"aMessage\",\"correlationKeys\":"
                        + "{\"aVariable\":{\"value\":\"aValue\",\"type\":\"String\"}}}",
                exchange(
                        camunda,
                        "deliverMessage",
                        "{\"messageName\": \"aMessage\", \"correlationKeys\": {\"aVariable\":"
                                + " {\"value\": \"aValue\", \"type\": \"String\"}}}",
                        example(CAMUNDA, "/message", "post")));
    }

    @Test
    void openApi31() throws Exception {
        Connector nessie = imported(NESSIE, 33, List.of());
        assertEquals(
                "GET /base/v2/trees/main?fetch=ALL\n",
                exchange(
                        nessie,
                        "getReferenceByNameV2",
                        "{\"ref\": \"main\", \"fetch\": \"ALL\"}",
                        example(NESSIE_AS_JSON, "/v2/trees/{ref}", "get")));
        assertEquals(
                "POST /base/v2/trees/main%401122/history/commit\n"
                        + "{\"commitMeta\":{\"message\":\"Withdraw\",\"authors\":[],"
                        + "\"allSignedOffBy\":[],\"properties\":{},\"allProperties\":{},"
                        + "\"parentCommitHashes\":[]},"
                        + "\"operations\":[{\"type\":\"DELETE\",\"key\":{\"elements\":[\"a\"]}}]}",
                exchange(
                        nessie,
                        "commitV2",
                        """
                        {
                          "branch": "main@1122",
                          "commitMeta": { "message": "Withdraw", "authors": [], "allSignedOffBy": [],
                            "properties": {}, "allProperties": {}, "parentCommitHashes": [] },
                          "operations": [{ "type": "DELETE", "key": { "elements": ["a"] } }]
                        }
                        """,
                        example(NESSIE_AS_JSON, "/v2/trees/{branch}/history/commit", "post")));
        assertEquals(
                "GET /base/v2/trees/main/entries?filter=a%20%3D%3D%20%27b%27&max-records=5\n",
                exchange(
                        nessie,
                        "getEntriesV2",
                        "{\"ref\": \"main\", \"filter\": \"a == 'b'\", \"maxRecords\": 5}",
                        "{\"entries\": [{\"name\": {\"elements\": [\"a\"]}, \"type\": \"UDF\"}]}"));
    }

    @Test
    void swagger20() throws Exception {
        Connector petstore = imported(PETSTORE, 20, List.of());
        String pet = "{\"id\": 7, \"name\": \"doggie\", \"photoUrls\": []}";
        assertEquals(
                "GET /base/pet/findByStatus?status=available&status=sold\n",
                exchange(
                        petstore,
                        "findPetsByStatus",
                        "{\"status\": [\"available\", \"sold\"]}",
                        "[" + pet + "]"));
        assertEquals(
                "POST /base/pet\n"
                        + "{\"category\":{\"name\":\"dogs\"},\"name\":\"doggie\",\"photoUrls\":[]}",
                exchange(
                        petstore,
                        "addPet",
                        "{\"name\": \"doggie\", \"photoUrls\": [], \"category\": {\"name\":"
                                + " \"dogs\"}}",
                        pet));
        assertEquals(
                "POST /base/pet/7\nname=Rex%20%26%20Co&status=sold",
                exchange(
                        petstore,
                        "updatePetWithForm",
                        "{\"petId\": 7, \"name\": \"Rex & Co\", \"status\": \"sold\"}",
                        ""));
        String upload =
                exchange(
                        petstore,
                        "uploadFile",
                        "{\"petId\": 7, \"file\": \"aGVsbG8=\", \"fileName\": \"a.txt\"}",
                        "{\"code\": 200, \"type\": \"unknown\", \"message\": \"stored\"}");
        assertTrue(upload.startsWith("POST /base/pet/7/uploadImage\n--"), upload);
        assertTrue(upload.contains("name=\"file\"; filename=\"a.txt\""), upload);
        assertTrue(upload.contains("\r\n\r\nhello\r\n--"), upload);
    }

    private static Connector imported(String resource, int operations, List<String> only)
            throws IOException {
        Diagnostics diagnostics = new Diagnostics();
        Imported imported;
        try (InputStream in = open(resource)) {
            SourceText text =
                    Objects.requireNonNull(
                            SourceReader.read(
                                    in, resource, DescriptionReader.MAX_BYTES, diagnostics));
            OpenApiImport source = OpenApiImport.read(text, diagnostics);
            assertNotNull(source, () -> diagnostics.sorted().toString());
            imported = source.write("other", only, HardCodedCredential::looksLikeOne);
            assertNotNull(imported, () -> diagnostics.sorted().toString());
        }
        assertEquals(operations, imported.operations());
        Document document =
                DocumentParser.parse(SourceText.of("other.yaml", imported.text()), diagnostics);
        assertNotNull(document);
        DocumentSchema.of(FileKind.CONNECTOR).check(document, diagnostics);
        HardCodedCredential.check(document, diagnostics);
        Connector connector = ConnectorParser.project(document, diagnostics);
        assertEquals(List.of(), diagnostics.sorted());
        return Objects.requireNonNull(connector);
    }

    private static InputStream open(String resource) {
        return Objects.requireNonNull(
                ThirdPartyDescriptionsTest.class.getResourceAsStream(resource), resource);
    }

    /** The first example of the first answer that has one, as the description gives it. */
    private static String example(String resource, String path, String method)
            throws IOException, JsonException {
        try (InputStream in = open(resource)) {
            MapValue root = (MapValue) Json.parse(in.readAllBytes());
            MapValue content =
                    at(
                            root,
                            "paths",
                            path,
                            method,
                            "responses",
                            "200",
                            "content",
                            "application/json");
            MapValue example = (MapValue) first((MapValue) content.get("examples"));
            String reference = example.text("$ref");
            if (reference != null) {
                example = at(root, reference.substring(2).split("/"));
            }
            return Json.write(Objects.requireNonNull(example.get("value")));
        }
    }

    private static MapValue at(MapValue root, String... keys) {
        MapValue at = root;
        for (String key : keys) {
            at = (MapValue) Objects.requireNonNull(at.get(key), key);
        }
        return at;
    }

    private static Value first(MapValue map) {
        return map.entries().values().iterator().next();
    }

    /** What came in at the service; the answer is read without a fault and comes out whole. */
    private static String exchange(
            Connector connector, String operation, String input, String answer) throws Exception {
        try (FakeService service =
                        FakeService.answering(
                                answer.isEmpty() ? 204 : 200, "application/json", answer);
                OperationCaller caller = caller(connector, service)) {
            Value result =
                    caller.perform(
                            connector,
                            Objects.requireNonNull(connector.operation(operation), operation),
                            null,
                            (MapValue) Json.parse(input),
                            "run-1/steps[0]",
                            Instant.now().plus(Duration.ofSeconds(20)));
            if (!answer.isEmpty()) {
                assertHolds(Json.parse(answer), result);
            }
            assertEquals(1, service.requests.size());
            FakeService.Request request = service.requests.getFirst();
            return request.method() + " " + request.uri() + "\n" + request.body();
        }
    }

    /** Fields that a description declares and an answer lacks are there as null; none is lost. */
    private static void assertHolds(Value expected, Value actual) {
        switch (expected) {
            case MapValue(Map<String, Value> entries) ->
                    entries.forEach(
                            (key, value) ->
                                    assertHolds(
                                            value,
                                            Objects.requireNonNull(
                                                    ((MapValue) actual).get(key), key)));
            case ListValue(List<Value> items) -> {
                for (int i = 0; i < items.size(); i++) {
                    assertHolds(items.get(i), ((ListValue) actual).items().get(i));
                }
            }
            default -> assertEquals(expected, actual);
        }
    }

    private static OperationCaller caller(Connector connector, FakeService service) {
        Diagnostics diagnostics = new Diagnostics();
        Connections connections =
                Connections.parse(
                        SourceText.of(
                                "connections.yaml",
                                "connections:\n  other:\n    allowAddresses: [127.0.0.1]\n    url: "
                                        + service.url()
                                        + "/base\n"),
                        null,
                        diagnostics);
        assertEquals(List.of(), diagnostics.sorted());
        assertEquals("other", connector.name());
        return new OperationCaller(
                connections,
                Calling.source(Map.of()),
                null,
                Machine.here(java.util.Map.of(), _ -> {}));
    }
}
