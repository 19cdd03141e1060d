package dev.tocsin.store;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Who may call the service. Only hashes of tokens are kept. */
public final class TokenTable {

    /**
     * @param id for people and lists; no secret
     * @param hash of the token, in hexadecimal
     * @param name whom or what it is for
     * @param roles with a comma between them
     * @param expiresAt or null: never
     * @param revokedAt when it was withdrawn, or null
     * @param lastUsedAt roughly, or null: never
     */
    public record TokenRow(
            String id,
            String hash,
            String name,
            String roles,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant revokedAt,
            @Nullable Instant lastUsedAt) {}

    private static final String COLUMNS =
            """
            SELECT id, hash, name, roles, created_at, expires_at, revoked_at, last_used_at FROM token
            """;
    private static final String ADD =
            """
            INSERT INTO token
              (id, hash, name, roles, created_at, expires_at, revoked_at, last_used_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String GET = COLUMNS + " WHERE id = ?";
    private static final String BY_HASH = COLUMNS + " WHERE hash = ?";
    private static final String LIST = COLUMNS + " WHERE id > ? ORDER BY id LIMIT ?";
    private static final String REVOKE =
            "UPDATE token SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL";
    private static final String USED = "UPDATE token SET last_used_at = ? WHERE id = ?";

    private TokenTable() {}

    /**
     * @throws IllegalStateException if there is one with its {@code id} or {@code hash}
     */
    public static void add(Transaction tx, TokenRow row) throws StoreException {
        tx.sql(ADD)
                .with(row.id())
                .with(row.hash())
                .with(row.name())
                .with(row.roles())
                .with(row.createdAt())
                .with(row.expiresAt())
                .with(row.revokedAt())
                .with(row.lastUsedAt())
                .change();
    }

    /** The token, revoked and expired ones too, or null. */
    public static @Nullable TokenRow get(Reader reader, String id) throws StoreException {
        return reader.sql(GET).with(id).first(TokenTable::row);
    }

    /** The token, revoked and expired ones too, or null. */
    public static @Nullable TokenRow byHash(Reader reader, String hash) throws StoreException {
        return reader.sql(BY_HASH).with(hash).first(TokenTable::row);
    }

    /** In the order of ids, after {@code id}; the empty text to begin. */
    public static List<TokenRow> list(Reader reader, String id, int limit) throws StoreException {
        return reader.sql(LIST).with(id).with(limit).list(TokenTable::row);
    }

    /** Withdraws a token; false if it is unknown or was withdrawn before. */
    public static boolean revoke(Transaction tx, String id, Instant at) throws StoreException {
        return tx.sql(REVOKE).with(at).with(id).change() == 1;
    }

    /** Takes note of a use. */
    public static void used(Transaction tx, String id, Instant at) throws StoreException {
        tx.sql(USED).with(at).with(id).change();
    }

    private static TokenRow row(Row row) throws SQLException {
        return new TokenRow(
                row.text(1),
                row.text(2),
                row.text(3),
                row.text(4),
                row.time(5),
                row.timeOrNull(6),
                row.timeOrNull(7),
                row.timeOrNull(8));
    }
}
