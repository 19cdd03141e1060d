package dev.tocsin.store;

import java.time.Instant;
import java.util.List;

/** Removes what is old and over, a little at a time, so that writers hardly wait. */
public final class StorePrune {

    /** How many rows went. */
    public record Pruned(long runs, long events, long signals, long blobs) {}

    private static final int RUNS = 50;
    private static final int EVENTS = 5_000;
    private static final int SIGNALS = 500;
    private static final int BLOBS = 50;
    private static final int WINDOWS = 5_000;

    private static final String OLD_RUNS =
            "SELECT number FROM run WHERE ended_at < ? ORDER BY ended_at LIMIT ?";
    private static final String DROP_RUN = "DELETE FROM run WHERE number = ? AND ended_at < ?";

    /** What hangs on a run, each with its number. */
    private static final List<String> DROP_PARTS =
            List.of(
                    "DELETE FROM snapshot WHERE run = ?",
                    "DELETE FROM callback WHERE run = ?",
                    "DELETE FROM containment WHERE run = ?",
                    "DELETE FROM blob_use WHERE run = ?",
                    "DELETE FROM link WHERE question IN (SELECT number FROM question WHERE run ="
                            + " ?)",
                    "DELETE FROM answer WHERE question IN (SELECT number FROM question WHERE run ="
                            + " ?)",
                    "DELETE FROM delivery WHERE question IN (SELECT number FROM question WHERE run"
                            + " = ?)",
                    "DELETE FROM question WHERE run = ?");

    private static final String DROP_EVENTS =
            """
            DELETE FROM event WHERE number IN
              (SELECT number FROM event WHERE run = ? ORDER BY seq LIMIT ?)
            """;
    private static final String ORPHANS =
            """
            SELECT DISTINCT run FROM event
            WHERE NOT EXISTS (SELECT 1 FROM run WHERE run.number = event.run) LIMIT ?
            """;
    private static final String DROP_SIGNALS =
            """
            DELETE FROM signal WHERE number IN
              (SELECT number FROM signal AS old WHERE at < ?
                AND NOT EXISTS (SELECT 1 FROM run WHERE run.signal = old.number) LIMIT ?)
            """;
    private static final String DROP_BLOBS =
            """
            DELETE FROM blob WHERE digest IN
              (SELECT digest FROM blob AS old
                WHERE NOT EXISTS (SELECT 1 FROM blob_use WHERE blob_use.digest = old.digest)
                LIMIT ?)
            """;

    private StorePrune() {}

    /**
     * Removes runs that ended before a time, with all that hangs on them, signals of that age that
     * no run needs, and blobs that no run refers to. Unfinished runs stay however old they are, and
     * so do the audit log and the programs. The store can be used meanwhile. After a failure half
     * way, what is left goes the next time.
     */
    public static Pruned prune(Store store, Instant olderThan)
            throws StoreException, InterruptedException {
        return prune(store, olderThan, olderThan);
    }

    /**
     * The same where signals are kept for another time than runs.
     *
     * @param signalsOlderThan not later than {@code olderThan}, or they stay while a run needs them
     */
    public static Pruned prune(Store store, Instant olderThan, Instant signalsOlderThan)
            throws StoreException, InterruptedException {
        long runs = 0;
        long events = 0;
        while (true) {
            List<Long> old =
                    store.read(
                            reader ->
                                    reader.sql(OLD_RUNS)
                                            .with(olderThan)
                                            .with(RUNS)
                                            .list(row -> row.number(1)));
            for (long run : old) {
                runs += store.await(tx -> dropRun(tx, run, olderThan));
                events += dropEvents(store, run);
            }
            if (old.size() < RUNS) {
                break;
            }
        }
        events += dropOrphans(store);
        store.await(tx -> ReplayTable.purge(tx, olderThan));
        repeat(store, WINDOWS, tx -> DedupeTable.purge(tx, olderThan, WINDOWS));
        long signals =
                repeat(
                        store,
                        SIGNALS,
                        tx -> tx.sql(DROP_SIGNALS).with(signalsOlderThan).with(SIGNALS).change());
        long blobs = repeat(store, BLOBS, tx -> tx.sql(DROP_BLOBS).with(BLOBS).change());
        return new Pruned(runs, events, signals, blobs);
    }

    /** All but the events of a run; from then on nobody sees these. */
    private static int dropRun(Transaction tx, long run, Instant olderThan) throws StoreException {
        // It may have been taken up again since it was looked at.
        if (tx.sql(DROP_RUN).with(run).with(olderThan).change() == 0) {
            return 0;
        }
        for (String part : DROP_PARTS) {
            tx.sql(part).with(run).change();
        }
        return 1;
    }

    private static long dropEvents(Store store, long run)
            throws StoreException, InterruptedException {
        // The run itself is gone, or is used again and then keeps its events.
        return repeat(
                store,
                EVENTS,
                tx ->
                        RunTable.get(tx, run) == null
                                ? tx.sql(DROP_EVENTS).with(run).with(EVENTS).change()
                                : 0);
    }

    /** Events that a prune before this one did not come to. */
    private static long dropOrphans(Store store) throws StoreException, InterruptedException {
        long events = 0;
        while (true) {
            List<Long> orphans =
                    store.read(reader -> reader.sql(ORPHANS).with(RUNS).list(row -> row.number(1)));
            if (orphans.isEmpty()) {
                return events;
            }
            for (long run : orphans) {
                events += dropEvents(store, run);
            }
        }
    }

    /** Until less than a whole batch was left. */
    private static long repeat(Store store, int batch, Work<Integer> work)
            throws StoreException, InterruptedException {
        long all = 0;
        int last;
        do {
            last = store.await(work);
            all += last;
        } while (last == batch);
        return all;
    }
}
