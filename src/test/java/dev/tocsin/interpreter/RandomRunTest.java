package dev.tocsin.interpreter;

import dev.tocsin.program.Program;
import dev.tocsin.testing.TestPlaybook;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import java.nio.file.Path;
import java.util.Random;

/** An accepted playbook always ends, and never meets a bug of ours, whatever its host does. */
final class RandomRunTest {

    private static final Path CALLED = Path.of("src/test/resources/golden/called");

    @Property(seed = "20261121", tries = 150)
    void everyRunEnds(@ForAll long seed) {
        String text = RandomPlaybook.of(new Random(seed));
        Program program = TestPlaybook.programWithWarnings(text, CALLED);
        for (int i = 0; i < 20; i++) {
            try {
                new RandomHost(program, new Random(seed + i)).run();
            } catch (IllegalStateException | AssertionError e) {
                throw new AssertionError("host " + (seed + i) + ": " + e + "\n" + text, e);
            }
        }
    }
}
