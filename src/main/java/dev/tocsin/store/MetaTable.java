package dev.tocsin.store;

import org.jspecify.annotations.Nullable;

/** Facts about the store itself. */
final class MetaTable {

    static final String EPOCH = "epoch";
    static final String KEY_CHECK = "keyCheck";
    static final String AUDIT_HEAD = "auditHead";

    private static final String PUT =
            """
            INSERT INTO meta (key, value) VALUES (?, ?)
            ON CONFLICT (key) DO UPDATE SET value = excluded.value
            """;
    private static final String GET = "SELECT value FROM meta WHERE key = ?";

    private MetaTable() {}

    static void put(Transaction tx, String key, String value) throws StoreException {
        tx.sql(PUT).with(key).with(value).change();
    }

    static @Nullable String get(Reader reader, String key) throws StoreException {
        return reader.sql(GET).with(key).first(row -> row.text(1));
    }
}
