package dev.tocsin.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.interpreter.Command;
import dev.tocsin.interpreter.CommandLine;
import dev.tocsin.interpreter.Event;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.interpreter.Trace;
import dev.tocsin.program.Program;
import dev.tocsin.testing.TestPlaybook;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Sealer;
import dev.tocsin.value.StoredJson;
import dev.tocsin.value.StringValue;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Snapshots of runs that hold much, and of runs that are in the middle of much. */
final class LargeSnapshotTest {

    private static final Instant NOW = TestPlaybook.START;
    private static final Path CALLED = Path.of("src/test/resources/golden/called");

    private final List<String> lines = new ArrayList<>();

    private void note(RunTree.Run run, Command command) {
        lines.add(run.number() + " " + CommandLine.of(command));
    }

    private RunTree restored(RunTree runs, Program program, RunFacts facts) {
        String text = StoredJson.write(runs.snapshot(), Sealer.NONE);
        MapValue stored = (MapValue) StoredJson.read(text, Sealer.NONE);
        return RunTree.restore(program, facts, stored, this::note, Trace.NONE);
    }

    private static List<Integer> numbers() {
        return IntStream.range(0, 1000).boxed().toList();
    }

    @Test
    void anAlertThatAThousandItemsHoldIsStoredOnce() {
        Program program =
                TestPlaybook.programWithWarnings(
                        """
                        playbook: much
                        inputs:
                          numbers: { type: array, items: { type: integer }, default: %s }
                        steps:
                          - id: found
                            action: desk.read
                            with: { id: a }
                          - forEach: number
                            in: "inputs.numbers"
                            concurrency: 1000
                            steps:
                              - action: desk.put
                                with: { id: a, to: "${[steps.found, number]}" }
                              - call: tidy-up
                                with: { id: "${steps.found.name}" }
                        """
                                .formatted(numbers()),
                        CALLED);
        RunFacts facts = TestPlaybook.facts(program);
        RunTree runs = new RunTree(program, facts, (run, command) -> {}, Trace.NONE);
        runs.advance(runs.root(), new Event.Started(NOW));
        MapValue large = MapValue.of("name", new StringValue("canary " + "x".repeat(1 << 20)));
        runs.advance(runs.root(), new Event.Completed(1, large, NOW));
        for (long attempt = 2; attempt < 500; attempt++) {
            runs.advance(runs.root(), new Event.Completed(attempt, MapValue.EMPTY, NOW));
        }
        while (runs.hasMore()) {
            runs.advanceNext();
        }
        String text = StoredJson.write(runs.snapshot(), Sealer.NONE);
        assertTrue(text.length() < 3 << 20, "characters: " + text.length());
        RunTree again = restored(runs, program, facts);
        assertEquals(runs.root().open(), again.root().open());
        assertEquals(text, StoredJson.write(again.snapshot(), Sealer.NONE));
    }

    /** It gave others their turn, so that what comes meanwhile finds strands that go on. */
    @Test
    void aRunThatIsToBeContinuedGoesOn() {
        Program program =
                TestPlaybook.programWithWarnings(
                        """
                        playbook: busy
                        vars: { n: 0 }
                        steps:
                          - parallel:
                              counts:
                                - repeat:
                                    - set: { n: "${vars.n + 1}" }
                                    - log: again
                                  atMost: 60000
                              waits:
                                - wait: 1m
                              puts:
                                - action: desk.put
                                  with: { id: a }
                          - action: desk.put
                            with: { id: a, to: "${vars.n}" }
                        """,
                        CALLED);
        RunFacts facts = TestPlaybook.facts(program);
        List<List<String>> both = new ArrayList<>();
        for (boolean restarts : new boolean[] {false, true}) {
            lines.clear();
            RunTree runs = new RunTree(program, facts, this::note, Trace.NONE);
            runs.advance(runs.root(), new Event.Started(NOW));
            assertTrue(runs.root().open().continues());
            assertTrue(lines.contains("0 continue"), lines.toString());
            if (restarts) {
                runs = restored(runs, program, facts);
            }
            assertTrue(runs.root().open().continues());
            while (runs.root().open().continues()) {
                runs.advance(runs.root(), new Event.Continued(NOW));
            }
            runs.advance(runs.root(), new Event.TimerFired(1, NOW));
            runs.advance(runs.root(), new Event.Completed(2, MapValue.EMPTY, NOW));
            both.add(List.copyOf(lines));
        }
        assertEquals(both.getFirst(), both.getLast());
        assertTrue(both.getFirst().getLast().contains("steps[1]"), both.toString());
    }
}
