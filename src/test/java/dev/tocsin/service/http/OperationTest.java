package dev.tocsin.service.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.service.access.Encryption;
import dev.tocsin.service.access.ListenRefusedException;
import dev.tocsin.service.access.ListenRules;
import dev.tocsin.value.Json;
import dev.tocsin.value.MapValue;

import io.opentelemetry.api.OpenTelemetry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** What an operator sees: health, numbers, the log, starting and stopping. */
final class OperationTest {

    private static final Needs TEST = new Needs.Nothing("a test");

    @TempDir Path folder;

    private static Route failing(String path, Handler handler) {
        return Route.get(path)
                .needs(TEST)
                .summary("Fails")
                .answers(200, "Never", "text/plain")
                .does(handler);
    }

    @Test
    void aFaultOfOursIsToldToTheLogAlone() throws Exception {
        try (Served served =
                Served.start(
                        folder,
                        failing(
                                "/fault",
                                _ -> {
                                    throw new IllegalArgumentException("password=hunter2");
                                }),
                        failing(
                                "/deep",
                                _ -> {
                                    throw new StackOverflowError();
                                }))) {
            for (String path : List.of("/fault", "/deep")) {
                HttpResponse<String> answer = served.get(path, null);
                assertEquals(500, answer.statusCode());
                assertFalse(answer.body().contains("hunter2"), answer.body());
                assertFalse(answer.body().contains("Illegal"), answer.body());
                String id = answer.headers().firstValue("X-Request-Id").orElseThrow();
                String line =
                        served.logged()
                                .lines()
                                .filter(l -> l.contains(id) && l.contains("\"event\":\"fault\""))
                                .findFirst()
                                .orElseThrow();
                assertTrue(line.contains("\"place\":\"dev.tocsin."), line);
                assertFalse(line.contains("hunter2"), line);
            }
        }
    }

    @Test
    void readinessFollowsTheStoreAndTheStop() throws Exception {
        try (Served served = Served.start(folder)) {
            assertEquals(200, served.get("/readyz", null).statusCode());
            served.doors.stopping().begin();
            HttpResponse<String> answer = served.get("/readyz", null);
            assertEquals(503, answer.statusCode());
            assertEquals("5", answer.headers().firstValue("Retry-After").orElseThrow());
            assertTrue(
                    answer.body()
                            .contains(
                                    "{\"name\":\"stopping\",\"status\":\"failed\",\"detail\":\"the"
                                            + " service is stopping\"}"),
                    answer.body());
            assertEquals(200, served.get("/livez", null).statusCode());
        }
    }

