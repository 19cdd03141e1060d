package dev.tocsin.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

final class StoreBackupTest {

    private static final StoreKey KEY = StoreKey.of(new byte[StoreKey.SIZE]);

    @TempDir private Path folder;

    @Test
    void aCopyMadeWhileOthersWriteIsOneState() throws Exception {
        StoreOptions options = StoreOptions.standard().withKey(KEY);
        Path copy = folder.resolve("copy.db");
        AtomicBoolean stop = new AtomicBoolean();
        AtomicReference<Exception> failure = new AtomicReference<>();
        long before;
        try (Store store = Store.open(folder.resolve("tocsin.db"), options)) {
            long run = Stored.addRun(store, "run-1", 500);
            CountDownLatch writing = new CountDownLatch(1);
            Thread writer =
                    Thread.startVirtualThread(
                            () -> {
                                try {
                                    for (long seq = 501; !stop.get(); seq++) {
                                        long next = seq;
                                        store.await(
                                                tx -> {
                                                    EventTable.append(tx, Stored.event(run, next));
                                                    RunTable.advance(
                                                            tx,
                                                            run,
                                                            RunStatus.RUNNING,
                                                            null,
                                                            null,
                                                            next);
                                                    return true;
                                                });
                                        writing.countDown();
                                    }
                                } catch (Exception e) {
                                    failure.set(e);
                                }
                            });
            writing.await();
            before = Stored.lastEvent(store, run);
            long size = StoreBackup.copy(store, copy);
            stop.set(true);
            writer.join();
            assertEquals(Files.size(copy), size);
        }
        assertEquals(null, failure.get());
        try (Store store = Store.open(copy, options)) {
            long last = Stored.lastEvent(store, 1);
            assertTrue(last >= before, last + " events, " + before + " before");
            assertEquals(last, store.read(reader -> RunTable.get(reader, 1)).seq());
            assertEquals(List.of(), StoreCheck.check(store));
            assertEquals(2, store.epoch());
        }
        assertThrows(StoreException.class, () -> Store.open(copy, StoreOptions.standard()).close());
    }

    @Test
    void whatIsThereIsNotWrittenOver() throws Exception {
        Path there = Files.writeString(folder.resolve("there.db"), "precious");
        try (Store store = Store.open(folder.resolve("tocsin.db"), StoreOptions.standard())) {
            StoreException refused =
                    assertThrows(StoreException.class, () -> StoreBackup.copy(store, there));
            assertEquals(StoreException.Kind.IO, refused.kind());
            assertTrue(refused.text().contains("there.db is there already"), refused.text());
            assertEquals("precious", Files.readString(there));
            Path nowhere = folder.resolve("none").resolve("copy.db");
            assertThrows(StoreException.class, () -> StoreBackup.copy(store, nowhere));
        }
    }

    @Test
    void aStoreThatIsLookedAtCanBeCopied() throws Exception {
        Path file = folder.resolve("tocsin.db");
        Path copy = folder.resolve("copy.db");
        try (Store store = Store.open(file, StoreOptions.standard())) {
            Stored.addRun(store, "run-1", 3);
            try (Store looked = Store.openReadOnly(file, StoreOptions.standard())) {
                StoreBackup.copy(looked, copy);
            }
        }
        assertFalse(Files.exists(folder.resolve("copy.db.part")));
        try (Store store = Store.openReadOnly(copy, StoreOptions.standard())) {
            assertEquals(3, Stored.lastEvent(store, 1));
        }
    }
}
