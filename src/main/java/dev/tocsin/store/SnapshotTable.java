package dev.tocsin.store;

import org.jspecify.annotations.Nullable;

/** The state of a run after one of its events: at most one per run, and only to save a replay. */
public final class SnapshotTable {

    /**
     * @param seq number of the last event that it holds
     * @param version of the format of {@code body}
     * @param body as the host wrote it; not copied
     */
    public record SnapshotRow(long run, long seq, int version, byte[] body) {}

    private static final String PUT =
            """
            INSERT INTO snapshot (run, seq, version, body) VALUES (?, ?, ?, ?)
            ON CONFLICT (run) DO UPDATE SET
              seq = excluded.seq, version = excluded.version, body = excluded.body
            """;
    private static final String GET = "SELECT run, seq, version, body FROM snapshot WHERE run = ?";
    private static final String REMOVE = "DELETE FROM snapshot WHERE run = ?";

    private SnapshotTable() {}

    /** Takes the place of the one before. */
    public static void put(Transaction tx, SnapshotRow row) throws StoreException {
        tx.sql(PUT).with(row.run()).with(row.seq()).with(row.version()).with(row.body()).change();
    }

    /** The snapshot, or null. */
    public static @Nullable SnapshotRow get(Reader reader, long run) throws StoreException {
        return reader.sql(GET)
                .with(run)
                .first(
                        row ->
                                new SnapshotRow(
                                        row.number(1), row.number(2), row.small(3), row.bytes(4)));
    }

    /** Removes it, if there is one. */
    public static void remove(Transaction tx, long run) throws StoreException {
        tx.sql(REMOVE).with(run).change();
    }
}
