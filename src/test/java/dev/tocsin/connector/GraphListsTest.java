package dev.tocsin.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** Lists of Graph that are longer than the lab's. */
final class GraphListsTest {

    private static final String NO_FURTHER =
            "{\"error\":{\"code\":\"\",\"message\":\"The limit of '500' for Skip query has been"
                    + " exceeded.\"}}";

    /** Answers one after the other; a text that tells of an error comes as 400. */
    private static FakeService service(String... answers) throws IOException {
        Queue<String> rest = new ArrayDeque<>(List.of(answers));
        return new FakeService(
                exchange -> {
                    String here = "http://127.0.0.1:" + exchange.getLocalAddress().getPort();
                    String answer = rest.remove().replace("HERE", here);
                    FakeService.respond(
                            exchange,
                            answer.contains("\"error\"") ? 400 : 200,
                            "application/json",
                            answer);
                });
    }

    private static Calling calling(FakeService service) {
        return new Calling(
                "connections:\n  graph:\n    allowAddresses: [127.0.0.1]\n    limits: []\n    url: "
                        + service.url()
                        + "/v1.0\n",
                Map.of());
    }

    private static String alerts(int count) {
        String alert =
                "{\"id\":\"da1\",\"title\":\"x\",\"severity\":\"low\",\"status\":\"new\","
                        + "\"createdDateTime\":\"2026-03-02T07:45:00Z\"}";
        return "{\"value\":[" + String.join(",", Collections.nCopies(count, alert)) + "]}";
    }

    private static List<String> asked(FakeService service) {
        return service.requests.stream().map(FakeService.Request::uri).toList();
    }

    @Test
    void alertsAreCountedThrough() throws Exception {
        try (FakeService service = service(alerts(100), alerts(1));
                Calling calling = calling(service)) {
            String result = calling.call("graph.listAlerts", "{}");
            assertEquals(101, result.split("\"da1\"", -1).length - 1);
            assertEquals(
                    List.of(
                            "/v1.0/security/alerts_v2?$top=100&$skip=0",
                            "/v1.0/security/alerts_v2?$top=100&$skip=100"),
                    asked(service));
            assertEquals(
                    "include-unknown-enum-members", service.requests.getFirst().header("prefer"));
        }
    }

    @Test
    void whereGraphCountsNoFurtherTheListIsNotWhole() throws Exception {
        try (FakeService service = service(alerts(100), NO_FURTHER);
                Calling calling = calling(service)) {
            assertEquals(
                    "exhausted 400\nconnection `graph`: Graph lists only the newest 600 alerts; ask"
                            + " for fewer with `filter`\n",
                    calling.failure("graph.listAlerts", "{'maxItems': 1000}"));
        }
    }

    @Test
    void incidentsWithTheirAlertsComeInShorterPages() throws Exception {
        try (FakeService service = service("{\"value\":[]}", "{\"value\":[]}");
                Calling calling = calling(service)) {
            calling.call("graph.listIncidents", "{}");
            calling.call("graph.listIncidents", "{'withAlerts': true, 'top': 70}");
            assertEquals(
                    List.of(
                            "/v1.0/security/incidents?$top=50&$skip=0",
                            "/v1.0/security/incidents?$top=20&$skip=0&$expand=alerts"),
                    asked(service));
        }
    }

    @Test
    void theIndexIsAskedOnEveryPage() throws Exception {
        String first =
                "{\"value\":[],\"@odata.nextLink\":\"HERE/v1.0/users?$skiptoken=x&$count=true\"}";
        try (FakeService service = service(first, "{\"value\":[]}");
                Calling calling = calling(service)) {
            calling.call("graph.listUsers", "{'search': 'o\\\"x\\\\'}".replace('\'', '"'));
            assertTrue(
                    asked(service)
                            .getFirst()
                            .contains("$search=%22displayName%3Ao%5C%22x%5C%5C%22"),
                    () -> asked(service).getFirst());
            for (FakeService.Request request : service.requests) {
                assertEquals("eventual", request.header("consistencylevel"), request.uri());
            }
            assertEquals(2, service.requests.size());
        }
    }

    @Test
    void moreUsersThanOneRequestTakesAreMarkedInParts() throws Exception {
        String id = "'4b5c1a0e-8d0b-4a53-9a53-0d6a4f7c2b11'";
        String ids = String.join(",", Collections.nCopies(51, id));
        try (FakeService service = service("{}", "{}");
                Calling calling = calling(service)) {
            calling.call("graph.dismissRisk", "{'userIds': [" + ids + "]}");
            assertEquals(2, service.requests.size());
            assertEquals("{\"userIds\":[" + id.replace('\'', '"') + "]}", service.last().body());
        }
    }
}
