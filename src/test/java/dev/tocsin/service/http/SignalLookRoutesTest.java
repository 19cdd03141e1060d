package dev.tocsin.service.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.playbook.Access;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.RunTable;
import dev.tocsin.store.SignalRow;
import dev.tocsin.store.SignalState;
import dev.tocsin.store.SignalTable;
import dev.tocsin.testing.Golden;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Who looks at alerts and incidents finds those of which nothing became. */
final class SignalLookRoutesTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/service/signals.txt");

    @TempDir Path folder;

    private final ApiShapes shapes = ApiShapes.load();
    private Served served;
    private String token;

    @BeforeEach
    void start() throws Exception {
        served = Served.start(folder);
        token = served.token("vera@contoso.com", "viewer");
        served.playbooks.add(
                Served.playbook("locked", new Access(Map.of("view", List.of("admin")))));
        long first = signal("siem", "alert", "a-1", 1, SignalState.ROUTED, null);
        run("run-000000000001", "scan-devices", first);
        run("run-000000000002", "locked", first);
        signal("siem", "alert", "a/2", 1, SignalState.UNROUTED, null);
        signal("edr", "alert", "a-1", 1, SignalState.ROUTING_FAILED, "`ratio` has no value");
        signal("siem", "incident", "7", 1, SignalState.UNROUTED, null);
        long second = signal("siem", "alert", "a-1", 2, SignalState.ROUTED, null);
        run("run-000000000003", "scan-devices", second);
        signal("siem", "alert", "a-4", 1, SignalState.PASSED_OVER, "`a-1` came first");
    }

    @AfterEach
    void stop() {
        served.close();
    }

    private long signal(
            String source,
            String kind,
            String id,
            int revision,
            SignalState state,
            @Nullable String detail)
            throws Exception {
        SignalRow row =
                new SignalRow(
                        0,
                        source,
                        kind,
                        id,
                        revision,
                        served.clock.instant(),
                        id + revision,
                        state,
                        detail,
                        ("{\"id\": \"" + id + "\", \"n\": " + revision + "}")
                                .getBytes(StandardCharsets.UTF_8),
                        "forwarder");
        return served.store.await(tx -> SignalTable.add(tx, row));
    }

    private void run(String id, String playbook, long signal) throws Exception {
        RunRow row =
                RunRow.queued(
                        id,
                        playbook,
                        "d",
                        "alert",
                        signal,
                        null,
                        "forwarder",
                        served.clock.instant(),
                        null);
        served.store.await(tx -> RunTable.add(tx, row));
    }

    private MapValue checked(HttpResponse<String> answer, String shape) throws JsonException {
        assertEquals(200, answer.statusCode(), answer.body());
        MapValue body = (MapValue) Json.parse(answer.body());
        assertEquals(List.of(), shapes.check(body, ApiSchema.ref(shape)), answer.body());
        return body;
    }

    @Test
    void asRecorded() throws Exception {
        StringBuilder text = new StringBuilder();
        for (String path :
                List.of(
                        "/v1/alerts?state=routingFailed",
                        "/v1/alerts?state=unrouted&source=siem",
                        "/v1/incidents",
                        "/v1/alerts/siem/a-1",
                        "/v1/alerts/siem/a-1?raw=true",
                        "/v1/alerts/siem?id=a%2F2")) {
            String shape = path.matches("/v1/alerts/.*") ? "SignalWithRuns" : "SignalPage";
            text.append("GET ").append(path).append('\n');
            text.append(Json.writePretty(checked(served.get(path, token), shape))).append('\n');
        }
        Golden.check(GOLDEN, text.toString());
    }

    @Test
    void pagesGiveEachOnceWhateverIsAddedMeanwhile() throws Exception {
        List<@Nullable Value> seen = new ArrayList<>();
        String path = "/v1/alerts?limit=2";
        while (path != null) {
            MapValue page = checked(served.get(path, token), "SignalPage");
            if (page.get("alerts") instanceof ListValue(List<Value> items)) {
                items.forEach(item -> seen.add(((MapValue) item).get("number")));
            }
            signal("edr", "alert", "new-" + seen.size(), 1, SignalState.UNROUTED, null);
            String next = page.text("next");
            path = next == null ? null : "/v1/alerts?limit=2&after=" + next;
        }
        assertEquals(numbers(6, 5, 3, 2, 1), seen);
    }

    private static List<Value> numbers(int... numbers) {
        List<Value> values = new ArrayList<>();
        for (int number : numbers) {
            values.add(new IntValue(number));
        }
        return values;
    }

    @Test
    void whatIsNotThereOrNotAskedWellIsAProblem() throws Exception {
        for (Map.Entry<String, Integer> asked :
                Map.of(
                                "/v1/alerts/siem/none", 404,
                                "/v1/incidents/siem/a-1", 404,
                                "/v1/alerts/siem", 400,
                                "/v1/alerts?state=lost", 400,
                                "/v1/alerts?limit=501", 400,
                                "/v1/alerts/siem/a-1?raw=yes", 400)
                        .entrySet()) {
            HttpResponse<String> answer = served.get(asked.getKey(), token);
            assertEquals(asked.getValue(), answer.statusCode(), asked + answer.body());
            MapValue body = (MapValue) Json.parse(answer.body());
            assertEquals(List.of(), shapes.check(body, ApiSchema.ref("Problem")));
        }
    }

    @Test
    void onlyWhoMayViewSeesThem() throws Exception {
        String source = served.token("forwarder", "ingest:siem");
        for (String path : List.of("/v1/alerts", "/v1/incidents", "/v1/alerts/siem/a-1?raw=true")) {
            assertEquals(401, served.get(path, null).statusCode());
            assertEquals(403, served.get(path, source).statusCode());
        }
    }

    @Test
    void runsThatSomebodyMayNotSeeAreLeftOut() throws Exception {
        String admin = served.token("ada@contoso.com", "admin");
        assertTrue(served.get("/v1/alerts/siem/a-1", admin).body().contains("run-000000000002"));
        assertEquals(
                -1, served.get("/v1/alerts/siem/a-1", token).body().indexOf("run-000000000002"));
    }
}
