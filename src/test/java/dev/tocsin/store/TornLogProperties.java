package dev.tocsin.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A machine may stop while the log is being written. However much of it is there, a store opens,
 * and holds the first so many commits as they were.
 */
final class TornLogProperties {

    private static final int COMMITS = 20;

    private static Path folder;
    private static byte[] file;
    private static byte[] log;

    /** The head of the log, and that of each page in it (https://sqlite.org/fileformat2.html). */
    private static final int HEAD = 32;

    private static final int PAGE = 24 + 4096;

    /**
     * Where each commit ends. The file is longer: behind that stands what the log held before it
     * was begun anew.
     */
    private static final List<Long> LENGTHS = new ArrayList<>();

    @BeforeContainer
    static void write() throws Exception {
        folder = Files.createTempDirectory("torn");
        Path store = folder.resolve("tocsin.db");
        Path wal = folder.resolve("tocsin.db-wal");
        try (Store open = Store.open(store, StoreOptions.standard())) {
            for (int commit = 1; commit <= COMMITS; commit++) {
                long seq = commit;
                open.await(
                        tx -> {
                            // Two tables and several pages: half of it would show.
                            EventTable.append(tx, Stored.event(1, seq));
                            BlobTable.put(tx, 1, new byte[(int) (3_000 * (seq % 4)) + (int) seq]);
                            return true;
                        });
                LENGTHS.add(open.read(TornLogProperties::length));
            }
            file = Files.readAllBytes(store);
            log = Files.readAllBytes(wal);
        }
    }

    @AfterContainer
    static void remove() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        LENGTHS.clear();
    }

    /** How many commits a store holds with this log; fails if it holds half of one. */
    private static long commits(byte[] bytes) throws Exception {
        Path place = Files.createTempDirectory(folder, "cut");
        Path store = place.resolve("tocsin.db");
        Files.write(store, file);
        Files.write(place.resolve("tocsin.db-wal"), bytes);
        try (Store open = Store.open(store, StoreOptions.standard())) {
            long events = Stored.lastEvent(open, 1);
            assertEquals(events, Stored.count(open, "event"));
            assertEquals(events, Stored.count(open, "blob"));
            assertEquals(events, Stored.count(open, "blob_use"));
            assertTrue(open.read(TornLogProperties::isMoved), "the log was taken as it is");
            open.await(
                    tx -> {
                        EventTable.append(tx, Stored.event(1, events + 1));
                        return true;
                    });
            assertEquals(events + 1, Stored.lastEvent(open, 1));
            return events;
        }
    }

    private static long length(Reader reader) throws StoreException {
        Long pages = reader.sql("PRAGMA wal_checkpoint(NOOP)").first(row -> row.number(2));
        return HEAD + PAGE * (pages == null ? 0 : pages);
    }

    private static boolean isMoved(Reader reader) throws StoreException {
        Boolean moved =
                reader.sql("PRAGMA wal_checkpoint(NOOP)")
                        .first(row -> row.number(2) == row.number(3));
        return Boolean.TRUE.equals(moved);
    }

    private static long commitsWithin(long length) {
        return LENGTHS.stream().filter(end -> end <= length).count();
    }

    @Property(tries = 60, seed = "2026")
    void aLogCutAnywhereHoldsWholeCommits(@ForAll @LongRange(min = 0, max = 1L << 40) long place)
            throws Exception {
        int length = (int) (place % (log.length + 1));
        assertEquals(commitsWithin(length), commits(Arrays.copyOf(log, length)));
    }

    @Property(tries = 60, seed = "2026")
    void aLogWithAWrongByteHoldsWhatCameBefore(
            @ForAll @LongRange(min = 0, max = 1L << 40) long place) throws Exception {
        int at = (int) (place % log.length);
        byte[] wrong = log.clone();
        wrong[at] ^= 0x55;
        long held = commits(wrong);
        // A byte in the head of the log makes it worthless as a whole.
        assertTrue(held == 0 || held == commitsWithin(at), held + " commits, wrong at " + at);
    }
}
