package dev.tocsin.store;

import org.jspecify.annotations.Nullable;

/** Which run a callback belongs to. Only hashes of tokens are kept. */
public final class CallbackTable {

    private static final String PUT =
            """
            INSERT INTO callback (token_hash, run) VALUES (?, ?)
            ON CONFLICT (token_hash) DO UPDATE SET run = excluded.run
            """;
    private static final String RUN = "SELECT run FROM callback WHERE token_hash = ?";
    private static final String REMOVE = "DELETE FROM callback WHERE token_hash = ?";
    private static final String REMOVE_OF_RUN = "DELETE FROM callback WHERE run = ?";

    private CallbackTable() {}

    /**
     * @param tokenHash in hexadecimal
     * @param run number of the run
     */
    public static void put(Transaction tx, String tokenHash, long run) throws StoreException {
        tx.sql(PUT).with(tokenHash).with(run).change();
    }

    /** The number of the run, or null where nobody waits for such a callback. */
    public static @Nullable Long run(Reader reader, String tokenHash) throws StoreException {
        return reader.sql(RUN).with(tokenHash).first(row -> row.number(1));
    }

    /** Removes one, if it is there. */
    public static void remove(Transaction tx, String tokenHash) throws StoreException {
        tx.sql(REMOVE).with(tokenHash).change();
    }

    /** Removes all of a run. */
    public static void removeOfRun(Transaction tx, long run) throws StoreException {
        tx.sql(REMOVE_OF_RUN).with(run).change();
    }
}
