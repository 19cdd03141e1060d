package dev.tocsin.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The packaged jar as a process of its own, over a project in a folder. */
final class PackagedService implements AutoCloseable {

    private static final Path JAR = Path.of("target/tocsin.jar").toAbsolutePath();
    private static final String DESK =
            """
            connector: desk
            summary: A desk that counts.
            auth: [none]
            alerts:
              event:
                type: object
                required: [alertId, severity]
                properties:
                  alertId: { type: string, minLength: 1, description: id of the alert }
                  severity: { type: string, description: how bad it is }
              map:
                sourceAlertId: ${event.alertId}
                title: ${"Alert " + event.alertId}
                severity: high
                status: new
                createdAt: "2026-01-01T00:00:00Z"
            operations:
              getDevice:
                summary: Reads a device.
                effect: read
                request: { method: GET, path: "/devices/${input.id}" }
                input:
                  required: [id]
                  properties: { id: { type: string, minLength: 1, description: its id } }
                output: { properties: { id: { type: string }, state: { type: string } } }
                examples: [{ input: { id: "7" }, output: { id: "7", state: open } }]
              openTicket:
                summary: Opens a ticket.
                effect: change
                idempotency: keyed
                request:
                  method: POST
                  path: /tickets
                  headers: { Idempotency-Key: "${key}" }
                  body: { title: "${input.title}" }
                input:
                  required: [title]
                  properties: { title: { type: string, minLength: 1, description: its title } }
                output: { properties: { id: { type: string }, state: { type: string } } }
                examples: [{ input: { title: x }, output: { id: "7", state: open } }]
            """;
    private static final String PLAYBOOK =
            """
            playbook: two-calls
            owner: test
            on:
              - alert: { source: desk }
            steps:
              - if: event.severity == "High"
                then:
                  - id: device
                    action: desk.getDevice
                    with: { id: "${event.alertId}" }
                  - action: desk.openTicket
                    with: { title: "${event.alertId}" }
            """;

    private final Path folder;
    private final HttpClient client = HttpClient.newHttpClient();
    private Process process;
    private URI address = URI.create("http://127.0.0.1");

    private PackagedService(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /** Writes the project; starts nothing yet but one command that makes a token. */
    static PackagedService over(Path folder, int deskPort)
            throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("playbooks"));
        Files.createDirectories(folder.resolve("connectors"));
        Files.writeString(folder.resolve("connectors/desk.yaml"), DESK);
        Files.writeString(folder.resolve("playbooks/two-calls.yaml"), PLAYBOOK);
        Files.writeString(
                folder.resolve("connections.yaml"),
                """
                connections:
                  desk:
                    url: http://127.0.0.1:%d
                    allowAddresses: [127.0.0.1]
                    auth: { kind: none }
                """
                        .formatted(deskPort));
        return new PackagedService(folder, started(folder, "store", "info"));
    }

    /** Runs a command to its end, and gives what it printed. */
    String run(String... words) throws IOException, InterruptedException {
        Process command = started(folder, words);
        String out = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        command.waitFor();
        return out;
    }

    private static Process started(Path folder, String... words) throws IOException {
        return started(folder, List.of(), words);
    }

    /**
     * @param before what the command line begins with: a shell that sets limits, say
     */
    private static Process started(Path folder, List<String> before, String... words)
            throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-jar");
        command.add(JAR.toString());
        command.addAll(List.of(words));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(folder.resolve("errors.txt").toFile())
                .start();
    }

    /** Starts the service, and returns once it takes alerts. */
    void start() throws IOException {
        start(List.of());
    }

    /** The same on a disk that is full once a file has that size: writes beyond it fail. */
    void startWithFilesOfAtMost(int kibibytes) throws IOException {
        // POSIX counts in blocks of 512 bytes.
        start(List.of("/bin/sh", "-c", "ulimit -f " + kibibytes * 2 + "; exec \"$@\"", "sh"));
    }

    private void start(List<String> before) throws IOException {
        process = started(folder, before, "serve", "--listen", "127.0.0.1:0");
        BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        while (true) {
            String line = lines.readLine();
            if (line == null) {
                throw new AssertionError(
                        "it did not start: " + Files.readString(folder.resolve("errors.txt")));
            }
            if (line.contains(" at http")) {
                address = URI.create(line.substring(line.indexOf(" at http") + 4).strip());
            }
            if (line.startsWith("Ctrl-C")) {
                return;
            }
        }
    }

    /** The status of the answer; throws where the line broke. */
    int post(String token, String alert) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(address.resolve("/v1/alerts/desk"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(alert))
                        .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /** The status that readiness answers with. */
    int readiness() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/readyz")).build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /** The body of a page of the API. */
    String get(String path, String token) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(address.resolve(path))
                        .header("Authorization", "Bearer " + token)
                        .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    /** Asks until no run goes on any more. */
    void awaitAllEnded(String viewer) throws IOException, InterruptedException {
        while (true) {
            boolean all = true;
            for (String status : List.of("running", "waiting", "queued")) {
                all &= get("/v1/runs?status=" + status, viewer).contains("\"runs\":[]");
            }
            if (all) {
                return;
            }
        }
    }

    /** As `kill -9`: the process gets no chance to do anything. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As Ctrl-C does; returns once it has ended. */
    int stop() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        client.close();
    }
}
