package dev.tocsin.cli;

import dev.tocsin.host.RunClock;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code tocsin serve} on a thread of the test, in real time, with all that it prints kept. */
final class ServedCommand implements AutoCloseable {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Thread thread;
    private volatile int exitCode = -1;

    private ServedCommand(Path folder, Map<String, String> environment, List<String> words) {
        Console console =
                new Console(
                        new ByteArrayInputStream(new byte[0]),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        environment,
                        folder.toAbsolutePath(),
                        RunClock.real(),
                        false,
                        false,
                        false);
        thread =
                Thread.ofPlatform()
                        .name("served")
                        .start(() -> exitCode = new Dispatcher(console).run(words));
    }

    /** Starts it, and returns once it says how to stop it. */
    static ServedCommand start(Path folder, Map<String, String> environment, String... words)
            throws InterruptedException {
        ServedCommand served = new ServedCommand(folder, environment, List.of(words));
        while (!served.out().contains("Ctrl-C")) {
            if (!served.thread.isAlive()) {
                throw new AssertionError(
                        "it ended with " + served.exitCode + ": " + served.out() + served.err());
            }
            Thread.onSpinWait();
        }
        return served;
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    URI address() {
        String first = out().lines().findFirst().orElseThrow();
        return URI.create(first.substring(first.indexOf(" at http") + 4).strip());
    }

    /** The answer to a request of somebody with this token, or of nobody where it is empty. */
    HttpResponse<String> ask(String method, String path, String token, String body)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address().resolve(path))
                        .method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path, String token) throws Exception {
        return ask("GET", path, token, "");
    }

    /** Stops it, and returns once it has ended. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        client.close();
    }
}
