package dev.tocsin.store;

import java.util.List;

/** Finds runs by the beginning of their ids, as people type them. */
public final class RunIds {

    private static final String BEGINNING =
            """
            SELECT id FROM run WHERE id >= ?1 AND id < ?2 ORDER BY id LIMIT ?3
            """;

    private RunIds() {}

    /**
     * The ids that begin so, sorted, at most {@code limit}.
     *
     * @param beginning ASCII, not empty
     */
    public static List<String> beginningWith(Reader reader, String beginning, int limit)
            throws StoreException {
        // Ids are ASCII, so that everything with this beginning stands before it with a delete
        // character.
        return reader.sql(BEGINNING)
                .with(beginning)
                .with(beginning + "\u007f")
                .with(limit)
                .list(row -> row.text(1));
    }
}
