package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What commands ask of a service, over a real socket: paths, token and bodies. */
final class ServedOrdersTest {

    private static final String PLAYBOOK =
            """
            playbook: asks
            steps:
              - ask: Isolate laptop-7?
                choices: [Isolate, Leave]
            """;

    @TempDir Path folder;

    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;
    private String answer = "{\"run\": \"run-1\"}";
    private int status = 200;

    @BeforeEach
    void setUp() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        Files.writeString(folder.resolve("asks.yaml"), PLAYBOOK);
    }

    @AfterEach
    void tearDown() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(
                exchange.getRequestMethod()
                        + " "
                        + exchange.getRequestURI()
                        + " "
                        + exchange.getRequestHeaders().getFirst("Authorization")
                        + " "
                        + body);
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private CapturedConsole.Printed here(String... words) {
        return CapturedConsole.in(folder).run(words);
    }

    private CapturedConsole.Printed elsewhere(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--url", url().toString()));
        return CapturedConsole.in(folder).with(Map.of("TOCSIN_TOKEN", "mine")).run(all);
    }

    /** A store with a run that asks, and a service that is said to hold it. */
    private String served() throws CommandFault {
        here("run", "asks.yaml", "--store", "s.db");
        String list = here("runs", "list", "--store", "s.db").out();
        StorePlace place = new StorePlace(folder.resolve("s.db"), "s.db", "");
        new ServiceAddress(url(), "local").publish(place);
        return list.substring(list.indexOf("run-")).substring(0, 16);
    }

    @Test
    void theServiceThatHoldsTheStoreIsGivenTheOrder() throws Exception {
        String id = served();

        assertEquals(0, here("runs", "cancel", id.substring(0, 9), "--store", "s.db").exitCode());
        assertEquals(
                0, here("runs", "resolve", id, "steps[0]", "--done", "--store", "s.db").exitCode());
        answer = "{\"question\": \"q\", \"decided\": true}";
        assertEquals(0, here("answer", id, "Isolate", "--store", "s.db").exitCode());
        answer = "{\"id\": \"1\", \"token\": \"tocsin_1_x\"}";
        status = 201;
        CapturedConsole.Printed token =
                here("token", "create", "ann@contoso.com", "--role", "viewer", "--store", "s.db");

        assertEquals("tocsin_1_x\n", token.out(), token::err);
        assertEquals(
                List.of(
                        "POST /v1/runs/%s/cancel Bearer local {\"reason\":\"cancelled by local user\"}"
                                .formatted(id),
                        "POST /v1/runs/%s/resolve Bearer local {\"outcome\":\"done\",\"step\":\"steps[0]\",\"result\":{}}"
                                .formatted(id),
                        "POST /v1/questions/%s.0.1/answer Bearer local {\"via\":\"cli\",\"form\":{},\"choice\":\"Isolate\"}"
                                .formatted(id),
                        "POST /v1/tokens Bearer local"
                            + " {\"name\":\"ann@contoso.com\",\"grants\":[\"viewer\"],\"expiresAt\":null}"),
                requests);
    }

    @Test
    void lookingNeedsNoService() throws Exception {
        String id = served();

        assertEquals(4, here("runs", "show", id, "--store", "s.db").exitCode());
        assertEquals(List.of(), requests);
    }

    @Test
    void aServiceElsewhereIsReachedWithTheTokenOfTheVariable() {
        answer =
                """
                {"runs": [{"id": "run-7", "playbook": "p", "trigger": "alert", "status": "failed",
                  "reason": "failed: no", "startedBy": "x", "createdAt": "2026-03-02T07:00:00Z",
                  "beganAt": null, "endedAt": "2026-03-02T07:01:00Z", "dueAt": null,
                  "signal": 3}], "next": null}
                """;
        CapturedConsole.Printed list = elsewhere("runs", "list", "--status", "failed");

        assertTrue(list.out().contains("run-7  p         failed"), list::out);
        assertEquals(List.of("GET /v1/runs?status=failed&limit=50 Bearer mine "), requests);
    }

    @Test
    void whatAServiceRefusesIsTold() {
        status = 409;
        answer =
                """
                {"type": "urn:tocsin:problem:conflict", "title": "t", "status": 409,
                 "detail": "the run has ended: failed", "instance": "urn:tocsin:request:1"}
                """;
        CapturedConsole.Printed refused = elsewhere("runs", "cancel", "run-7");

        assertEquals(ExitCode.FINDINGS, refused.exitCode());
        assertEquals("error: the run has ended: failed\n", refused.err());
    }

    @Test
    void whatIsNoServiceIsTold() {
        status = 200;
        answer = "<html>hello</html>";
        CapturedConsole.Printed printed = elsewhere("runs", "cancel", "run-7");

        assertEquals(ExitCode.FAULT, printed.exitCode());
        assertTrue(printed.err().contains("not as a service of Tocsin"), printed::err);
    }
}
