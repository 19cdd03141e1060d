package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A durable run whose process is killed while a service is holding back its answer, and what
 * another process makes of it.
 */
@Timeout(120)
final class KilledRunTest {

    private static final String CONNECTOR =
            """
            connector: desk
            summary: A desk that answers when the test lets it.
            auth: [none]
            operations:
              note:
                summary: Adds a note; sends a key that tells repeats apart.
                effect: change
                idempotency: keyed
                request:
                  method: POST
                  path: /notes
                  headers: { Idempotency-Key: "${key}" }
                  body: { text: "${input.text}" }
                input:
                  required: [text]
                  properties:
                    text: { type: string }
                output: { properties: { id: { type: string } } }
                examples: [{ input: { text: hello }, output: { id: n-1 } }]
              post:
                summary: Posts something; nobody can tell afterwards whether it was posted.
                effect: change
                idempotency: "no"
                request: { method: POST, path: /posts, body: { text: "${input.text}" } }
                input:
                  required: [text]
                  properties:
                    text: { type: string }
                output: { properties: { id: { type: string } } }
                examples: [{ input: { text: hello }, output: { id: p-1 } }]
            """;

    private static final String PLAYBOOK =
            """
            playbook: two-notes
            outputs:
              ids: { type: array, items: { type: string } }
            steps:
              - id: first
                action: desk.note
                onError: fail
                with: { text: one }
              - id: second
                action: desk.OPERATION
                onError: fail
                with: { text: two }
              - return: { ids: ["${steps.first.id}", "${steps.second.id}"] }
            """;

    /** A request as it came: its path, key and body. */
    private record Asked(String path, String key, String text) {}

    @TempDir Path folder;

    private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    private final ConcurrentLinkedQueue<Process> processes = new ConcurrentLinkedQueue<>();
    private final CountDownLatch answers = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void setUp() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        Files.createDirectories(folder.resolve("connectors"));
        Files.createDirectories(folder.resolve("playbooks"));
        Files.writeString(folder.resolve("connectors/desk.yaml"), CONNECTOR);
        Files.writeString(
                folder.resolve("connections.yaml"),
                """
                connections:
                  desk:
                    url: http://127.0.0.1:%d
                    auth: { kind: none }
                    allowAddresses: [127.0.0.1]
                """
                        .formatted(server.getAddress().getPort()));
    }

    @AfterEach
    void tearDown() {
        answers.countDown();
        processes.forEach(Process::destroyForcibly);
        server.stop(0);
    }

    /** The second text is answered only once the test has let answers go. */
    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String text = body.contains("two") ? "two" : "one";
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        asked.add(new Asked(exchange.getRequestURI().getPath(), key == null ? "" : key, text));
        try (exchange) {
            if (text.equals("two")) {
                answers.await();
            }
            byte[] answer = "{\"id\": \"n-%s\"}".formatted(text).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Process start(String... words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add("dev.tocsin.cli.Main");
        command.addAll(List.of(words));
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectError(folder.resolve("err.txt").toFile())
                        .start();
        processes.add(process);
        return process;
    }

    private record Ended(int exitCode, String out, String err) {}

    private Ended end(Process process) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out, Files.readString(folder.resolve("err.txt")));
    }

    /** Until the second request is under way; the first one is answered at once. */
    private void awaitSecond() throws Exception {
        Asked next = asked.poll(60, TimeUnit.SECONDS);
        while (next != null && !next.text().equals("two")) {
            next = asked.poll(60, TimeUnit.SECONDS);
        }
        assertNotNull(next, Files.readString(folder.resolve("err.txt")));
    }

    /** Kills a run while its second request is under way, and gives its id. */
    private String killInTheMiddle(String operation) throws Exception {
        Files.writeString(
                folder.resolve("playbooks/two.yaml"), PLAYBOOK.replace("OPERATION", operation));
        Process process = start("run", "playbooks/two.yaml", "--store", "s.db");
        awaitSecond();
        process.destroyForcibly();
        assertEquals(137, process.waitFor());
        // Whatever becomes of the file, the run stays on the text that it began with.
        Files.delete(folder.resolve("playbooks/two.yaml"));
        Ended list = end(start("runs", "list", "--store", "s.db", "--format", "json"));
        assertTrue(list.out().contains("\"status\" : \"running\""), list::out);
        int at = list.out().indexOf("run-");
        return list.out().substring(at, at + "run-".length() + 12);
    }

    @Test
    void aKilledRunGoesOnWhereItWas() throws Exception {
        String id = killInTheMiddle("note");
        answers.countDown();
        Ended resumed = end(start("runs", "resume", id.substring(4, 9), "--store", "s.db"));

        assertEquals(0, resumed.exitCode(), resumed::err);
        assertTrue(resumed.out().startsWith("two-notes succeeded\n"), resumed::out);
        assertTrue(resumed.out().contains("ids: n-one, n-two"), resumed::out);
        // What had its answer is not done again, what had none is, with the same key.
        List<Asked> again = new ArrayList<>(asked);
        assertEquals(1, again.size(), again::toString);
        assertEquals("two", again.getFirst().text());
        assertEquals(id + "/steps[1]", again.getFirst().key());
    }

    @Test
    void whatNobodyCanTellWaitsForAPerson() throws Exception {
        String id = killInTheMiddle("post");
        answers.countDown();
        Ended resumed = end(start("runs", "resume", id, "--store", "s.db"));

        assertEquals(4, resumed.exitCode(), resumed::err);
        assertTrue(resumed.err().contains("runs resolve " + id + " --done"), resumed::err);
        assertEquals(List.of(), List.copyOf(asked), "it was sent again unasked");

        Ended shown = end(start("runs", "show", id, "--store", "s.db"));
        assertEquals(4, shown.exitCode(), shown::err);
        assertTrue(shown.out().contains("needsAttention"), shown::out);

        Ended resolved =
                end(
                        start(
                                "runs",
                                "resolve",
                                id,
                                "--done",
                                "--result",
                                "{\"id\": \"p-7\"}",
                                "--store",
                                "s.db"));
        assertEquals(0, resolved.exitCode(), resolved::err);
        assertTrue(resolved.out().contains("ids: n-one, p-7"), resolved::out);
        assertEquals(List.of(), List.copyOf(asked), "it was sent again unasked");
        assertFalse(resolved.err().contains("WARNING"), resolved::err);
    }

    @Test
    void aStoreThatAnotherProcessHoldsIsLookedAtAndNotChanged() throws Exception {
        Files.writeString(
                folder.resolve("playbooks/two.yaml"), PLAYBOOK.replace("OPERATION", "note"));
        Process process = start("run", "playbooks/two.yaml", "--store", "s.db");
        awaitSecond();
        CapturedConsole here = CapturedConsole.in(folder);
        CapturedConsole.Printed list = here.run("runs", "list", "--store", "s.db");
        assertTrue(list.out().contains("running"), list::out);
        String id = list.out().substring(list.out().indexOf("run-")).substring(0, 16);
        CapturedConsole.Printed cancel = here.run("runs", "cancel", id, "--store", "s.db");
        assertEquals(ExitCode.FAULT, cancel.exitCode(), cancel::err);
        assertTrue(cancel.err().contains(Long.toString(process.pid())), cancel::err);

        answers.countDown();
        assertEquals(0, end(process).exitCode());
    }
}
