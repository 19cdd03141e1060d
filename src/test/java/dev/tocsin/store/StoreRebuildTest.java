package dev.tocsin.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

final class StoreRebuildTest {

    @TempDir private Path folder;

    @Test
    void projectionsAreMadeAgainFromTheJournal() throws Exception {
        try (Store store = Store.open(folder.resolve("tocsin.db"), StoreOptions.standard())) {
            for (int i = 1; i <= 250; i++) {
                Stored.addRun(store, "run-" + i, i % 7);
            }
            List<RunRow> before = store.read(reader -> RunTable.after(reader, 0, 1_000));
            store.await(
                    tx -> {
                        SnapshotTable.put(
                                tx, new SnapshotTable.SnapshotRow(3, 9, 1, Stored.bytes("old")));
                        tx.sql("UPDATE run SET seq = 77, status = 'waiting', due_at = 5").change();
                        return true;
                    });
            List<Long> seen = new ArrayList<>();
            long runs =
                    StoreRebuild.rebuild(
                            store,
                            (tx, run) -> {
                                seen.add(run.number());
                                RunTable.advance(
                                        tx,
                                        run.number(),
                                        RunStatus.RUNNING,
                                        null,
                                        null,
                                        EventTable.last(tx, run.number()));
                            });
            assertEquals(250, runs);
            assertEquals(before.stream().map(RunRow::number).toList(), seen);
            assertEquals(before, store.read(reader -> RunTable.after(reader, 0, 1_000)));
            assertEquals(0, Stored.count(store, "snapshot"));
            assertEquals(List.of(), StoreCheck.check(store));
        }
    }

    @Test
    void countsOfEventsNeedNoProjection() throws Exception {
        try (Store store = Store.open(folder.resolve("tocsin.db"), StoreOptions.standard())) {
            long run = Stored.addRun(store, "run-1", 4);
            Stored.tamper(store, "UPDATE run SET seq = 77");
            StoreRebuild.rebuild(store, (_, _) -> {});
            assertEquals(4, store.read(reader -> RunTable.get(reader, run)).seq());
        }
    }
}
