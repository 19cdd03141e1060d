package dev.tocsin.store;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.time.Instant;

/** The windows of policies that take, of signals with one key, only the first. */
public final class DedupeTable {

    /** So many windows that are over go with each that is opened: they never pile up. */
    private static final int PURGED = 20;

    private static final String FIRST =
            """
            SELECT source, kind, id, until FROM dedupe
            WHERE policy = ? AND key_hash = ? AND until > ?
            """;
    private static final String OPEN =
            """
            INSERT INTO dedupe (policy, key_hash, source, kind, id, until)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (policy, key_hash) DO UPDATE
            SET source = excluded.source, kind = excluded.kind, id = excluded.id,
                until = excluded.until
            WHERE dedupe.until <= ?
            """;
    private static final String PURGE =
            """
            DELETE FROM dedupe WHERE number IN
              (SELECT number FROM dedupe WHERE until <= ? LIMIT ?)
            """;

    private DedupeTable() {}

    /**
     * The signal that a window began with.
     *
     * @param id at its source
     * @param until the first moment at which the window is over
     */
    public record First(String source, String kind, String id, Instant until) {}

    /** Who came first in the window that is open, or null where none is. */
    public static @Nullable First first(Reader reader, String policy, String keyHash, Instant at)
            throws StoreException {
        return reader.sql(FIRST).with(policy).with(keyHash).with(at).first(DedupeTable::row);
    }

    /**
     * Opens a window; one that is open stays as it is, so that none slides.
     *
     * @param keyHash of the key, in hexadecimal
     */
    public static void open(Transaction tx, String policy, String keyHash, First first, Instant at)
            throws StoreException {
        purge(tx, at, PURGED);
        tx.sql(OPEN)
                .with(policy)
                .with(keyHash)
                .with(first.source())
                .with(first.kind())
                .with(first.id())
                .with(first.until())
                .with(at)
                .change();
    }

    /** Removes windows that are over; gives how many. */
    public static int purge(Transaction tx, Instant at, int most) throws StoreException {
        return tx.sql(PURGE).with(at).with(most).change();
    }

    private static First row(Row row) throws SQLException {
        return new First(row.text(1), row.text(2), row.text(3), row.time(4));
    }
}
