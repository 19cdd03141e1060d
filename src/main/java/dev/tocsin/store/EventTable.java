package dev.tocsin.store;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The journal: what happened to each run, in order. Rows are added, and go with their run. */
public final class EventTable {

    private static final String APPEND =
            """
            INSERT INTO event (run, seq, at, kind, body) VALUES (?, ?, ?, ?, ?)
            """;
    private static final String AFTER =
            """
            SELECT run, seq, at, kind, body FROM event WHERE run = ? AND seq > ?
            ORDER BY seq LIMIT ?
            """;
    private static final String LAST =
            """
            SELECT seq FROM event WHERE run = ? ORDER BY seq DESC LIMIT 1
            """;
    private static final String GET =
            """
            SELECT run, seq, at, kind, body FROM event WHERE run = ? AND seq = ?
            """;

    private EventTable() {}

    /**
     * @throws IllegalStateException if the run has a row with this {@code seq}
     */
    public static void append(Transaction tx, EventRow row) throws StoreException {
        tx.sql(APPEND)
                .with(row.run())
                .with(row.seq())
                .with(row.at())
                .with(row.kind())
                .with(row.body())
                .change();
    }

    /** The rows after {@code seq} in order, at most {@code limit}; 0 to begin with the first. */
    public static List<EventRow> after(Reader reader, long run, long seq, int limit)
            throws StoreException {
        return reader.sql(AFTER).with(run).with(seq).with(limit).list(EventTable::row);
    }

    /** The row, or null. */
    public static @Nullable EventRow get(Reader reader, long run, long seq) throws StoreException {
        return reader.sql(GET).with(run).with(seq).first(EventTable::row);
    }

    /** The number of the last row of a run; 0 if it has none. */
    public static long last(Reader reader, long run) throws StoreException {
        return reader.sql(LAST).with(run).number();
    }

    private static EventRow row(Row row) throws java.sql.SQLException {
        return new EventRow(row.number(1), row.number(2), row.time(3), row.text(4), row.bytes(5));
    }
}
