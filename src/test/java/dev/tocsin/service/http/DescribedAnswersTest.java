package dev.tocsin.service.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.host.durable.Control;
import dev.tocsin.service.http.RouteDoc.AnswerDoc;
import dev.tocsin.store.Audit;
import dev.tocsin.store.QuestionRow;
import dev.tocsin.store.QuestionTable;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.RunTable;
import dev.tocsin.value.Json;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the routes answer is what their document says, held against real answers. */
final class DescribedAnswersTest {

    @TempDir Path folder;

    private final ApiShapes shapes = ApiShapes.load();
    private Served served;
    private String token;

    @BeforeEach
    void start() throws Exception {
        served = Served.start(folder);
        token = served.token("diego@contoso.com", "admin");
        for (int i = 1; i <= 7; i++) {
            run(i);
        }
    }

    @AfterEach
    void stop() {
        served.close();
    }

    private void run(int i) throws Exception {
        Instant at = served.clock.instant();
        served.store.await(
                tx -> {
                    long number =
                            RunTable.add(
                                    tx,
                                    RunRow.queued(
                                            "run-00000000000" + i,
                                            i % 2 == 0 ? "scan-devices" : "other",
                                            "d",
                                            "alert",
                                            null,
                                            null,
                                            "defender",
                                            at,
                                            null));
                    return QuestionTable.add(
                            tx,
                            new QuestionRow(
                                    0,
                                    "q" + i,
                                    number,
                                    1,
                                    0,
                                    QuestionRow.Kind.ASK,
                                    QuestionRow.Status.OPEN,
                                    new byte[0],
                                    at,
                                    null,
                                    null,
                                    null));
                });
    }

    /** The answer, after it was held against the document. */
    private MapValue checked(String method, String pattern, HttpResponse<String> answer)
            throws Exception {
        Value body = Json.parse(answer.body());
        String type = answer.headers().firstValue("Content-Type").orElseThrow();
        MapValue schema =
                answer.statusCode() < 400 || type.equals("application/json")
                        ? documented(method, pattern, answer.statusCode())
                        : ApiSchema.ref("Problem");
        assertEquals(
                answer.statusCode() < 400 || type.equals("application/json")
                        ? "application/json"
                        : Problem.MEDIA_TYPE,
                type);
        assertEquals(List.of(), shapes.check(body, schema), answer.body());
        return (MapValue) body;
    }

    private MapValue documented(String method, String pattern, int status) {
        for (Route route : served.service.table().routes()) {
            if (route.name().equals(method + " " + pattern)) {
                for (AnswerDoc doc : route.doc().answers()) {
                    if (doc.status() == status) {
                        return doc.schema();
                    }
                }
            }
        }
        throw new AssertionError(method + " " + pattern + " does not document " + status);
    }

    private MapValue get(String pattern, String path) throws Exception {
        return checked("GET", pattern, served.get(path, token));
    }

    private MapValue post(String pattern, String path, String body) throws Exception {
        return checked("POST", pattern, served.post(path, token, body));
    }

    @Test
    void eachRouteThatGivesJsonGivesWhatItSays() throws Exception {
        Map<String, String> asked = new LinkedHashMap<>();
        for (Route route : served.service.table().routes()) {
            boolean json =
                    route.doc().answers().stream()
                            .anyMatch(answer -> "application/json".equals(answer.mediaType()));
            if (json && route.method() == Method.GET) {
                String pattern = route.pattern().text();
                asked.put(
                        pattern,
                        pattern.replace("{id}", "run-000000000001").replace("{source}", "siem"));
            }
        }
        assertTrue(asked.size() >= 8, asked.toString());
        for (Map.Entry<String, String> entry : asked.entrySet()) {
            get(entry.getKey(), entry.getValue());
        }
        post("/v1/runs", "/v1/runs", "{\"playbook\": \"scan-devices\", \"inputs\": {\"a\": 1}}");
        post("/v1/runs/{id}/cancel", "/v1/runs/run-000000000001/cancel", "{\"reason\": \"done\"}");
        post("/v1/runs/{id}/resume", "/v1/runs/run-000000000001/resume", "{}");
        post(
                "/v1/runs/{id}/resolve",
                "/v1/runs/run-000000000001/resolve",
                "{\"outcome\": \"done\", \"result\": {\"id\": 1}}");
        post("/v1/runs/{id}/retry", "/v1/runs/run-000000000001/retry", "{\"step\": \"scan\"}");
        assertEquals(
                List.of(
                        "start scan-devices by diego@contoso.com",
                        "cancel run-000000000001 because done by diego@contoso.com",
                        "resume run-000000000001 by diego@contoso.com",
                        "resolve run-000000000001 null"
                                + " WasDone[result=MapValue[entries={id=IntValue[value=1]}]] by"
                                + " diego@contoso.com",
                        "retry run-000000000001 from scan by diego@contoso.com"),
                served.orders.given);
    }

