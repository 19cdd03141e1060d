package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.cli.CapturedConsole.Printed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

/** Questions at a terminal while the run has something else to do. */
@Timeout(60)
final class TerminalQuestionsTest {

    @TempDir Path folder;

    private Printed run(CapturedConsole console, String steps, String... options) throws Exception {
        Path file = folder.resolve("playbook.yaml");
        Files.writeString(file, "playbook: asking\nsteps:\n" + steps);
        String[] words = new String[options.length + 2];
        words[0] = "run";
        words[1] = "playbook.yaml";
        System.arraycopy(options, 0, words, 2, options.length);
        return console.run(words);
    }

    private CapturedConsole console() {
        return CapturedConsole.in(folder);
    }

    private static final String SIDE_BY_SIDE =
            """
              - parallel:
                  a:
                    - id: a
                      ask: Isolate laptop-7?
                      choices: [Isolate, Leave]
                    - log: first is ${steps.a.choice}
                  b:
                    - id: b
                      ask: Disable adele?
                      choices: [Disable, Keep]
                    - log: second is ${steps.b.choice}
                  c:
                    - log: the third goes on
            """;

    @Test
    void questionsAreAskedOneAfterTheOther() throws Exception {
        Printed printed = run(console().typing("2\n1\n"), SIDE_BY_SIDE);

        assertEquals(0, printed.exitCode(), printed::err);
        String err = printed.err();
        assertTrue(err.contains("first is Leave"), err);
        assertTrue(err.contains("second is Disable"), err);
        assertTrue(err.indexOf("? Isolate laptop-7?") < err.indexOf("? Disable adele?"), err);
        assertTrue(err.indexOf("2\n") < err.indexOf("? Disable adele?"), err);
    }

    @Test
    void whatWasGivenBeforehandIsNotAskedAgain() throws Exception {
        Printed printed = run(console().typing("Keep\n"), SIDE_BY_SIDE, "--answer", "a=Isolate");

        assertEquals(0, printed.exitCode(), printed::err);
        assertFalse(printed.err().contains("? Isolate laptop-7?"), printed::err);
        assertTrue(printed.err().contains("second is Keep"), printed::err);
    }

    @Test
    void aQuestionThatIsClosedKeepsNothingWaiting() throws Exception {
        String steps =
                """
                  - parallel:
                      a:
                        - ask: Isolate laptop-7?
                      b:
                        - cancel: enough
                """;
        Printed printed = run(console().typing("1\n"), steps);

        assertEquals(ExitCode.FINDINGS, printed.exitCode(), printed::err);
        assertTrue(printed.out().contains("cancelled: enough"), printed::out);
    }

    @Test
    void whatWasTypedBeforeIsNoAnswer() throws Exception {
        // A stream whose bytes are all there at once was typed ahead.
        Printed printed =
                run(console().reading("1\n1\n1\n").withPerson(), "  - ask: Isolate laptop-7?\n");

        assertEquals(ExitCode.FINDINGS, printed.exitCode(), printed::err);
        assertTrue(printed.out().contains("terminal was closed"), printed::out);
    }

    @Test
    void textOfAnAlertCannotWriteToTheTerminal() throws Exception {
        String steps =
                """
                  - ask: Isolate ${'\\u001b]0;x\\u0007'}?
                    details: |
                      Title: ${'[a](https://x.example) \\u202e evil'}
                """;
        Printed printed = run(console().typing("1\n"), steps);

        assertFalse(printed.err().contains("\u001b"), printed::err);
        assertFalse(printed.err().contains("\u202e"), printed::err);
    }
}
