package dev.tocsin.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.interpreter.CommandLine;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.interpreter.StoredEvent;
import dev.tocsin.interpreter.StoredFacts;
import dev.tocsin.testing.ScriptedHost;
import dev.tocsin.testing.TestSealer;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StoredJson;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What is stored of a run is enough to go on with it, and to run it again as it was. */
final class RestoredRunTest {

    static List<Path> folders() {
        return GoldenRun.folders();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void goesOnFromTextAfterEachEvent(Path folder) {
        GoldenRun golden = GoldenRun.load(folder);
        assertEquals(golden.run(), golden.run(true));
    }

    @ParameterizedTest
    @MethodSource("folders")
    void doesTheSameWhenItsEventsAreReplayed(Path folder) {
        GoldenRun golden = GoldenRun.load(folder);
        GoldenRun.Told told = golden.runTold();
        String stored = StoredJson.write(StoredFacts.write(golden.facts()), TestSealer.KEY);
        RunFacts facts = StoredFacts.read(read(stored));
        assertEquals(golden.facts(), facts);
        List<String> lines = new ArrayList<>();
        Recorder recorder = new Recorder();
        RunTree runs =
                new RunTree(
                        golden.program(),
                        facts,
                        (run, command) -> lines.add(run.number() + " " + CommandLine.of(command)),
                        recorder);
        for (ScriptedHost.Entry entry : told.journal()) {
            if (runs.root().outcome() != null) {
                break;
            }
            lines.clear();
            RunTree.Run run = Objects.requireNonNull(runs.run(entry.run()));
            runs.advance(run, StoredEvent.read(golden.program(), read(entry.event())));
            while (runs.hasMore()) {
                runs.advanceNext();
            }
            assertEquals(entry.commands(), lines);
        }
        var outcome = Objects.requireNonNull(runs.root().outcome());
        assertEquals(told.record(), recorder.record(facts.runId(), golden.program().id(), outcome));
    }

    private static MapValue read(String text) {
        return (MapValue) StoredJson.read(text, TestSealer.KEY);
    }
}
