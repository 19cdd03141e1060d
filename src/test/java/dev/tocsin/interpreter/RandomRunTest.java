package dev.tocsin.interpreter;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.program.Program;
import dev.tocsin.testing.TestPlaybook;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;

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

    /** With answers lost at random, and with looks that come too early. */
    @Test
    void noChangeIsMadeTwiceUnlessALookSaysThatItWasNotDone() {
        Program program =
                TestPlaybook.programWithWarnings(
                        """
                        playbook: lost-answers
                        steps:
                          - parallel:
                              tickets:
                                - forEach: number
                                  in: '[1, 2, 3, 4, 5]'
                                  concurrency: 2
                                  onItemError: continue
                                  steps:
                                    - action: desk.open
                                      with: { title: "${string(number)}" }
                              scan:
                                - action: desk.scan
                                  await: 10m
                                  onError: continue
                                  with: { device: d }
                                - action: desk.scan
                                  timeout: 20s
                                  onError: continue
                                  with: { device: d }
                                  retry: { times: 2, every: 5s }
                        """,
                        CALLED);
        int losses = 0;
        long doneTwice = 0;
        for (int seed = 0; seed < 400; seed++) {
            RandomHost host = new RandomHost(program, new Random(seed));
            try {
                host.run();
            } catch (IllegalStateException | AssertionError e) {
                throw new AssertionError("host " + seed + ": " + e, e);
            }
            losses += host.service().losses();
            doneTwice += host.service().doneTwice();
        }
        assertTrue(losses > 1000, "answers are lost, but " + losses);
        assertTrue(doneTwice > 0, "a look that comes too early cannot be helped");
    }
}
