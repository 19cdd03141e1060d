package dev.tocsin.store;

import dev.tocsin.value.Sha256;

import org.jspecify.annotations.Nullable;

/**
 * Results too large for the journal, each kept once. Which run refers to which is kept beside, so
 * that what no run needs any more can go.
 */
public final class BlobTable {

    private static final String PUT =
            """
            INSERT INTO blob (digest, body) VALUES (?, ?) ON CONFLICT DO NOTHING
            """;
    private static final String USE =
            """
            INSERT INTO blob_use (run, digest) VALUES (?, ?) ON CONFLICT DO NOTHING
            """;
    private static final String GET = "SELECT body FROM blob WHERE digest = ?";

    private BlobTable() {}

    /**
     * Keeps a body for a run.
     *
     * @param body not copied
     * @return its SHA-256 in lower-case hexadecimal
     */
    public static String put(Transaction tx, long run, byte[] body) throws StoreException {
        String digest = digest(body);
        tx.sql(PUT).with(digest).with(body).change();
        tx.sql(USE).with(run).with(digest).change();
        return digest;
    }

    /** The body, or null. */
    public static byte @Nullable [] get(Reader reader, String digest) throws StoreException {
        return reader.sql(GET).with(digest).first(row -> row.bytes(1));
    }

    /** SHA-256 in lower-case hexadecimal: what {@link #put} will give, known before. */
    public static String digest(byte[] body) {
        return Sha256.hex(body);
    }
}
