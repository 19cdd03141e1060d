package dev.tocsin.store;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What sources sent, and what became of it. */
public final class SignalTable {

    private static final String COLUMNS =
            """
            SELECT number, source, kind, id, revision, at, digest, state, detail, body, "by"
            FROM signal
            """;

    /** The same without bodies, which may be a mebibyte each. */
    private static final String HEADS = COLUMNS.replace(" body,", " x'',");

    private static final String ADD =
            """
            INSERT INTO signal
              (source, kind, id, revision, at, digest, state, detail, body, "by")
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number
            """;
    private static final String GET = COLUMNS + " WHERE number = ?";
    private static final String LATEST =
            COLUMNS
                    + """
                     WHERE source = ? AND kind = ? AND id = ? ORDER BY revision DESC LIMIT 1
                    """;

    /** All of a list but what its index is found by; each condition may be left open. */
    private static final String FILTERED =
            """
             AND number < ?1 AND (?2 IS NULL OR source = ?2) AND (?3 IS NULL OR kind = ?3)
            AND (?4 IS NULL OR id = ?4) AND (?5 IS NULL OR state = ?5) AND (?6 IS NULL OR at >= ?6)
            ORDER BY number DESC LIMIT ?7
            """;

    private static final String LIST = COLUMNS + " WHERE TRUE" + FILTERED;
    private static final String LIST_OF_STATE = COLUMNS + " WHERE state = ?5" + FILTERED;
    private static final String LIST_OF_ID =
            COLUMNS + " WHERE source = ?2 AND kind = ?3 AND id = ?4" + FILTERED;
    private static final String LIST_HEADS = HEADS + " WHERE TRUE" + FILTERED;
    private static final String LIST_HEADS_OF_STATE = HEADS + " WHERE state = ?5" + FILTERED;
    private static final String LIST_HEADS_OF_ID =
            HEADS + " WHERE source = ?2 AND kind = ?3 AND id = ?4" + FILTERED;
    private static final String DECIDE =
            """
            UPDATE signal SET state = ?, detail = ? WHERE number = ?
            """;
    private static final String COUNTS = "SELECT state, count(*) FROM signal GROUP BY state";

    private SignalTable() {}

    /**
     * Adds a revision, and gives its number.
     *
     * @param row its {@code number} does not matter
     * @throws IllegalStateException if there is this revision
     */
    public static long add(Transaction tx, SignalRow row) throws StoreException {
        return tx.sql(ADD)
                .with(row.source())
                .with(row.kind())
                .with(row.id())
                .with(row.revision())
                .with(row.at())
                .with(row.digest())
                .with(row.state().text())
                .with(row.detail())
                .with(row.body())
                .with(row.by())
                .add();
    }

    /** The signal, or null. */
    public static @Nullable SignalRow get(Reader reader, long number) throws StoreException {
        return reader.sql(GET).with(number).first(SignalTable::row);
    }

    /** The highest revision, or null. */
    public static @Nullable SignalRow latest(Reader reader, String source, String kind, String id)
            throws StoreException {
        return reader.sql(LATEST).with(source).with(kind).with(id).first(SignalTable::row);
    }

    /** The newest first, with numbers below {@code before}; {@link Long#MAX_VALUE} to begin. */
    public static List<SignalRow> list(Reader reader, SignalFilter filter, long before, int limit)
            throws StoreException {
        boolean ofState = filter.state() != null;
        String statement = isOne(filter) ? LIST_OF_ID : ofState ? LIST_OF_STATE : LIST;
        return list(reader, statement, filter, before, limit);
    }

    /** The same with empty bodies, for who shows none. */
    public static List<SignalRow> heads(Reader reader, SignalFilter filter, long before, int limit)
            throws StoreException {
        boolean ofState = filter.state() != null;
        String statement =
                isOne(filter) ? LIST_HEADS_OF_ID : ofState ? LIST_HEADS_OF_STATE : LIST_HEADS;
        return list(reader, statement, filter, before, limit);
    }

    private static boolean isOne(SignalFilter filter) {
        return filter.source() != null && filter.kind() != null && filter.id() != null;
    }

    private static List<SignalRow> list(
            Reader reader, String statement, SignalFilter filter, long before, int limit)
            throws StoreException {
        SignalState state = filter.state();
        return reader.sql(statement)
                .with(before)
                .with(filter.source())
                .with(filter.kind())
                .with(filter.id())
                .with(state == null ? null : state.text())
                .with(filter.from())
                .with(limit)
                .list(SignalTable::row);
    }

    /** Says what became of a signal. */
    public static void decide(
            Transaction tx, long number, SignalState state, @Nullable String detail)
            throws StoreException {
        tx.sql(DECIDE).with(state.text()).with(detail).with(number).change();
    }

    /** How many there are of each state; a state without one is left out. */
    public static Map<SignalState, Long> counts(Reader reader) throws StoreException {
        Map<SignalState, Long> counts = new EnumMap<>(SignalState.class);
        reader.sql(COUNTS).list(row -> counts.put(state(row.text(1)), row.number(2)));
        return counts;
    }

    private static SignalRow row(Row row) throws SQLException {
        return new SignalRow(
                row.number(1),
                row.text(2),
                row.text(3),
                row.text(4),
                row.small(5),
                row.time(6),
                row.text(7),
                state(row.text(8)),
                row.textOrNull(9),
                row.bytes(10),
                row.text(11));
    }

    private static SignalState state(String text) {
        SignalState state = SignalState.of(text);
        if (state == null) {
            throw new IllegalStateException("a signal has the state " + text);
        }
        return state;
    }
}
