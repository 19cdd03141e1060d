package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A baseline hides what it lists, wherever it moved to, and nothing else. */
final class BaselineTest {

    private static final String LEAVES =
            """
            playbook: leaves
            inputs:
              unused: { type: string, default: "" }
            steps:
              - return: {}
              - log: never said
            """;

    @TempDir Path project;

    private CapturedConsole.Printed validate(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "validate";
        System.arraycopy(words, 0, all, 1, words.length);
        return CapturedConsole.in(project).run(all);
    }

    private void lay(String text) throws IOException {
        Files.writeString(project.resolve("leaves.yaml"), text);
    }

    @Test
    void hidesWhatItLists() throws IOException {
        lay(LEAVES);
        assertEquals(
                "no findings in 1 file, 2 in the baseline\n",
                validate("--write-baseline", "known.json").out());
        String written = Files.readString(project.resolve("known.json"));
        assertTrue(
                written.contains("\"file\" : \"leaves.yaml\"")
                        || written.contains("\"file\": \"leaves.yaml\""),
                written);

        lay(LEAVES.replace("steps:", "# moved\n# down\nsteps:"));
        assertEquals(
                "no findings in 1 file, 2 in the baseline\n",
                validate("--baseline", "known.json").out());

        lay(LEAVES.replace("never said", "another text"));
        CapturedConsole.Printed changed = validate("--baseline", "known.json");
        assertTrue(
                changed.out().endsWith("\n1 warning in 1 file, 1 in the baseline\n"),
                changed.out());
        assertTrue(
                changed.err().startsWith("note: 1 of the findings in the baseline"), changed.err());
    }

    @Test
    void pruningRemovesWhatIsGone() throws IOException {
        lay(LEAVES);
        validate("--write-baseline", "known.json");
        lay(LEAVES.replace("  - log: never said\n", ""));
        assertEquals("", validate("--baseline", "known.json", "--prune").err());
        String pruned = Files.readString(project.resolve("known.json"));
        assertFalse(pruned.contains("unreachable-step"), pruned);
        assertEquals("", validate("--baseline", "known.json").err());
    }

    @Test
    void sarifHoldsEachFindingAndItsRule() throws IOException {
        lay(LEAVES);
        String log = validate("--format", "sarif").out();
        assertTrue(log.contains("\"ruleId\":\"unreachable-step\",\"ruleIndex\":1"), log);
        assertTrue(log.contains("{\"id\":\"unused-input\",\"shortDescription\""), log);
        assertTrue(
                log.contains("\"startLine\":6,\"startColumn\":5,\"endLine\":6,\"endColumn\":8"),
                log);
    }
}
