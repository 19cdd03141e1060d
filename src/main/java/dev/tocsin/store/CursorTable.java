package dev.tocsin.store;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** How far a trigger has come: a text of its own choice under a name of its own. */
public final class CursorTable {

    /**
     * @param name of the trigger
     * @param value as its owner wrote it
     * @param at when it was written
     */
    public record CursorRow(String name, String value, Instant at) {}

    private static final String PUT =
            """
            INSERT INTO cursor (name, value, at) VALUES (?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value, at = excluded.at
            """;
    private static final String GET = "SELECT name, value, at FROM cursor WHERE name = ?";
    private static final String REMOVE = "DELETE FROM cursor WHERE name = ?";

    private CursorTable() {}

    /** Takes the place of the one before. */
    public static void put(Transaction tx, CursorRow row) throws StoreException {
        tx.sql(PUT).with(row.name()).with(row.value()).with(row.at()).change();
    }

    /** The cursor, or null. */
    public static @Nullable CursorRow get(Reader reader, String name) throws StoreException {
        return reader.sql(GET)
                .with(name)
                .first(row -> new CursorRow(row.text(1), row.text(2), row.time(3)));
    }

    /** Removes one, if it is there. */
    public static void remove(Transaction tx, String name) throws StoreException {
        tx.sql(REMOVE).with(name).change();
    }
}
