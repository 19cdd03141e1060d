package dev.tocsin.host.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.program.CalledPrograms;
import dev.tocsin.program.Program;
import dev.tocsin.program.StoredProject;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreOptions;
import dev.tocsin.testing.TestPlaybook;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Programs kept in a store: the same again after the files and the process are gone. */
final class StoredProgramsTest {

    private static final String OUTER =
            """
            playbook: outer
            steps:
              - call: inner
            """;

    @TempDir Path folder;

    private Program program;

    private ProgramSources sources() throws Exception {
        Files.writeString(
                folder.resolve("inner.yaml"),
                """
                playbook: inner
                steps:
                  - action: desk.put
                    with: { id: a, to: 1 }
                  - action: defender-endpoint.getAlert
                    with: { id: a }
                """);
        program = TestPlaybook.programWithWarnings(OUTER, folder);
        ConnectorRegistry connectors =
                ConnectorRegistry.load(Path.of("src/test/resources/golden/run"), new Diagnostics());
        StoredProject texts =
                StoredProject.of(
                        program, connectors, name -> name.substring(name.lastIndexOf('/') + 1));
        return SourceCompiler.sourcesOf(program.id(), texts, "1.2.3");
    }

    private Store open() throws Exception {
        return Store.open(folder.resolve("store.db"), StoreOptions.standard());
    }

    /** By a process that is over when others ask. */
    private String keep(Store store, ProgramSources sources) throws Exception {
        StoredPrograms earlier = new StoredPrograms(store, new SourceCompiler());
        return store.await(tx -> earlier.keep(tx, sources, program, TestPlaybook.START));
    }

    @Test
    void aProgramOutlivesItsFilesAndItsProcess() throws Exception {
        ProgramSources sources = sources();
        String digest;
        try (Store store = open()) {
            digest = keep(store, sources);
            assertEquals(digest, keep(store, sources));
        }
        Files.delete(folder.resolve("inner.yaml"));
        try (Store store = open()) {
            StoredPrograms programs = new StoredPrograms(store, new SourceCompiler());
            Program again = programs.of(digest);

            assertEquals("outer", again.id());
            assertEquals(2, CalledPrograms.of(again).size());
            assertSame(again, programs.of(digest));
            assertEquals(sources, programs.sources(digest));
            assertEquals("1.2.3", sources.texts().get("connector:defender-endpoint"));
        }
    }

    @Test
    void whatIsNotThereOrHasErrorsIsTold() throws Exception {
        program = TestPlaybook.program("playbook: p\nsteps: [{ log: hello }]\n");
        ProgramSources broken =
                new ProgramSources(
                        "p",
                        "playbooks/p.yaml",
                        Map.of(
                                "playbooks/p.yaml",
                                "playbook: p\nsteps:\n  - action: desk.put\n    with: {}\n"));
        try (Store store = open()) {
            String digest = keep(store, broken);
            StoredPrograms programs = new StoredPrograms(store, new SourceCompiler());

            String unknown =
                    assertThrows(UnknownProgramException.class, () -> programs.of("0815")).text();
            assertEquals("the store has no program 0815", unknown);
            String wrong =
                    assertThrows(UnknownProgramException.class, () -> programs.of(digest)).text();
            assertTrue(wrong.contains("playbooks/p.yaml:3: "), wrong);
        }
    }
}
