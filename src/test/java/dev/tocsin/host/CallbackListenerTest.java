package dev.tocsin.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.expression.Evaluation;
import dev.tocsin.interpreter.Outcome;
import dev.tocsin.interpreter.Place;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.interpreter.StepEnd;
import dev.tocsin.interpreter.Trace;
import dev.tocsin.program.Program;
import dev.tocsin.program.StepNode;
import dev.tocsin.testing.TestPlaybook;
import dev.tocsin.value.Json;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;

/** Callbacks over real HTTP, into a run in memory whose clock skips. */
final class CallbackListenerTest {

    private static final String PLAYBOOK =
            """
            playbook: answers
            outputs:
              who: { type: string }
            steps:
              - id: reply
                waitFor: callback
                schema: { type: object, required: [by], properties: { by: { type: string } } }
                timeout: 2d
              - id: last
                waitFor: callback
                timeout: 2d
              - return: { who: "${steps.reply.by}" }
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<String> urls = new LinkedBlockingQueue<>();
    private CallbackListener listener;
    private Future<Outcome> run;

    @BeforeEach
    void start() throws Exception {
        listener = CallbackListener.open();
        Program program = TestPlaybook.program(PLAYBOOK);
        RunFacts facts = TestPlaybook.facts(program).takingCallbacksAt(listener.base());
        MemoryHost host =
                new MemoryHost(
                        (_, _, _, _, _) -> {
                            throw new AssertionError("nothing is performed");
                        },
                        new RunClock.Skipping(java.time.InstantSource.fixed(TestPlaybook.START)));
        listener.connect(host::calledBack);
        run = thread.submit(() -> host.run(program, facts, new Urls(urls)));
    }

    @AfterEach
    void stop() {
        listener.close();
        thread.shutdownNow();
        client.close();
    }

    private record Urls(BlockingQueue<String> found) implements Trace {
        @Override
        public void began(Place place, StepNode node) {}

        @Override
        public void ended(Place place, StepNode node, StepEnd end) {}

        @Override
        public void retrying(
                Place place, StepNode node, dev.tocsin.interpreter.Failure failure, int attempt) {}

        @Override
        public void revealed(Place place, StepNode node, Evaluation.Revealed what) {}

        @Override
        public void awaitingCallback(Place place, StepNode node, String url) {
            found.add(url);
        }
    }

    private String post(String url, String type, String body) throws Exception {
        return send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body)));
    }

    private String send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    @Test
    void takesTheFirstBodyThatFits() throws Exception {
        String reply = urls.take();
        assertTrue(reply.startsWith("http://127.0.0.1:"), reply);
        assertEquals(
                "405 {\"status\":405,\"detail\":\"a callback is a POST\"}",
                send(HttpRequest.newBuilder(URI.create(reply)).GET()));
        assertEquals(
                "415 {\"status\":415,\"detail\":\"a callback is JSON: send"
                        + " `Content-Type: application/json`\"}",
                post(reply, "text/plain", "{}"));
        assertTrue(post(reply, "application/json", "{").startsWith("400 "));
        assertEquals(
                "413 {\"status\":413,\"detail\":\"a callback has at most 1 MiB\"}",
                post(reply, "application/json", "\"" + "x".repeat(1 << 20) + "\""));
        assertEquals(
                "404 {\"status\":404,\"detail\":\"there is no such callback\"}",
                post(reply.substring(0, reply.length() - 1), "application/json", "{}"));
        assertEquals(
                "422 {\"status\":422,\"detail\":\"the body: `by` is missing\"}",
                post(reply, "application/json", "{}"));
        assertEquals(
                "202 {\"status\":\"accepted\"}",
                post(reply, "application/json; charset=utf-8", "{\"by\": \"Anna\"}"));
        String last = urls.take();
        assertEquals(
                "409 {\"status\":409,\"detail\":\"another body came before this one\"}",
                post(reply, "application/json", "{\"by\": \"Eve\"}"));
        assertEquals("202 {\"status\":\"accepted\"}", post(last, "application/vnd.x+json", "null"));
        Outcome.Succeeded outcome = assertInstanceOf(Outcome.Succeeded.class, run.get());
        assertEquals("{\"who\":\"Anna\"}", Json.write(outcome.outputs()));
        assertEquals(
                "410 {\"status\":410,\"detail\":\"nobody waits for this callback any more\"}",
                post(last, "application/json", "{}"));
    }
}
