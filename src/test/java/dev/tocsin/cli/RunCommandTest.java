package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.cli.CapturedConsole.Printed;
import dev.tocsin.value.Json;
import dev.tocsin.value.MapValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What {@code run} does with its result and its streams. */
class RunCommandTest {

    private static final List<String> ISOLATE =
            List.of(
                    "run",
                    Path.of("playbooks/isolate-device-on-high-alert.yaml").toString(),
                    "--event",
                    "examples/events/defender-alert-high.json",
                    "--lab");

    @TempDir Path folder;

    @Test
    void writesTheRecordIntoAFile() throws Exception {
        Path file = folder.resolve("runs/record.json");
        Printed printed = run("--format", "json", "--output", file.toString());

        assertEquals(0, printed.exitCode(), printed::err);
        assertEquals("", printed.out());
        MapValue record = (MapValue) Json.parse(Files.readString(file));
        assertEquals("succeeded", record.text("status"));
    }

    @Test
    void anOutputThatCannotBeWrittenIsAFault() throws Exception {
        Files.writeString(folder.resolve("taken"), "");
        Printed printed = run("--output", folder.resolve("taken/record.json").toString());

        assertEquals(ExitCode.FAULT, printed.exitCode());
        assertTrue(printed.err().contains("error: cannot write"), printed::err);
    }

    @Test
    void onATerminalTheLineInBetweenIsErased() {
        Printed printed =
                CapturedConsole.in(Path.of(""))
                        .with(Map.of("NO_COLOR", "1"))
                        .onTerminal()
                        .run(ISOLATE);
        String seen = Terminal.seen(printed.err());

        assertTrue(printed.err().contains("… alert"), printed::err);
        assertFalse(seen.contains("…\u001b"), seen);
        assertEquals(
                Normalised.of(CapturedConsole.in(Path.of("")).run(ISOLATE).err()),
                Normalised.of(seen));
    }

    @Test
    void onATerminalTheMarksAreColouredUnlessNoColorIsSet() {
        CapturedConsole terminal = CapturedConsole.in(Path.of("")).onTerminal();

        assertTrue(terminal.run(ISOLATE).err().contains("\u001b[32m✓\u001b[0m alert"));
        assertFalse(
                terminal.with(Map.of("NO_COLOR", "1")).run(ISOLATE).err().contains("\u001b[32m"));
        assertFalse(CapturedConsole.in(Path.of("")).run(ISOLATE).err().contains("\u001b"));
    }

    private Printed run(String... options) {
        List<String> words = new java.util.ArrayList<>(ISOLATE);
        words.addAll(List.of(options));
        return CapturedConsole.in(Path.of("")).run(words);
    }

    /** A terminal that knows how to go back to the start of a line and to erase it. */
    private static final class Terminal {

        private Terminal() {}

        static String seen(String printed) {
            StringBuilder seen = new StringBuilder();
            for (String line : printed.split("(?<=\n)")) {
                seen.append(
                        line.substring(
                                line.lastIndexOf("\r\u001b[2K") < 0
                                        ? 0
                                        : line.lastIndexOf("\r\u001b[2K")
                                                + "\r\u001b[2K".length()));
            }
            return seen.toString();
        }
    }
}
