package dev.tocsin.store;

import java.time.Instant;

/** Webhook calls that were taken already, for as long as their signature would be accepted. */
public final class ReplayTable {

    private static final String ADD =
            """
            INSERT INTO replay_seen (hash, until) VALUES (?, ?) ON CONFLICT DO NOTHING
            """;
    private static final String PURGE = "DELETE FROM replay_seen WHERE until <= ?";

    private ReplayTable() {}

    /**
     * Takes note of a call; false if it was taken before.
     *
     * @param hash of what was signed, in hexadecimal
     * @param until when the note is not needed any more
     */
    public static boolean add(Transaction tx, String hash, Instant until) throws StoreException {
        return tx.sql(ADD).with(hash).with(until).change() == 1;
    }

    /** Removes what is not needed any more; gives how many notes that were. */
    public static int purge(Transaction tx, Instant at) throws StoreException {
        return tx.sql(PURGE).with(at).change();
    }
}
