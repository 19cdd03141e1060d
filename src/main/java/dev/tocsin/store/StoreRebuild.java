package dev.tocsin.store;

import java.util.List;

/** Makes again what can be derived from the journal. */
public final class StoreRebuild {

    /** Makes again, out of its journal, what tables hold about one run. */
    @FunctionalInterface
    public interface RunProjection {

        void rebuild(Transaction tx, RunRow run) throws StoreException;
    }

    /** So many runs share a transaction. */
    private static final int BATCH = 100;

    private static final String INDEXES = "REINDEX";
    private static final String DROP_SNAPSHOTS = "DELETE FROM snapshot";
    private static final String COUNT_EVENTS =
            """
            UPDATE run SET seq =
              (SELECT coalesce(max(event.seq), 0) FROM event WHERE event.run = run.number)
            """;

    private StoreRebuild() {}

    /**
     * Makes indexes anew, drops snapshots, puts the numbers of last events right, and lets {@code
     * projection} do what needs the program of a run. Nothing else must be using the store; after a
     * failure half way it is begun again.
     *
     * @param projection called for each run in order of its number
     * @return how many runs there are
     */
    public static long rebuild(Store store, RunProjection projection)
            throws StoreException, InterruptedException {
        store.await(
                tx -> {
                    tx.sql(DROP_SNAPSHOTS).change();
                    tx.sql(COUNT_EVENTS).change();
                    tx.sql(INDEXES).change();
                    return true;
                });
        long count = 0;
        long last = 0;
        while (true) {
            long from = last;
            List<RunRow> batch = store.read(reader -> RunTable.after(reader, from, BATCH));
            if (batch.isEmpty()) {
                return count;
            }
            store.await(
                    tx -> {
                        for (RunRow run : batch) {
                            projection.rebuild(tx, run);
                        }
                        return true;
                    });
            count += batch.size();
            last = batch.getLast().number();
        }
    }
}
