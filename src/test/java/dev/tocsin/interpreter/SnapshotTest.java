package dev.tocsin.interpreter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.program.Program;
import dev.tocsin.testing.TestPlaybook;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** A run that was cut off between any two events goes on as if nothing had been. */
final class SnapshotTest {

    /** Steps left in each way while something inside still goes on, and values that are new. */
    private static final String CORNERS =
            """
            playbook: corners
            vars: { seen: [] }
            steps:
              - id: loop
                forEach: number
                in: "[1, 2, 3, 4, 5]"
                concurrency: 2
                onItemError: continue
                steps:
                  - id: mark
                    value: ${uuid()}
                  - try:
                      - action: desk.isolate
                        unattended: an exercise
                        await: 10m
                        with: { device: "${steps.mark}" }
                      - when: number == 2
                        next: ${steps.mark}
                      - when: number == 4
                        stop: ${number}
                    finally:
                      - wait: 3s
                      - action: desk.read
                        with: { id: "${steps.mark}" }
                collect: ${[number, steps.mark]}
              - set: { seen: "${steps.loop}" }
              - try:
                  - return: {}
                finally:
                  - waitFor: desk.look
                    with: { job: "${uuid()}" }
                    until: result.status == "Succeeded" && size(vars.seen) < 9
                    every: 1s..4s
                    timeout: 20s
                    onError: continue
            """;

    private static final Path CALLED = Path.of("src/test/resources/golden/called");

    @Property(seed = "20261201", tries = 60)
    void aRestoredRunDoesWhatItWouldHaveDone(@ForAll long seed) {
        compare(seed, 6);
    }

    /** What a restored run may be in the middle of is met, each of it, in this many runs. */
    @Test
    void everyKindOfFrameIsRestored() {
        Set<String> met = new TreeSet<>();
        for (long seed = 0; seed < 150; seed++) {
            met.addAll(compare(seed, 2));
        }
        met.addAll(compare(TestPlaybook.programWithWarnings(CORNERS, CALLED), CORNERS, 0, 60));
        for (Class<?> kind : Frame.class.getPermittedSubclasses()) {
            assertTrue(met.contains(kind.getSimpleName()), kind + " is not among " + met);
        }
        for (ActionFrame.Stage stage : ActionFrame.Stage.values()) {
            assertTrue(met.contains("action " + stage), stage + " is not among " + met);
        }
        assertTrue(
                met.containsAll(
                        List.of(
                                "try BODY",
                                "try CATCH",
                                "try FINALLY",
                                "pending Raised",
                                "pending Cancelled",
                                "pending Next",
                                "pending Stop",
                                "pending Return",
                                "override Raised",
                                "override Cancelled",
                                "winner",
                                "error of a branch",
                                "answer",
                                "timed out",
                                "result of an item",
                                "failure of an item",
                                "cancelled call")),
                met.toString());
    }

    private static Set<String> compare(long seed, int hosts) {
        String text = RandomPlaybook.of(new Random(seed));
        return compare(TestPlaybook.programWithWarnings(text, CALLED), text, seed, hosts);
    }

    private static Set<String> compare(Program program, String text, long seed, int hosts) {
        Set<String> met = new TreeSet<>();
        for (long host = seed; host < seed + hosts; host++) {
            RandomHost whole = new RandomHost(program, new Random(host));
            whole.run();
            Restoring restoring = new Restoring(new Random(host), 3);
            RandomHost cut = new RandomHost(program, new Random(host), restoring);
            try {
                cut.run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("host " + host + ": " + e + "\n" + text, e);
            }
            assertEquals(String.join("\n", whole.log()), String.join("\n", cut.log()), text);
            met.addAll(restoring.met());
        }
        return met;
    }
}
