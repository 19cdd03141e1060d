package dev.tocsin.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/** One attempt at a time and many at once. */
final class AttemptsTest {

    @Test
    void manyAttemptsFetchOneToken() throws Exception {
        try (FakeService service =
                        new FakeService(
                                exchange ->
                                        FakeService.respond(
                                                exchange,
                                                200,
                                                "application/json",
                                                exchange.getRequestURI().getPath().equals("/token")
                                                        ? "{\"access_token\":\"t-1\",\"expires_in\":\"3599\"}"
                                                        : "{\"id\":\"x\"}"));
                Calling calling = new Calling(oauth(service), secrets());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> results = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                results.add(
                        threads.submit(
                                () ->
                                        calling.call(
                                                "defender-endpoint.getMachine",
                                                "{'machineId':'m'}")));
            }
            for (Future<String> result : results) {
                assertTrue(result.get().startsWith("{\"id\":\"x\""));
            }
            long tokens =
                    service.requests.stream().filter(one -> one.uri().equals("/token")).count();
            assertEquals(1, tokens);
            assertEquals(41, service.requests.size());
            assertEquals("Bearer t-1", service.last().header("authorization"));
        }
    }

    @Test
    void refusedTokenIsRenewedOnce() throws IOException, ConnectorException {
        List<String> tokens = new ArrayList<>(List.of("new", "old"));
        try (FakeService service =
                        new FakeService(
                                exchange -> {
                                    if (exchange.getRequestURI().getPath().equals("/token")) {
                                        FakeService.respond(
                                                exchange,
                                                200,
                                                "application/json",
                                                "{\"access_token\":\""
                                                        + tokens.removeLast()
                                                        + "\",\"expires_in\":3599}");
                                    } else {
                                        boolean fresh =
                                                "Bearer new"
                                                        .equals(
                                                                exchange.getRequestHeaders()
                                                                        .getFirst("Authorization"));
                                        FakeService.respond(
                                                exchange,
                                                fresh ? 200 : 401,
                                                "application/json",
                                                "{\"id\":\"x\"}");
                                    }
                                });
                Calling calling = new Calling(oauth(service), secrets())) {
            calling.call("defender-endpoint.getMachine", "{'machineId':'m'}");
            assertEquals(
                    List.of("/token", "/machines/m", "/token", "/machines/m"),
                    service.requests.stream().map(FakeService.Request::uri).toList());
        }
    }

    @Test
    void interruptedThreadStopsWaiting() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        AtomicReference<Throwable> seen = new AtomicReference<>();
        try (FakeService service =
                        new FakeService(
                                _ -> {
                                    arrived.countDown();
                                    try {
                                        end.await();
                                    } catch (InterruptedException _) {
                                        Thread.currentThread().interrupt();
                                    }
                                });
                Calling calling = new Calling(plain(service, "http"), Map.of())) {
            Thread attempt =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            calling.call("http.get", "{'path':'/'}");
                                        } catch (ConnectorException | AssertionError e) {
                                            seen.set(e.getCause() == null ? e : e.getCause());
                                        }
                                    });
            arrived.await();
            attempt.interrupt();
            attempt.join();
            end.countDown();
            assertInstanceOf(InterruptedException.class, seen.get());
        }
    }

    @Test
    void redirectWithinTheOriginIsFollowedForReads() throws IOException, ConnectorException {
        try (FakeService service =
                        new FakeService(
                                exchange -> {
                                    if (exchange.getRequestURI().getPath().equals("/old")) {
                                        exchange.getResponseHeaders().set("Location", "/new");
                                        exchange.sendResponseHeaders(301, -1);
                                    } else {
                                        FakeService.respond(
                                                exchange, 200, "application/json", "[1]");
                                    }
                                });
                Calling calling = new Calling(plain(service, "http"), Map.of())) {
            assertTrue(calling.call("http.get", "{'path':'/old'}").contains("\"body\":[1]"));
            assertEquals("/new", service.last().uri());
        }
    }

    @Test
    void errorInsideTwoHundredIsAnError() throws IOException {
        try (FakeService service =
                        FakeService.answering(
                                200,
                                "text/plain",
                                "Webhook message delivery failed with error: Microsoft Teams"
                                        + " endpoint returned HTTP error 429");
                Calling calling =
                        new Calling(
                                "connections:\n  teams:\n    allowAddresses: [127.0.0.1]\n"
                                        + "    auth: { kind: urlSecret, url: env:TOCSIN_URL }\n",
                                Map.of("env:TOCSIN_URL", service.url() + "/hook"))) {
            assertEquals(
                    """
                    rateLimited 200 (nothing was done)
                    connection `teams`: Teams takes no more messages now (HTTP error 429 inside the answer)
                    """,
                    calling.failure("teams.postMessage", "{'text':'x'}"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2, PT2S",
        "2.128, PT2.128S",
        "0, PT0S",
        "-1, ",
        "soon, ",
        "99999999, PT24H",
        "1e9999999, ",
        "'Sat, 21 Nov 2026 00:00:30 GMT', PT30S",
        "'Fri, 20 Nov 2026 00:00:00 GMT', PT0S",
    })
    void retryAfter(String header, Duration pause) {
        Instant now = Instant.parse("2026-11-21T00:00:00Z");
        if (pause == null) {
            assertNull(RetryAfter.parse(header, now));
        } else {
            assertNotNull(RetryAfter.parse(header, now));
            assertEquals(pause, RetryAfter.parse(header, now));
        }
    }

    private static Map<String, String> secrets() {
        return Map.of("env:TOCSIN_SECRET", "s3cr3t");
    }

    private static String plain(FakeService service, String name) {
        return "connections:\n  "
                + name
                + ":\n    url: "
                + service.url()
                + "\n    allowAddresses: [127.0.0.1]\n";
    }

    private static String oauth(FakeService service) {
        return plain(service, "defender-endpoint")
                + "    auth:\n      kind: oauth2ClientCredentials\n      tokenUrl: "
                + service.url()
                + "/token\n      clientId: id\n      clientSecret: env:TOCSIN_SECRET\n";
    }
}
