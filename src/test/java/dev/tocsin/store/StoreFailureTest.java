package dev.tocsin.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** After the first write that fails, nothing is acknowledged. */
final class StoreFailureTest {

    @TempDir private Path folder;

    private static Work<Boolean> append(long seq) {
        return tx -> {
            EventTable.append(tx, Stored.event(1, seq));
            return true;
        };
    }

    @Test
    void aCommitThatFailsIsTheLast() throws Exception {
        Path file = folder.resolve("tocsin.db");
        AtomicBoolean broken = new AtomicBoolean();
        Disk disk =
                () -> {
                    if (broken.get()) {
                        throw new IOException("Input/output error");
                    }
                };
        try (Store store = Store.open(file, StoreOptions.standard().withDisk(disk))) {
            store.await(append(1));
            broken.set(true);
            StoreException first = assertThrows(StoreException.class, () -> store.await(append(2)));
            assertEquals(StoreException.Kind.IO, first.kind());
            assertTrue(first.text().contains("Input/output error"), first.text());
            assertInstanceOf(Health.Failed.class, store.health());

            // The disk may say that all is well again: what it forgot, nobody knows.
            broken.set(false);
            StoreException later = assertThrows(StoreException.class, () -> store.await(append(3)));
            assertTrue(later.text().contains("since a failure"), later.text());
            assertEquals(1, Stored.lastEvent(store, 1), "reading goes on");
        }
        try (Store store = Store.open(file, StoreOptions.standard())) {
            assertEquals(1, Stored.lastEvent(store, 1));
            store.await(append(2));
            assertEquals(List.of(), StoreCheck.check(store).stream().filter(this::isFile).toList());
        }
    }

    private boolean isFile(String finding) {
        return finding.startsWith("the file is damaged");
    }

    /** The number of events that were acknowledged before there was no room. */
    private static long fill(Store store) throws Exception {
        byte[] large = new byte[10_000];
        for (long seq = 1; ; seq++) {
            EventRow row = new EventRow(1, seq, Stored.AT, "performed", large);
            try {
                store.await(
                        tx -> {
                            EventTable.append(tx, row);
                            return true;
                        });
            } catch (StoreException e) {
                assertEquals(StoreException.Kind.FULL, e.kind());
                assertTrue(e.text().contains("no room"), e.text());
                return seq - 1;
            }
        }
    }

    @Test
    void aFullDiskStopsTheStoreAndRoomStartsItAgain() throws Exception {
        Path file = folder.resolve("tocsin.db");
        long acknowledged;
        try (Store store = Store.open(file, StoreOptions.standard().withMaxPages(200))) {
            acknowledged = fill(store);
            assertTrue(acknowledged > 10, "it was full too soon");
            Health.Failed failed = assertInstanceOf(Health.Failed.class, store.health());
            assertEquals(StoreException.Kind.FULL, failed.kind());
            // Small enough for the room that is left, and refused all the same.
            assertThrows(StoreException.class, () -> store.await(append(acknowledged(store) + 1)));
        }
        try (Store store = Store.open(file, StoreOptions.standard())) {
            assertEquals(acknowledged, Stored.lastEvent(store, 1));
            store.await(append(acknowledged + 1));
            assertEquals(new Health.Sound(), store.health());
        }
    }

    private static long acknowledged(Store store) throws StoreException {
        return Stored.lastEvent(store, 1);
    }

    @Test
    void aWorkThatHidesTheFailureLosesItsGroupAllTheSame() throws Exception {
        Path file = folder.resolve("tocsin.db");
        try (Store store = Store.open(file, StoreOptions.standard().withMaxPages(100))) {
            StoreException full =
                    assertThrows(
                            StoreException.class,
                            () ->
                                    store.await(
                                            tx -> {
                                                try {
                                                    BlobTable.put(tx, 1, new byte[1_000_000]);
                                                } catch (StoreException _) {
                                                    return false;
                                                }
                                                return true;
                                            }));
            assertEquals(StoreException.Kind.FULL, full.kind());
            assertInstanceOf(Health.Failed.class, store.health());
        }
    }
}
