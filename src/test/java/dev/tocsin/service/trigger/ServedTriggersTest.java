package dev.tocsin.service.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.playbook.Name;
import dev.tocsin.playbook.SenderProof;
import dev.tocsin.playbook.SignalKind;
import dev.tocsin.service.config.ServiceFile.Source;
import dev.tocsin.source.Span;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Sources as an operator names them, bounds in time, and what an earlier process left. */
final class ServedTriggersTest {

    private static final String ALERT =
            """
            {"id": "%s", "name": "Malware", "level": "high", "at": "2026-03-02T08:00:00Z"}
            """;

    @TempDir private Path folder;
    private final HttpClient client = HttpClient.newHttpClient();

    private static Name name(String text) {
        return new Name(text, Span.at(0));
    }

    private static final SenderProof SIGNED =
            new SenderProof.Hmac(
                    List.of(name("env:TOCSIN_PUSHES")),
                    name("X-Signature"),
                    null,
                    SenderProof.Encoding.HEX,
                    null);

    private HttpResponse<String> send(int port, String path, String body, String... headers)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String signature(String body) throws Exception {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(SenderCheckTest.sign("github", "", bytes));
    }

    @Test
    void aSourceThatSignsNeedsNoTokenAndACopyOfAnOldRevisionIsRefused() throws Exception {
        Map<String, Source> sources = Map.of("siem", new Source(SIGNED, null, 600));
        try (TriggerFixture fixture =
                new TriggerFixture(folder.resolve("tocsin.db"), TriggerFixture.PROJECT, sources)) {
            int port = fixture.serve();
            String path = "/v1/signed/alerts/siem";
            String one = ALERT.formatted("a-1");
            String two = one.replace("Malware", "Worse");
            assertEquals(401, send(port, path, one).statusCode());
            assertEquals(401, send(port, path, two, "X-Signature", signature(one)).statusCode());
            assertEquals(202, send(port, path, one, "X-Signature", signature(one)).statusCode());
            assertEquals(202, send(port, path, two, "X-Signature", signature(two)).statusCode());
            assertEquals(409, send(port, path, one, "X-Signature", signature(one)).statusCode());
            assertEquals(
                    404,
                    send(
                                    port,
                                    "/v1/alerts/edr",
                                    "{\"alertId\": \"a\"}",
                                    "Authorization",
                                    "Bearer " + fixture.tokens.get("edr"))
                            .statusCode(),
                    "nobody but those that the operator names");
            assertTrue(fixture.rows().startsWith("alert siem a-1 revision 1 by siem: routed\n"));
            assertEquals(
                    2,
                    fixture.warnings.stream().filter(w -> w.contains("refused")).count()
                            - fixture.warnings.stream().filter(w -> w.contains("a copy")).count());
        }
    }

    @Test
    void aSourceMaySendTheFormThatAllShare() throws Exception {
        Map<String, Source> sources =
                Map.of("scanner", new Source(SIGNED, SignalKind.INCIDENT, 600));
        try (TriggerFixture fixture =
                new TriggerFixture(folder.resolve("tocsin.db"), TriggerFixture.PROJECT, sources)) {
            int port = fixture.serve();
            String body = "{\"source\": \"other\"}";
            HttpResponse<String> answer =
                    send(
                            port,
                            "/v1/signed/incidents/scanner",
                            body,
                            "X-Signature",
                            signature(body));
            assertEquals(422, answer.statusCode(), answer.body());
            assertEquals(
                    404,
                    send(port, "/v1/signed/alerts/scanner", body, "X-Signature", signature(body))
                            .statusCode());
        }
    }

    @Test
    void whoSendsTooOftenIsToldWhenToComeAgain() throws Exception {
        Map<String, Source> sources = Map.of("siem", new Source(null, null, 2));
        try (TriggerFixture fixture =
                new TriggerFixture(folder.resolve("tocsin.db"), TriggerFixture.PROJECT, sources)) {
            int port = fixture.serve();
            String bearer = "Bearer " + fixture.tokens.get("siem");
            for (int i = 0; i < 2; i++) {
                String body = ALERT.formatted("a-" + i);
                assertEquals(
                        202,
                        send(port, "/v1/alerts/siem", body, "Authorization", bearer).statusCode());
            }
            HttpResponse<String> late =
                    send(port, "/v1/alerts/siem", "not json", "Authorization", bearer);
            assertEquals(429, late.statusCode(), "before anything is parsed");
            assertEquals("30", late.headers().firstValue("Retry-After").orElseThrow());
            fixture.clock.advance(Duration.ofSeconds(30));
            assertEquals(
                    202,
                    send(port, "/v1/alerts/siem", ALERT.formatted("a-9"), "Authorization", bearer)
                            .statusCode());
        }
    }

    @Test
    void whatAnEarlierProcessTookIsRoutedByTheNext() throws Exception {
        Path file = folder.resolve("tocsin.db");
        try (TriggerFixture fixture = new TriggerFixture(file)) {
            int port = fixture.serve();
            String bearer = "Bearer " + fixture.tokens.get("edr");
            for (String id : List.of("a-1", "a-2")) {
                String body = "{\"alertId\": \"" + id + "\"}";
                assertEquals(
                        202,
                        send(port, "/v1/alerts/edr", body, "Authorization", bearer).statusCode());
            }
            assertEquals(2, fixture.ingest.arrivals().waiting());
            assertEquals(List.of(), fixture.runs.begun);
        }
        try (TriggerFixture fixture = new TriggerFixture(file)) {
            fixture.answers =
                    (_, input) ->
                            TriggerExchangesTest.alert(String.valueOf(input.text("id")), "high");
            fixture.ingest.arrivals().recover();
            assertEquals(2, fixture.ingest.arrivals().waiting());
            fixture.ingest.arrivals().tick();
            assertEquals(2, fixture.runs.begun.size());
            assertEquals(0, fixture.ingest.arrivals().waiting());
            fixture.ingest.arrivals().recover();
            assertEquals(0, fixture.ingest.arrivals().waiting());
        }
    }
}