    @Test
    void aWarningKeepsItReady() {
        HealthCheck.Finding finding =
                new HealthCheck.Finding(
                        "project", HealthCheck.State.WARNING, "2 files have errors");
        try (var store =
                dev.tocsin.store.Store.open(
                        folder.resolve("t.db"), dev.tocsin.store.StoreOptions.standard())) {
            Route ready =
                    new HealthRoutes(store, new Stopping(), List.of(() -> finding), new Metrics())
                            .routes()
                            .get(1);
            Response answer = ready.handler().handle(null);
            assertEquals(200, answer.status());
            assertTrue(
                    new String(((Response.Body.Whole) answer.body()).bytes())
                            .contains("2 files have errors"));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void numbersArePrometheus() throws Exception {
        try (Served served = Served.start(folder)) {
            String token = served.token("prometheus", "viewer");
            assertEquals(401, served.get("/metrics", null).statusCode());
            served.metrics.alertReceived("sentinel", "accepted");
            served.metrics.runEnded("scan-devices", "succeeded");
            served.metrics.attemptEnded("mail", "done");
            served.metrics.acknowledged(Duration.ofMillis(3));
            served.metrics.committed(Duration.ofMillis(2));
            served.metrics.reloadFailed();
            served.metrics.gauge("tocsin_questions_open", "Open questions", () -> 4);
            served.metrics.gauges(
                    "tocsin_runs_unfinished", "Runs", "status", () -> Map.of("waiting", 2L));
            for (int i = 0; i < 600; i++) {
                served.metrics.alertReceived("source-" + i, "accepted");
            }
            HttpResponse<String> answer = served.get("/metrics", token);
            assertTrue(
                    answer.headers()
                            .firstValue("Content-Type")
                            .orElseThrow()
                            .startsWith("text/plain; version=0.0.4"));
            for (String line :
                    List.of(
                            "tocsin_alerts_received_total{outcome=\"accepted\",source=\"sentinel\"}"
                                    + " 1.0",
                            "tocsin_alerts_received_total{outcome=\"accepted\",source=\"other\"}"
                                    + " 101.0",
                            "tocsin_runs_total{playbook=\"scan-devices\",status=\"succeeded\"} 1.0",
                            "tocsin_attempts_total{connector=\"mail\",outcome=\"done\"} 1.0",
                            "tocsin_ack_seconds_bucket{le=\"0.005\"} 1",
                            "tocsin_store_commit_seconds_count 1",
                            "tocsin_questions_open 4.0",
                            "tocsin_runs_unfinished{status=\"waiting\"} 2.0",
                            "tocsin_reload_failed_total 1.0",
                            "tocsin_access_refused_total{reason=\"none\"} 1.0",
                            "tocsin_http_requests_total{route=\"GET /metrics\",status=\"401\"} 1.0",
                            "tocsin_http_connections ")) {
                assertTrue(answer.body().contains("\n" + line), line + " in " + answer.body());
            }
        }
    }

    @Test
    void theLogIsJsonWithoutWhatATerminalActsOn() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        EventLog log =
                new EventLog(new PrintStream(out, true, StandardCharsets.UTF_8), new Clock());
        log.warning(
                "odd",
                MapValue.builder()
                        .put(
                                "title",
                                "\u001b[31mred\r\n\u202egnp.exe\u0085\u2028 ü " + "x".repeat(400))
                        .put(
                                "secret",
                                new dev.tocsin.value.SecretValue(
                                        new dev.tocsin.value.StringValue("s3cr3t")))
                        .build());
        String line = out.toString(StandardCharsets.UTF_8);
        assertEquals(1, line.lines().count());
        assertTrue(
                line.startsWith(
                        "{\"at\":\"2026-03-02T09:00:00Z\",\"level\":\"warning\",\"event\":\"odd\",\"title\":\"\\u001B[31mred\\r"
                            + "\\n"
                            + "\\u202egnp.exe\\u0085\\u2028 ü xxx"),
                line);
        assertTrue(line.length() < 500, "cut");
        assertFalse(line.contains("s3cr3t"));
        Json.parse(line.strip());
    }

    @Test
    void librariesAreQuiet() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        EventLog log =
                new EventLog(new PrintStream(out, true, StandardCharsets.UTF_8), new Clock());
        try {
            QuietLogging.install(log);
            Logger library = Logger.getLogger("io.helidon.webserver.ConnectionHandler");
            library.info("Started all channels");
            // Why the service did not start is said by the service.
            Logger.getLogger("io.helidon.webserver.LoomServer").warning("Address in use");
            library.log(Level.WARNING, "Internal server error", new IllegalStateException("x=y"));
            System.getLogger("io.helidon.other").log(System.Logger.Level.DEBUG, "nothing");
            assertEquals(
                    "{\"at\":\"2026-03-02T09:00:00Z\",\"level\":\"warning\",\"event\":\"library\","
                        + "\"logger\":\"io.helidon.webserver.ConnectionHandler\",\"fault\":\"java.lang.IllegalStateException\",\"message\":\"Internal"
                        + " server error\"}\n",
                    out.toString(StandardCharsets.UTF_8));
        } finally {
            LogManager.getLogManager().reset();
        }
    }

    @Test
    void anAddressThatIsTakenIsSaid() throws Exception {
        try (Served served = Served.start(folder)) {
            ListenRefusedException refused =
                    assertThrows(
                            ListenRefusedException.class,
                            () ->
                                    HttpService.start(
                                            ListenRules.decide(
                                                    new InetSocketAddress(
                                                            "127.0.0.1", served.service.port()),
                                                    new Encryption.None(),
                                                    false),
                                            ServerLimits.USUAL,
                                            RouteTable.of(),
                                            new HttpService.Doors(served.tokens, served.clock),
                                            new Observation(
                                                    new EventLog(
                                                            new PrintStream(served.log),
                                                            served.clock),
                                                    new Metrics(),
                                                    new Tracing(OpenTelemetry.noop()))));
            assertTrue(
                    refused.getMessage()
                            .matches(
                                    "cannot listen on 127\\.0\\.0\\.1:\\d+: Address already in"
                                            + " use.*"),
                    refused.getMessage());
        }
    }

    @Test
    void aRequestUnderWayIsAnsweredBeforeTheStop() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Served served =
                Served.start(
                        folder,
                        failing(
                                "/slow",
                                _ -> {
                                    arrived.countDown();
                                    goOn.await();
                                    return Response.text("text/plain", "done");
                                }));
        var answer =
                served.client.sendAsync(
                        served.request("/slow", null).GET().build(),
                        HttpResponse.BodyHandlers.ofString());
        arrived.await();
        Thread stop = Thread.ofVirtual().start(served.service::close);
        while (!served.doors.stopping().now()) {
            Thread.onSpinWait();
        }
        goOn.countDown();
        assertEquals("done", answer.get().body());
        stop.join();
        served.close();
    }
}
