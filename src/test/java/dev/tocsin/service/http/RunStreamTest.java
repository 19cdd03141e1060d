package dev.tocsin.service.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.playbook.Access;
import dev.tocsin.store.EventRow;
import dev.tocsin.store.EventTable;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.RunStatus;
import dev.tocsin.store.RunTable;
import dev.tocsin.value.MapValue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The stream of a run: what was, then what is, and on from where one left. */
@Timeout(60)
final class RunStreamTest {

    private static final String RUN = "run-000000000001";

    @TempDir Path folder;

    private Served served;
    private String token;
    private long number;

    @BeforeEach
    void start() throws Exception {
        served = Served.start(folder);
        token = served.token("adele@contoso.com", "viewer");
        number =
                served.store.await(
                        tx ->
                                RunTable.add(
                                        tx,
                                        RunRow.queued(
                                                RUN,
                                                "scan-devices",
                                                "d",
                                                "alert",
                                                null,
                                                null,
                                                "defender",
                                                served.clock.instant(),
                                                null)));
        happens(1, "started");
        happens(2, "completed");
    }

    @AfterEach
    void stop() {
        served.close();
    }

    private void happens(long seq, String kind) throws Exception {
        served.store.await(
                tx -> {
                    EventTable.append(
                            tx,
                            new EventRow(
                                    number,
                                    seq,
                                    served.clock.instant(),
                                    kind,
                                    "{\"secret\":\"s3cr3t\"}".getBytes()));
                    return true;
                });
        served.live.event(RUN, kind, MapValue.builder().put("seq", seq).build());
    }

    private void ends(RunStatus status) throws Exception {
        RunRow row = served.store.read(reader -> RunTable.get(reader, number));
        served.store.await(
                tx -> {
                    RunTable.end(tx, row.number(), status, "all done", served.clock.instant(), 3);
                    return true;
                });
        served.live.event(RUN, "status", MapValue.builder().put("status", status.text()).build());
    }

    /** Reads events one by one, as they come. */
    private final class Stream implements AutoCloseable {
        private final BufferedReader reader;

        Stream(String lastId) throws Exception {
            HttpRequest.Builder request =
                    served.request("/v1/runs/" + RUN + "/events", token)
                            .header("Accept", "text/event-stream");
            if (lastId != null) {
                request.header("Last-Event-ID", lastId);
            }
            HttpResponse<InputStream> answer =
                    served.client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            assertEquals(200, answer.statusCode());
            assertEquals(
                    "text/event-stream", answer.headers().firstValue("Content-Type").orElseThrow());
            reader =
                    new BufferedReader(
                            new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        }

        /** {@code 1 journal {...}}; null at the end. */
        String next() throws Exception {
            List<String> parts = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.isEmpty() && !parts.isEmpty()) {
                    return String.join(" ", parts);
                }
                if (!line.startsWith(":") && !line.isEmpty()) {
                    parts.add(line.substring(line.indexOf(' ') + 1));
                }
            }
            return null;
        }

        @Override
        public void close() {
            try {
                reader.close();
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    private static String row(long seq, String kind) {
        return "%d journal {\"seq\":%d,\"at\":\"2026-03-02T09:00:00Z\",\"kind\":\"%s\"}"
                .formatted(seq, seq, kind);
    }

    /** Rights are those of now, not of the moment at which one began to look. */
    @Test
    void aPlaybookThatIsClosedMeanwhileEndsTheStream() throws Exception {
        try (Stream stream = new Stream("1")) {
            assertTrue(stream.next().startsWith("2 journal"));
            served.playbooks.set(
                    0,
                    Served.playbook("scan-devices", new Access(Map.of("view", List.of("admin")))));
            happens(3, "completed");
            assertEquals(null, stream.next());
        }
    }

    @Test
    void whatWasComesFirstThenWhatIs() throws Exception {
        try (Stream stream = new Stream(null)) {
            assertEquals(row(1, "started"), stream.next());
            assertEquals(row(2, "completed"), stream.next());
            served.live.event(RUN, "step", MapValue.builder().put("path", "steps[0]").build());
            assertEquals("step {\"path\":\"steps[0]\"}", stream.next());
            happens(3, "answered");
            assertEquals(row(3, "answered"), stream.next());
            ends(RunStatus.SUCCEEDED);
            String last = stream.next();
            while (last != null && !last.startsWith("end ")) {
                assertTrue(last.startsWith("status "), last);
                last = stream.next();
            }
            assertEquals(
                    "end {\"run\":\"run-000000000001\",\"status\":\"succeeded\",\"reason\":\"all"
                            + " done\"}",
                    last);
            assertEquals(null, stream.next());
        }
    }

    @Test
    void itGoesOnWhereOneLeft() throws Exception {
        ends(RunStatus.FAILED);
        try (Stream stream = new Stream("1")) {
            assertEquals(row(2, "completed"), stream.next());
            assertTrue(stream.next().startsWith("end "));
        }
        try (Stream stream = new Stream("2")) {
            assertTrue(stream.next().startsWith("end "));
        }
        assertEquals(
                400,
                served.send(
                                served.request("/v1/runs/" + RUN + "/events", token)
                                        .header("Last-Event-ID", "x")
                                        .GET())
                        .statusCode());
        assertEquals(404, served.get("/v1/runs/run-9/events", token).statusCode());
        assertEquals(
                200,
                served.send(
                                served.request("/v1/runs/" + RUN + "/events", token)
                                        .method("HEAD", HttpRequest.BodyPublishers.noBody()))
                        .statusCode());
    }

    @Test
    void aStreamEndsWhenTheServiceStops() throws Exception {
        try (Stream stream = new Stream(null)) {
            assertNotNull(stream.next());
            assertNotNull(stream.next());
            served.service.close();
            assertEquals(null, stream.next());
        }
        assertEquals(0, served.live.watched(), "nobody looks any more");
    }

    @Test
    void aStreamEndsWithItsToken() throws Exception {
        try (Stream stream = new Stream(null)) {
            assertNotNull(stream.next());
            assertNotNull(stream.next());
            String id = token.split("_")[1];
            served.store.await(
                    tx ->
                            dev.tocsin.service.access.Tokens.revoke(
                                    tx, id, served.clock.instant(), "the test"));
            happens(3, "answered");
            assertEquals(null, stream.next());
        }
    }

    @Test
    void whoeverLeavesIsForgotten() throws Exception {
        try (Stream stream = new Stream(null)) {
            assertNotNull(stream.next());
            assertEquals(1, served.live.watched());
        }
        for (long seq = 3; served.live.watched() > 0; seq++) {
            happens(seq, "completed");
        }
    }
}