    @Test
    void anOrderIsInTheAuditLog() throws Exception {
        served.orders.control = new Control.Refused("the run has ended");
        HttpResponse<String> answer =
                served.post("/v1/runs/run-000000000001/cancel", token, "{\"reason\": \"a\\nb\"}");
        assertEquals(409, answer.statusCode());
        assertTrue(answer.body().contains("the run has ended"), answer.body());
        var last = served.store.read(reader -> Audit.list(reader, Long.MAX_VALUE, 1)).getFirst();
        assertEquals("diego@contoso.com", last.actor());
        assertEquals("run.cancel", last.action());
        assertEquals("run-000000000001", last.object());
        served.orders.control = new Control.Unknown();
        assertEquals(
                404, served.post("/v1/runs/run-000000000001/resume", token, "{}").statusCode());
        served.orders.started =
                new RunOrders.Started.Invalid(List.of(new Fault("#/inputs/x", "`x` is missing")));
        assertEquals(
                422,
                served.post("/v1/runs", token, "{\"playbook\": \"scan-devices\"}").statusCode());
        served.orders.started = new RunOrders.Started.NoPlaybook();
        assertEquals(404, served.post("/v1/runs", token, "{\"playbook\": \"x\"}").statusCode());
    }

    @Test
    void pagesGoOnWhereTheLastOneEnded() throws Exception {
        List<String> ids = new ArrayList<>();
        String next = "";
        while (next != null) {
            MapValue page =
                    get("/v1/runs", "/v1/runs?limit=3" + (next.isEmpty() ? "" : "&after=" + next));
            if (ids.isEmpty()) {
                // One that comes meanwhile shifts nothing.
                run(8);
            }
            for (Value run : ((dev.tocsin.value.ListValue) page.get("runs")).items()) {
                ids.add(((MapValue) run).text("id"));
            }
            next = page.text("next");
        }
        List<String> expected = new ArrayList<>();
        for (int i = 7; i >= 1; i--) {
            expected.add("run-00000000000" + i);
        }
        assertEquals(expected, ids);
        assertFalse(served.get("/v1/runs?playbook=other", token).body().contains("scan-devices"));
        assertTrue(served.get("/v1/runs?status=failed", token).body().startsWith("{\"runs\":[],"));
        assertTrue(served.get("/v1/questions?limit=2", token).body().contains("\"next\":\"2\""));
    }

    @Test
    void whatIsWrongIsPointedAt() throws Exception {
        MapValue query =
                checked("GET", "/v1/runs", served.get("/v1/runs?status=odd&nope=1", token));
        assertTrue(Json.write(query).contains("\"pointer\":\"status\""), Json.write(query));
        assertTrue(Json.write(query).contains("\"pointer\":\"nope\""), Json.write(query));
        for (String bad :
                List.of(
                        "limit=0",
                        "limit=501",
                        "limit=x",
                        "limit=-1",
                        "after=1e3",
                        "limit=1&limit=2",
                        "status=%ff")) {
            assertEquals(400, served.get("/v1/runs?" + bad, token).statusCode(), bad);
        }
        MapValue body = post("/v1/runs", "/v1/runs", "{\"playbook\": 7, \"input\": {}}");
        String text = Json.write(body);
        assertTrue(text.contains("\"status\":422"), text);
        assertTrue(text.contains("\"pointer\":\"#/playbook\""), text);
        assertTrue(text.contains("\"pointer\":\"#/input\""), text);
        for (String bad : List.of("", "{", "[]", "null", "{\"a\":1,\"a\":2}", "{} {}")) {
            int status = served.post("/v1/runs", token, bad).statusCode();
            assertTrue(status == 400 || status == 422, bad + " " + status);
        }
        assertEquals(404, served.get("/v1/runs/run-999", token).statusCode());
    }

    @Test
    void theDocumentIsOpenApi() throws Exception {
        MapValue document = get("/v1/openapi.json", "/v1/openapi.json");
        assertEquals("3.1.0", document.text("openapi"));
        String text = Json.write(document);
        MapValue components = (MapValue) document.get("components");
        MapValue schemas = (MapValue) components.get("schemas");
        // Each reference leads somewhere, each id is one of a kind, and what is open says why.
        for (String reference : text.split("\"\\$ref\":\"")) {
            if (reference.startsWith("#/components/schemas/")) {
                String name = reference.substring(21, reference.indexOf('"'));
                assertTrue(schemas.get(name) != null, name);
            }
        }
        MapValue paths = (MapValue) document.get("paths");
        List<String> ids = new ArrayList<>();
        paths.entries()
                .forEach(
                        (path, item) ->
                                ((MapValue) item)
                                        .entries()
                                        .forEach(
                                                (method, operation) ->
                                                        ids.add(
                                                                ((MapValue) operation)
                                                                        .text("operationId"))));
        assertEquals(served.service.table().routes().size(), ids.size());
        assertEquals(ids.size(), ids.stream().distinct().count(), ids.toString());
        assertEquals(
                "{\"permission\":\"control\",\"roles\":\"operator or admin\"}",
                Json.write(
                        ((MapValue) ((MapValue) paths.get("/v1/runs/{id}/cancel")).get("post"))
                                .get("x-needs")));
    }
}
