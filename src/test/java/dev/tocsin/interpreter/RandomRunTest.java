package dev.tocsin.interpreter;

import dev.tocsin.program.Program;
import dev.tocsin.testing.TestPlaybook;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import java.util.Random;

/** An accepted playbook always ends, and never meets a bug of ours, whatever its host does. */
final class RandomRunTest {

    @Property(tries = 150)
    void everyRunEnds(@ForAll long seed) {
        String text = RandomPlaybook.of(new Random(seed));
        Program program = TestPlaybook.programWithWarnings(text);
        for (int i = 0; i < 20; i++) {
            try {
                new RandomHost(program, new Random(seed + i)).run();
            } catch (IllegalStateException | AssertionError e) {
                throw new AssertionError("host " + (seed + i) + ": " + e + "\n" + text, e);
            }
        }
    }
}
