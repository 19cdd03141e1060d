package dev.tocsin.store;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** The texts that runs were made of, by digest, so that a run stays on its own. */
public final class ProgramTable {

    /**
     * @param digest of {@code sources}, as the host computes it
     * @param playbook its id
     * @param sources as the host wrote them; not copied
     */
    public record ProgramRow(String digest, String playbook, byte[] sources, Instant at) {}

    private static final String PUT =
            """
            INSERT INTO program (digest, playbook, sources, at) VALUES (?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;
    private static final String GET =
            """
            SELECT digest, playbook, sources, at FROM program WHERE digest = ?
            """;

    private ProgramTable() {}

    /** Adds a program; one that is there stays as it is. */
    public static void put(Transaction tx, ProgramRow row) throws StoreException {
        tx.sql(PUT)
                .with(row.digest())
                .with(row.playbook())
                .with(row.sources())
                .with(row.at())
                .change();
    }

    /** The program, or null. */
    public static @Nullable ProgramRow get(Reader reader, String digest) throws StoreException {
        return reader.sql(GET)
                .with(digest)
                .first(row -> new ProgramRow(row.text(1), row.text(2), row.bytes(3), row.time(4)));
    }
}
