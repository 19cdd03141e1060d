package dev.tocsin.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.testing.TestPlaybook;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/** What a program was made of, kept as texts. */
final class StoredProjectTest {

    private static final Path CONNECTORS = Path.of("src/test/resources/golden/run");

    private static final String OUTER =
            """
            playbook: outer
            steps:
              - call: inner
                with: { id: a }
              - wait: 1s
            """;

    @TempDir Path folder;

    private StoredProject stored;

    @BeforeEach
    void store() throws Exception {
        Path inner = folder.resolve("inner.yaml");
        Files.writeString(
                inner,
                """
                playbook: inner
                inputs:
                  id: { type: string }
                steps:
                  - action: desk.put
                    with: { id: "${inputs.id}", to: 1 }
                """);
        Files.writeString(folder.resolve("beside.yaml"), "playbook: beside\nsteps: []\n");
        Program program = TestPlaybook.programWithWarnings(OUTER, folder);
        ConnectorRegistry connectors = ConnectorRegistry.load(CONNECTORS, new Diagnostics());
        stored =
                StoredProject.of(
                        program, connectors, name -> name.substring(name.lastIndexOf('/') + 1));
        // From here on there are only the texts.
        Files.delete(inner);
    }

    @Test
    void holdsWhatIsUsedAndNothingElse() {
        assertEquals("playbook.yaml", stored.playbook());
        assertEquals(
                List.of("desk.yaml", "inner.yaml", "playbook.yaml"),
                List.copyOf(stored.files().keySet()));
        assertEquals(OUTER, stored.files().get("playbook.yaml"));
    }

    @Test
    void makesTheSameProgramAgain() {
        Diagnostics diagnostics = new Diagnostics();
        ConnectorRegistry connectors = stored.connectors(diagnostics);
        Program program = stored.compile(connectors, diagnostics);

        assertNotNull(program, () -> diagnostics.sorted().toString());
        assertEquals(
                List.of("outer", "inner"),
                CalledPrograms.of(program).stream().map(Program::id).toList());
        assertEquals(stored, StoredProject.of(program, connectors, name -> name));
    }

    @Test
    void saysWhatIsWrongByTheRulesOfNow() {
        TreeMap<String, String> files = new TreeMap<>(stored.files());
        files.remove("desk.yaml");
        Diagnostics diagnostics = new Diagnostics();

        assertNull(
                new StoredProject(stored.playbook(), files, stored.others()).compile(diagnostics));
        String told = diagnostics.sorted().toString();
        assertTrue(told.contains("desk"), told);
    }
}
