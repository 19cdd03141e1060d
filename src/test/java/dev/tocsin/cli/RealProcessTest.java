package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What only a process of its own can show: its exit code, and what signals do to a run. */
class RealProcessTest {

    private static final String WAITS =
            """
            playbook: waits
            steps:
              - try:
                  - log: waiting now
                  - wait: 1h
                finally:
                  - log: cleaned up
            """;

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void aSignalCancelsTheRunInGoodOrder(String signal, int exitCode) throws Exception {
        Path playbook = Files.writeString(folder.resolve("waits.yaml"), WAITS);
        Process process = start("run", playbook.toString());
        try (BufferedReader err = reader(process)) {
            for (String line = err.readLine(); !line.contains("waiting now"); ) {
                line = err.readLine();
            }
            String pid = Long.toString(process.pid());
            assertEquals(0, new ProcessBuilder("kill", "-" + signal, pid).start().waitFor());
            String rest = String.join("\n", err.lines().toList());
            String out = text(process);

            assertEquals(exitCode, process.waitFor(), rest);
            assertTrue(rest.contains("cleaned up"), rest);
            assertTrue(out.startsWith("waits cancelled: interrupted\n"), out);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void theCommandOfTheReadmeSucceeds() throws Exception {
        Process process =
                start(
                        "run",
                        "playbooks/isolate-device-on-high-alert.yaml",
                        "--event",
                        "examples/events/defender-alert-high.json",
                        "--lab");
        try (BufferedReader err = reader(process)) {
            String told = String.join("\n", err.lines().toList());
            String out = text(process);

            assertEquals(0, process.waitFor(), told);
            assertTrue(out.startsWith("isolate-device-on-high-alert succeeded\n"), out);
            assertTrue(out.contains("ws-diego-01.contoso.com: isolation None → Full"), out);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (canResetSignals()) {
            // A build that runs in the background of a shell hands down that SIGINT is ignored.
            command.addAll(List.of("env", "--default-signal=INT"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add("dev.tocsin.cli.Main");
        command.addAll(List.of(words));
        return new ProcessBuilder(command).start();
    }

    private static boolean canResetSignals() throws IOException, InterruptedException {
        return new ProcessBuilder("env", "--default-signal=INT", "true").start().waitFor() == 0;
    }

    private static BufferedReader reader(Process process) {
        return new BufferedReader(
                new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    }

    private static String text(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
