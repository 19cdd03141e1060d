package dev.tocsin.cli;

import dev.tocsin.host.RunClock;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Runs commands as a process would, with streams, environment, folder and clock of the test. */
record CapturedConsole(
        Path directory,
        Map<String, String> environment,
        String input,
        boolean liveErr,
        boolean typed,
        boolean askable) {

    /** The Monday morning of the lab. */
    static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    /** What one command printed and how it ended. */
    record Printed(int exitCode, String out, String err) {}

    static CapturedConsole in(Path directory) {
        return new CapturedConsole(directory.toAbsolutePath(), Map.of(), "", false, false, false);
    }

    CapturedConsole with(Map<String, String> variables) {
        return new CapturedConsole(directory, variables, input, liveErr, typed, askable);
    }

    CapturedConsole reading(String text) {
        return new CapturedConsole(directory, environment, text, liveErr, false, askable);
    }

    CapturedConsole onTerminal() {
        return new CapturedConsole(directory, environment, input, true, typed, askable);
    }

    /** Somebody at the keyboard types these lines, each when it is waited for. */
    CapturedConsole typing(String lines) {
        return new CapturedConsole(directory, environment, lines, liveErr, true, true);
    }

    /** Standard input and error are those of a terminal. */
    CapturedConsole withPerson() {
        return new CapturedConsole(directory, environment, input, liveErr, typed, true);
    }

    Printed run(String... words) {
        return run(List.of(words));
    }

    Printed run(List<String> words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream messages = new PrintStream(err, false, StandardCharsets.UTF_8);
        Console console =
                new Console(
                        typed
                                ? new TypedLines(input, messages)
                                : new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        messages,
                        environment,
                        directory,
                        new RunClock.Skipping(InstantSource.fixed(NOW)),
                        liveErr,
                        askable,
                        false);
        int exitCode = new Dispatcher(console).run(words);
        return new Printed(
                exitCode,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }
}
