package dev.tocsin.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;

/** A change is there as a whole or not at all, and touches no other. */
final class StoreWriteTest {

    @TempDir private Path folder;
    private Store store;

    @BeforeEach
    void open() throws Exception {
        store = Store.open(folder.resolve("tocsin.db"), StoreOptions.standard().withQueue(100));
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Keeps the writer busy until it is let go, so that what follows makes one group. */
    private final class Blocked implements AutoCloseable {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch go = new CountDownLatch(1);
        private final CompletableFuture<Boolean> work;

        Blocked() throws InterruptedException {
            work =
                    store.write(
                            _ -> {
                                reached.countDown();
                                try {
                                    go.await();
                                } catch (InterruptedException e) {
                                    throw new IllegalStateException(e);
                                }
                                return true;
                            });
            reached.await();
        }

        @Override
        public void close() {
            go.countDown();
            work.join();
        }
    }

    private static Work<Boolean> append(long run, long seq) {
        return tx -> {
            EventTable.append(tx, Stored.event(run, seq));
            return true;
        };
    }

    @Test
    void aWorkThatThrowsLeavesNothingAndItsGroupStays() throws Exception {
        IllegalArgumentException wrong = new IllegalArgumentException("wrong");
        CompletableFuture<Boolean> before;
        CompletableFuture<Boolean> failing;
        CompletableFuture<Boolean> after;
        try (Blocked _ = new Blocked()) {
            before = store.write(append(1, 1));
            failing =
                    store.write(
                            tx -> {
                                EventTable.append(tx, Stored.event(2, 1));
                                RunTable.add(tx, Stored.run("run-2"));
                                throw wrong;
                            });
            after = store.write(append(1, 2));
        }
        assertTrue(before.get());
        assertTrue(after.get());
        assertSame(wrong, assertThrows(ExecutionException.class, failing::get).getCause());
        assertEquals(2, Stored.count(store, "event"));
        assertEquals(0, Stored.count(store, "run"));
        assertEquals(new Health.Sound(), store.health());
    }

    @Test
    void whatIsThrownReachesWhoWaits() throws Exception {
        StoreException own =
                new StoreException(StoreException.Kind.BUSY, "not now", "come back later");
        assertSame(
                own,
                assertThrows(
                        StoreException.class,
                        () ->
                                store.await(
                                        _ -> {
                                            throw own;
                                        })));
        assertThrows(
                StackOverflowError.class,
                () ->
                        store.await(
                                _ -> {
                                    throw new StackOverflowError();
                                }));
        assertTrue(store.await(append(1, 1)));
    }

    @Test
    void aRowThatIsThereAlreadyIsABugOfTheCallerAlone() throws Exception {
        store.await(append(1, 1));
        IllegalStateException twice =
                assertThrows(IllegalStateException.class, () -> store.await(append(1, 1)));
        assertTrue(twice.getMessage().contains("event.seq"), twice.getMessage());
        assertTrue(store.await(append(1, 2)));
    }

    @Test
    void aWorkSeesWhatItWroteAndAQueryOnlyWhatIsCommitted() throws Exception {
        AtomicReference<Long> outside = new AtomicReference<>();
        long inside =
                store.await(
                        tx -> {
                            EventTable.append(tx, Stored.event(1, 1));
                            outside.set(Stored.count(store, "event"));
                            return EventTable.last(tx, 1);
                        });
        assertEquals(1, inside);
        assertEquals(0, outside.get());
        assertEquals(1, Stored.count(store, "event"));
    }

    @Test
    void aQuerySeesOneStateHoweverLongItTakes() throws Exception {
        long[] counts =
                store.read(
                        reader -> {
                            long first = EventTable.last(reader, 1);
                            store.write(append(1, 1)).join();
                            return new long[] {first, EventTable.last(reader, 1)};
                        });
        assertEquals(0, counts[0]);
        assertEquals(0, counts[1]);
        assertEquals(1, Stored.lastEvent(store, 1));
    }

    @Test
    void neitherTransactionNorReaderCanBeKept() throws Exception {
        Transaction kept = store.await(tx -> tx);
        assertThrows(
                IllegalStateException.class, () -> EventTable.append(kept, Stored.event(1, 1)));
        Reader reader = store.read(found -> found);
        assertThrows(IllegalStateException.class, () -> EventTable.last(reader, 1));
    }

    @Test
    void aWorkCannotWaitForAnother() {
        assertThrows(IllegalStateException.class, () -> store.await(_ -> waited(1)));
    }

    private boolean waited(long seq) {
        try {
            return store.await(append(1, seq));
        } catch (StoreException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aFullQueueRefusesAtOnce() throws Exception {
        List<CompletableFuture<Boolean>> taken = new ArrayList<>();
        CompletableFuture<Boolean> refused;
        try (Blocked _ = new Blocked()) {
            for (int seq = 1; seq <= 100; seq++) {
                taken.add(store.write(append(1, seq)));
            }
            assertEquals(100, store.waiting());
            refused = store.write(append(1, 101));
            assertTrue(refused.isCompletedExceptionally());
        }
        ExecutionException e = assertThrows(ExecutionException.class, refused::get);
        StoreException busy = assertInstanceOf(StoreException.class, e.getCause());
        assertEquals(StoreException.Kind.BUSY, busy.kind());
        for (CompletableFuture<Boolean> one : taken) {
            assertTrue(one.get());
        }
        assertEquals(100, Stored.lastEvent(store, 1));
    }

    @Test
    void whatHangsOnAChangeRunsNotOnTheWriter() throws Exception {
        CompletableFuture<Long> chained;
        try (Blocked _ = new Blocked()) {
            // Would wait for itself for ever on the writer's thread.
            chained =
                    store.write(append(1, 1))
                            .thenApply(_ -> store.write(append(1, 2)).join())
                            .thenApply(
                                    _ -> {
                                        try {
                                            return Stored.lastEvent(store, 1);
                                        } catch (StoreException e) {
                                            throw new IllegalStateException(e);
                                        }
                                    });
        }
        assertEquals(2, chained.get());
    }

    @Test
    void whatHangsOnAChangeMayWaitForAnotherOfItsGroup() throws Exception {
        CompletableFuture<Boolean> chained;
        try (Blocked _ = new Blocked()) {
            CompletableFuture<Boolean> first = store.write(append(1, 1));
            CompletableFuture<Boolean> second = store.write(append(1, 2));
            chained = first.thenApply(_ -> second.join());
        }
        assertTrue(chained.get());
    }

    @Test
    void aWorkThatBreaksOffBetweenValuesSpoilsNoOther() throws Exception {
        EventRow far = new EventRow(1, 1, Instant.MAX, "performed", Stored.bytes("far"));
        assertThrows(
                ArithmeticException.class,
                () ->
                        store.await(
                                tx -> {
                                    EventTable.append(tx, far);
                                    return true;
                                }));
        store.await(append(1, 1));
        assertEquals("event 1", new String(read(1), StandardCharsets.UTF_8));
    }

    private byte[] read(long seq) throws StoreException {
        return store.read(reader -> EventTable.get(reader, 1, seq)).body();
    }

    @Test
    void aQueryThatThrowsLeavesTheStoreUsable() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThrows(
                    IllegalArgumentException.class,
                    () ->
                            store.read(
                                    _ -> {
                                        throw new IllegalArgumentException("not found");
                                    }));
        }
        assertEquals(0, Stored.count(store, "event"));
    }

    @Test
    void closingWritesWhatWasHandedOverAndRefusesTheRest() throws Exception {
        CompletableFuture<Boolean> last;
        try (Blocked _ = new Blocked()) {
            last = store.write(append(1, 1));
        }
        store.close();
        assertTrue(last.get());
        StoreException closed = assertThrows(StoreException.class, () -> store.await(append(1, 2)));
        assertEquals(StoreException.Kind.IO, closed.kind());
        assertThrows(StoreException.class, () -> Stored.count(store, "event"));
        store.close();
        try (Store again = Store.open(folder.resolve("tocsin.db"), StoreOptions.standard())) {
            assertEquals(1, Stored.lastEvent(again, 1));
        }
    }

    @Test
    void manyWritersLoseNothing() throws Exception {
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (int run = 1; run <= 64; run++) {
            long own = run;
            threads.add(
                    Thread.startVirtualThread(
                            () -> {
                                try {
                                    for (int seq = 1; seq <= 50; seq++) {
                                        store.await(append(own, seq));
                                    }
                                } catch (Exception e) {
                                    synchronized (failures) {
                                        failures.add(e);
                                    }
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(), failures);
        for (int run = 1; run <= 64; run++) {
            assertEquals(50, Stored.lastEvent(store, run));
        }
        assertFalse(store.health() instanceof Health.Failed);
    }
}
