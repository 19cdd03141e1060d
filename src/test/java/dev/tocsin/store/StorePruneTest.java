package dev.tocsin.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

final class StorePruneTest {

    private static final Instant CUT = Stored.AT;
    private static final Instant OLD = CUT.minusSeconds(60);

    @TempDir private Path folder;

    private static void hang(Store store, long run, byte[]... blobs) throws Exception {
        store.await(
                tx -> {
                    long question = QuestionTable.add(tx, Stored.question("q-" + run, run, 1));
                    LinkTable.add(
                            tx,
                            new LinkTable.LinkRow("link-" + run, question, "jo", Stored.AT, null));
                    AnswerTable.add(
                            tx,
                            new AnswerTable.AnswerRow(
                                    0, question, "jo", "page", "Leave", null, OLD, null));
                    DeliveryTable.add(
                            tx,
                            new DeliveryTable.DeliveryRow(
                                    0, question, "asked", "jo", "mail", "{}", OLD, 0, null, null));
                    SnapshotTable.put(
                            tx, new SnapshotTable.SnapshotRow(run, 1, 1, Stored.bytes("state")));
                    CallbackTable.put(tx, "callback-" + run, run);
                    ContainmentTable.add(
                            tx,
                            new ContainmentTable.ContainmentRow(
                                    0, "isolate", run, OLD, "x.isolate", "ws-1"));
                    for (byte[] blob : blobs) {
                        BlobTable.put(tx, run, blob);
                    }
                    return true;
                });
    }

    @Test
    void whatIsOverGoesAndTheRestStays() throws Exception {
        try (Store store = Store.open(folder.resolve("tocsin.db"), StoreOptions.standard())) {
            byte[] shared = Stored.bytes("shared");
            byte[] alone = Stored.bytes("alone");
            long ended = Stored.addRun(store, "ended", 11_000);
            long waiting = Stored.addRun(store, "waiting", 3);
            long recent = Stored.addRun(store, "recent", 2);
            hang(store, ended, shared, alone);
            hang(store, waiting, shared);
            hang(store, recent);
            Stored.end(store, ended, OLD);
            Stored.end(store, recent, CUT);
            long needed = store.await(tx -> SignalTable.add(tx, Stored.signal("needed", 1, OLD)));
            store.await(tx -> SignalTable.add(tx, Stored.signal("old", 1, OLD)));
            store.await(tx -> SignalTable.add(tx, Stored.signal("new", 1, CUT)));
            Stored.tamper(store, "UPDATE run SET signal = " + needed + " WHERE id = 'waiting'");
            store.await(tx -> Audit.append(tx, OLD, "jo", "run.cancel", "ended", null));
            store.await(tx -> ReplayTable.add(tx, "seen", OLD));

            assertEquals(new StorePrune.Pruned(1, 11_000, 1, 1), StorePrune.prune(store, CUT));

            assertNull(store.read(reader -> RunTable.get(reader, ended)));
            assertNotNull(store.read(reader -> RunTable.get(reader, waiting)));
            assertNotNull(store.read(reader -> RunTable.get(reader, recent)));
            assertEquals(0, Stored.lastEvent(store, ended));
            assertEquals(3, Stored.lastEvent(store, waiting));
            assertNotNull(store.read(reader -> BlobTable.get(reader, BlobTable.digest(shared))));
            assertNull(store.read(reader -> BlobTable.get(reader, BlobTable.digest(alone))));
            assertNotNull(store.read(reader -> SignalTable.get(reader, needed)));
            for (String table :
                    List.of(
                            "question",
                            "link",
                            "answer",
                            "delivery",
                            "snapshot",
                            "callback",
                            "containment")) {
                assertEquals(2, Stored.count(store, table), table);
            }
            assertEquals(1, Stored.count(store, "audit"));
            assertEquals(1, Stored.count(store, "program"));
            assertEquals(0, Stored.count(store, "replay_seen"));
            assertEquals(List.of(), StoreCheck.check(store));
            assertEquals(new StorePrune.Pruned(0, 0, 0, 0), StorePrune.prune(store, CUT));
        }
    }

    @Test
    void whatAnInterruptedPruneLeftGoesTheNextTime() throws Exception {
        try (Store store = Store.open(folder.resolve("tocsin.db"), StoreOptions.standard())) {
            long run = Stored.addRun(store, "ended", 20);
            Stored.tamper(store, "DELETE FROM run");
            assertTrue(!StoreCheck.check(store).isEmpty());
            assertEquals(20, StorePrune.prune(store, CUT).events());
            assertEquals(List.of(), StoreCheck.check(store));
            assertTrue(Stored.addRun(store, "next", 1) > run, "its number was given again");
        }
    }
}
