package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.tocsin.cli.CapturedConsole.Printed;
import dev.tocsin.value.Json;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A service whose line breaks when it was asked to create a record, over real sockets. */
final class LostAnswerTest {

    private static final String PLAYBOOK =
            """
            playbook: ticket
            outputs:
              number: { type: [string, "null"] }
            steps:
              - id: ticket
                action: servicenow.createRecord
                with:
                  table: incident
                  fields: { short_description: Malware on ws-1 }
              - return: { number: "${steps.ticket.number}" }
            """;

    private static final String NOTES =
            """
            connector: notes
            summary: Keeps notes.
            auth: [none]
            operations:
              add:
                summary: Adds a note.
                effect: change
                idempotency: keyed
                request:
                  method: POST
                  path: /notes
                  headers: { Idempotency-Key: "${key}" }
                  body: { text: "${input.text}" }
                input: { required: [text], properties: { text: { type: string } } }
                output: {}
                examples: [{ input: { text: hello }, output: {} }]
            """;

    private static final String RECORD = "{\"sys_id\":\"9d38\",\"number\":\"INC0010023\"}";

    @TempDir Path project;
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<String> keys = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;

    /** Before it has created the record. */
    private boolean breaksEarly;

    /** So many looks show nothing yet. */
    private int late;

    private boolean created;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        Files.writeString(project.resolve("ticket.yaml"), PLAYBOOK);
        Files.writeString(
                project.resolve("connections.yaml"),
                """
                connections:
                  servicenow:
                    url: http://127.0.0.1:%1$d/api/now
                    allowAddresses: [127.0.0.1]
                    auth: { kind: basic, user: tocsin, password: env:TOCSIN_PASSWORD }
                  notes:
                    url: http://127.0.0.1:%1$d
                    allowAddresses: [127.0.0.1]
                """
                        .formatted(server.getAddress().getPort()));
        Files.createDirectory(project.resolve("connectors"));
        Files.writeString(project.resolve("connectors/notes.yaml"), NOTES);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            boolean create = exchange.getRequestMethod().equals("POST");
            requests.add(create ? "create" : "look");
            keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")));
            if (!create) {
                boolean shown = created && late-- <= 0;
                respond(exchange, "{\"result\":[" + (shown ? RECORD : "") + "]}");
            } else if (Collections.frequency(requests, "create") > 1) {
                respond(exchange, "{\"result\":" + RECORD + "}");
            } else {
                created = !breaksEarly;
                // To leave without an answer closes the line.
            }
        }
    }

    private static void respond(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private Printed run(String... options) {
        List<String> words = new ArrayList<>(List.of("run", "ticket.yaml"));
        words.addAll(List.of(options));
        return CapturedConsole.in(project).with(Map.of("TOCSIN_PASSWORD", "s3cr3t")).run(words);
    }

    @Test
    void whatWasDoneIsNotDoneAgain() {
        Printed printed = run();

        assertEquals(List.of("create", "look"), requests);
        assertEquals(
                """
                run-000000000000 of ticket
                ~ ticket: attempt 1: connection `servicenow`: `127.0.0.1:PORT` closed the line before it had answered; looked: it was done
                ✓ ticket  servicenow.createRecord → incident
                """,
                Normalised.of(printed.err()));
        assertTrue(printed.out().contains("number: INC0010023"), printed::out);
    }

    @Test
    void whatIsShownLateIsWaitedFor() {
        late = 1;
        run();

        assertEquals(List.of("create", "look", "look"), requests);
    }

    @Test
    void whatWasNotDoneIsDoneOnce() throws Exception {
        breaksEarly = true;
        Printed printed = run("--format", "json");

        assertEquals(List.of("create", "look", "look", "create"), requests);
        assertTrue(
                printed.err().contains("closed the line before it had answered; looked: not done"),
                printed::err);
        MapValue record = (MapValue) Json.parse(printed.out());
        MapValue step = (MapValue) ((ListValue) record.get("steps")).items().getFirst();
        MapValue lookup = (MapValue) ((ListValue) step.get("lookups")).items().getFirst();
        assertEquals("notDone", lookup.text("found"));
        assertEquals("outcomeUnknown", lookup.text("kind"));
    }

    @Test
    void whatTheServiceKnowsByItsKeyIsSentAgain() throws IOException {
        String note =
                "playbook: ticket\nsteps:\n  - action: notes.add\n    with: { text: hello }\n";
        Files.writeString(project.resolve("ticket.yaml"), note);
        Printed printed = run();

        assertEquals(0, printed.exitCode(), printed::err);
        assertEquals(List.of("create", "create"), requests);
        assertTrue(keys.getFirst().endsWith("/steps[0]"), () -> keys.toString());
        assertEquals(keys.getFirst(), keys.getLast());
    }
}
