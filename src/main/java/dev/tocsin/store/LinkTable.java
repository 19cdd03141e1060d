package dev.tocsin.store;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** Links that let one person answer one question once. Only their hashes are kept. */
public final class LinkTable {

    /**
     * @param hash of the secret part of the link, in hexadecimal
     * @param question its number
     * @param person whom the link was sent to
     * @param usedAt when it was used up, or null
     */
    public record LinkRow(
            String hash,
            long question,
            String person,
            Instant expiresAt,
            @Nullable Instant usedAt) {}

    private static final String ADD =
            """
            INSERT INTO link (hash, question, person, expires_at, used_at) VALUES (?, ?, ?, ?, ?)
            """;
    private static final String GET =
            """
            SELECT hash, question, person, expires_at, used_at FROM link WHERE hash = ?
            """;
    private static final String USE =
            """
            UPDATE link SET used_at = ?1 WHERE hash = ?2 AND used_at IS NULL AND expires_at > ?1
            """;

    private LinkTable() {}

    /**
     * @throws IllegalStateException if there is one with this hash
     */
    public static void add(Transaction tx, LinkRow row) throws StoreException {
        tx.sql(ADD)
                .with(row.hash())
                .with(row.question())
                .with(row.person())
                .with(row.expiresAt())
                .with(row.usedAt())
                .change();
    }

    /** The link, used and expired ones too, or null. */
    public static @Nullable LinkRow get(Reader reader, String hash) throws StoreException {
        return reader.sql(GET)
                .with(hash)
                .first(
                        row ->
                                new LinkRow(
                                        row.text(1),
                                        row.number(2),
                                        row.text(3),
                                        row.time(4),
                                        row.timeOrNull(5)));
    }

    /** Uses a link up; false if it is unknown, used or expired. */
    public static boolean use(Transaction tx, String hash, Instant at) throws StoreException {
        return tx.sql(USE).with(at).with(hash).change() == 1;
    }
}
