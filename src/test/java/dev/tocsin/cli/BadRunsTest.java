package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tocsin.cli.CapturedConsole.Printed;
import dev.tocsin.lab.Lab;
import dev.tocsin.lab.LabOptions;
import dev.tocsin.testing.Golden;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What can go wrong with a run, one folder each: {@code golden/bad/<case>/}.
 *
 * <p>The case's files are copied beside {@code playbooks/} and {@code examples/} of the project,
 * with {@code @LAB@} replaced by the address of a lab whose connections are in {@code lab.yaml}.
 * Each line of {@code faults.jsonl} is something the lab does wrong. {@code transcript.txt} holds
 * the commands, {@code $ NAME=value tocsin ...}, and what they print: standard error after {@code !
 * }, the exit code in brackets.
 */
class BadRunsTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden/bad");
    private static final String COMMAND = "$ ";

    /** The credential that one case holds where a reference should be. */
    private static final String IN_A_FILE = "Zu7~hunter2-hunter2-hunter2";

    @TempDir Path project;

    static List<String> cases() throws IOException {
        try (var folders = Files.list(FOLDER)) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void printsWhatTheTranscriptSays(String name) throws IOException, InterruptedException {
        Path folder = FOLDER.resolve(name);
        Path transcript = folder.resolve("transcript.txt");
        StringBuilder actual = new StringBuilder();
        for (String line : Files.readAllLines(transcript)) {
            if (line.startsWith(COMMAND)) {
                // Each command meets a fresh lab, so that none hangs on what another did.
                try (Lab lab = Lab.start(LabOptions.standard())) {
                    lay(folder, lab);
                    actual.append(line).append('\n').append(run(line, lab)).append('\n');
                }
            }
        }
        Golden.check(transcript, actual.toString());
    }

    private String run(String line, Lab lab) throws IOException {
        Map<String, String> environment = new TreeMap<>();
        lab.credentials()
                .forEach((reference, value) -> environment.put(variable(reference), value));
        List<String> canaries = new ArrayList<>(environment.values());
        canaries.add(IN_A_FILE);
        List<String> words = new ArrayList<>(List.of(line.substring(COMMAND.length()).split(" +")));
        while (!words.getFirst().equals("tocsin")) {
            String[] assignment = words.removeFirst().split("=", 2);
            environment.put(assignment[0], assignment[1].replace("@LAB@", lab.baseUrl()));
            canaries.add(environment.get(assignment[0]));
        }
        words.removeFirst();
        String input = "";
        int redirect = words.indexOf("<");
        if (redirect >= 0) {
            input = Files.readString(project.resolve(words.get(redirect + 1)));
            words = words.subList(0, redirect);
        }
        Printed printed = CapturedConsole.in(project).with(environment).reading(input).run(words);
        refuseSecretsAndTraces(printed.out() + printed.err(), canaries);
        StringBuilder all = new StringBuilder(printed.out());
        printed.err().lines().forEach(each -> all.append("! ").append(each).append('\n'));
        all.append('[').append(printed.exitCode()).append("]\n");
        return Normalised.of(all.toString().replace(project.toString(), "PROJECT"))
                .replaceAll("\\b\\d+(\\.\\d+)?m?s\\b skipped", "TIME skipped");
    }

    private static void refuseSecretsAndTraces(String printed, List<String> canaries) {
        for (String trace : List.of("Exception", "\tat ", "java.", "dev.tocsin.", "null pointer")) {
            assertFalse(printed.contains(trace), () -> "`" + trace + "` in " + printed);
        }
        for (String canary : canaries) {
            if (canary.isEmpty()) {
                continue;
            }
            List<String> forms = new ArrayList<>(List.of(canary));
            // The secret of a webhook is the end of its address.
            forms.add(canary.substring(canary.lastIndexOf('/') + 1));
            for (String form : List.copyOf(forms)) {
                byte[] bytes = form.getBytes(StandardCharsets.UTF_8);
                forms.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
                forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
                forms.add(URLEncoder.encode(form, StandardCharsets.UTF_8));
            }
            for (String form : forms) {
                assertFalse(printed.contains(form), () -> "a secret in " + printed);
            }
        }
    }

    private static String variable(String reference) {
        return reference.substring("env:".length());
    }

    private void lay(Path folder, Lab lab) throws IOException, InterruptedException {
        for (String part : List.of("playbooks", "examples/events")) {
            Files.createDirectories(project.resolve(part));
            try (var files = Files.list(Path.of(part))) {
                for (Path file : files.toList()) {
                    copy(file, part + "/" + file.getFileName(), lab);
                }
            }
        }
        Files.writeString(project.resolve("lab.yaml"), lab.connectionsYaml());
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                copy(file, folder.relativize(file).toString(), lab);
            }
        }
        Path faults = folder.resolve("faults.jsonl");
        if (Files.exists(faults)) {
            for (String fault : Files.readAllLines(faults)) {
                post(lab, fault);
            }
        }
    }

    private void copy(Path file, String name, Lab lab) throws IOException {
        Path target = project.resolve(name);
        Files.createDirectories(target.getParent());
        Files.writeString(target, Files.readString(file).replace("@LAB@", lab.baseUrl()));
    }

    private static void post(Lab lab, String fault) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(lab.baseUrl() + "/lab/faults"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(fault))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status != 201) {
                throw new IllegalStateException("the lab does not take " + fault);
            }
        }
    }
}
