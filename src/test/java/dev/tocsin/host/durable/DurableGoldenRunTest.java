package dev.tocsin.host.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.tocsin.host.GoldenRun;
import dev.tocsin.host.RunRecord;
import dev.tocsin.store.StoreKey;
import dev.tocsin.store.StoreOptions;
import dev.tocsin.testing.ScriptedPerformer;
import dev.tocsin.testing.SteppedHost;
import dev.tocsin.value.Json;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.List;

/** Every host gives the same record of a run: also the one that makes it from a journal. */
final class DurableGoldenRunTest {

    @TempDir Path folder;

    /** Those whose answers are there at once: the store's clock does not go by itself. */
    static List<Path> cases() {
        return GoldenRun.folders().stream()
                .filter(folder -> !GoldenRun.load(folder).script().needsTime())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheSameRecord(Path golden) throws Exception {
        GoldenRun run = GoldenRun.load(golden);
        assertEquals(Json.write(run.run().record().toValue()), Json.write(durable(run).toValue()));
    }

    private RunRecord durable(GoldenRun run) throws Exception {
        ScriptedPeople people = new ScriptedPeople(run.script());
        try (SteppedHost host =
                new SteppedHost(
                                folder.resolve("store.db"),
                                _ -> run.program(),
                                new ScriptedPerformer(run.script()),
                                StoreOptions.standard().withKey(StoreKey.of(new byte[32])),
                                null)
                        .with(Gate.OPEN, people, Watcher.NOBODY)
                        .keeping(3, 0)) {
            host.begin(SteppedHost.run(run.program(), run.facts()));
            people.answerUntilOver(host);
            RunRecord record = host.host().record(run.facts().runId());
            assertNotNull(record, () -> "it has not ended: " + people);
            return record;
        }
    }
}
