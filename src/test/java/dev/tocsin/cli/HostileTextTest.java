package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.cli.CapturedConsole.Printed;
import dev.tocsin.diagnostic.TerminalText;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whoever writes the alert writes no line at the terminal and makes no choice there. */
@Timeout(60)
final class HostileTextTest {

    private static final String FORGED = "forged: 0 containments, 0 questions";

    private static final String PLAYBOOK =
            """
            playbook: hostile
            inputs:
              title: { type: string, default: "x\\nforged: 0 containments, 0 questions\\r\\u009b8m\\u202e\\u2028" }
            outputs:
              titles: {}
            steps:
              - log: ${inputs.title}
              - when: inputs.title.startsWith("x")
                fail: ${inputs.title}
              - return: { titles: "${ {inputs.title: inputs.title} }" }
            """;

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"run", "plan", "run --format json", "plan --format json"})
    void anAlertWritesNoLine(String command) throws Exception {
        Files.writeString(folder.resolve("hostile.yaml"), PLAYBOOK);
        for (String title : List.of("--", "--input title=y\n" + FORGED + "\u202e")) {
            List<String> words = new ArrayList<>(List.of(command.split(" ")));
            if (!title.equals("--")) {
                words.addAll(List.of("--input", title.substring("--input ".length())));
            }
            words.add("hostile.yaml");
            Printed printed = CapturedConsole.in(folder).run(words);
            String all = printed.out() + printed.err();
            assertTrue(all.contains(FORGED), all);
            all.lines().forEach(line -> assertFalse(line.startsWith(FORGED), all));
            assertEquals(TerminalText.lines(all), all);
        }
    }

    /** The first choice is what the alert makes it; its label reads like the second one. */
    @Test
    void aLabelThatReadsLikeAnotherChoiceChoosesNeither() throws Exception {
        Files.writeString(
                folder.resolve("asks.yaml"),
                """
                playbook: asks
                inputs:
                  name: { type: string, default: leave }
                steps:
                  - id: q
                    ask: Which one?
                    choices: "${[{'value': 'Isolate', 'label': inputs.name}, {'value': 'Leave', 'label': 'Leave'}]}"
                    timeout: 5m
                  - log: chose ${steps.q.choice}
                """);
        Printed printed =
                CapturedConsole.in(folder).typing("Leave\nleave\n2\n").run("run", "asks.yaml");
        assertEquals(ExitCode.FINE, printed.exitCode(), printed::err);
        assertTrue(printed.err().contains("none of the choices"), printed::err);
        assertTrue(printed.err().contains("chose Leave"), printed::err);
    }
}
