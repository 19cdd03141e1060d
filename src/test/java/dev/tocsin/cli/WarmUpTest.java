package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.host.RunClock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The sample must stay right: a stage that it does not reach starts cold for everybody. */
class WarmUpTest {

    private static final Path SAMPLES = Path.of("src/main/resources/warm-up").toAbsolutePath();

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void sampleIsValid() {
        assertEquals(ExitCode.FINE, run("validate", "playbook.yaml"), () -> printed.toString());
    }

    @Test
    void sampleRunsInTheLab() {
        assertEquals(
                ExitCode.FINE,
                run("run", "playbook.yaml", "--event", "event.json", "--lab"),
                () -> printed.toString());
    }

    @Test
    void stepsRunWithoutTheLab() {
        assertEquals(ExitCode.FINE, run("run", "steps.yaml"), () -> printed.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "run", "lab", "store"})
    void trainingEndsWell(String part) {
        assertEquals(ExitCode.FINE, run("warm-up", part), () -> printed.toString());
    }

    private int run(String... words) {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        Console console =
                new Console(
                        InputStream.nullInputStream(),
                        out,
                        out,
                        Map.of(),
                        SAMPLES,
                        RunClock.real(),
                        false,
                        false,
                        false);
        return new Dispatcher(console).run(List.of(words));
    }
}
