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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code tocsin serve --lab} of the packaged jar over a copy of the playbooks and policies that
 * ship. Knows of it what it prints, as whoever tries it does.
 */
final class TriedService implements AutoCloseable {

    private static final Path JAR = Path.of("target/tocsin.jar").toAbsolutePath();

    private final Path folder;
    private final HttpClient client = HttpClient.newHttpClient();
    private Process process;
    private String printed = "";

    private TriedService(Path folder) {
        this.folder = folder;
    }

    /** Copies the project; starts nothing yet. */
    static TriedService of(Path folder) throws IOException {
        for (String part : List.of("playbooks", "policies")) {
            Files.createDirectories(folder.resolve(part));
            try (Stream<Path> files = Files.list(Path.of(part))) {
                for (Path file : files.toList()) {
                    Files.copy(file, folder.resolve(part).resolve(file.getFileName().toString()));
                }
            }
        }
        return new TriedService(folder);
    }

    /** Starts it, and returns once it takes alerts. */
    void start() throws IOException {
        process = started("serve", "--lab", "--listen", "127.0.0.1:0");
        BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder text = new StringBuilder();
        while (true) {
            String line = lines.readLine();
            if (line == null) {
                throw new AssertionError(text + Files.readString(folder.resolve("errors.txt")));
            }
            text.append(line).append('\n');
            if (line.startsWith("Ctrl-C")) {
                printed = text.toString();
                return;
            }
        }
    }

    private Process started(String... words) throws IOException {
        List<String> command = new ArrayList<>();
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

    /** Runs a command to its end, and gives what it printed. */
    String run(String... words) throws IOException, InterruptedException {
        Process command = started(words);
        String out = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        command.waitFor();
        return out;
    }

    /** Runs a command that was printed, as it stands there. */
    String runAsPrinted(String beginning) throws IOException, InterruptedException {
        return run(found("\\./tocsin (" + beginning + ".*)").split(" "));
    }

    private String found(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(printed);
        if (!matcher.find()) {
            throw new AssertionError(pattern + " in\n" + printed);
        }
        return matcher.group(1);
    }

    URI address() {
        return URI.create(found("serves .* at (http\\S+)"));
    }

    /** With the token of the source or of the one who answers. */
    HttpResponse<String> post(String path, String body, boolean asSource)
            throws IOException, InterruptedException {
        String token = asSource ? found("Bearer (\\S+)'") : approver();
        return client.send(
                to(address().resolve(path), token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** What is at a path, for the one who answers. */
    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                to(address().resolve(path), approver()).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String approver() {
        return found("takes the token of \\S+:\\n +(tocsin_\\S+)");
    }

    private static HttpRequest.Builder to(URI address, String token) {
        return HttpRequest.newBuilder(address).header("Authorization", "Bearer " + token);
    }

    /** Looks at the lab until its state, without blanks between things, holds this. */
    Matcher awaitInLab(Pattern pattern) throws IOException, InterruptedException {
        URI state = URI.create(found("lab of \\S+ answers at (http\\S+)") + "/lab/state");
        while (true) {
            String text =
                    client.send(
                                    HttpRequest.newBuilder(state).build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body();
            Matcher matcher = pattern.matcher(text.replaceAll("\\s+", " "));
            if (matcher.find()) {
                return matcher;
            }
        }
    }

    /** Looks at a run until it has succeeded. */
    void awaitSuccess(String run) throws IOException, InterruptedException {
        String body = "";
        while (!body.contains("\"status\":\"succeeded\"")) {
            body = get("/v1/runs/" + run).body();
            if (body.contains("\"status\":\"failed\"")) {
                throw new AssertionError(body);
            }
        }
    }

    /** As {@code kill -9}: the process gets no chance to do anything. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        client.close();
    }
}
