package dev.tocsin.store;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The runs: one row each, made of their events. */
public final class RunTable {

    private static final String COLUMNS =
            """
            SELECT number, id, playbook, digest, "trigger", signal, once, started_by, created_at,
              began_at, ended_at, status, reason, lane, due_at, seq FROM run
            """;
    private static final String ADD =
            """
            INSERT INTO run (id, playbook, digest, "trigger", signal, once, started_by, created_at,
              began_at, ended_at, status, reason, lane, due_at, seq)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number
            """;
    private static final String GET = COLUMNS + " WHERE number = ?";
    private static final String BY_ID = COLUMNS + " WHERE id = ?";
    private static final String BY_ONCE = COLUMNS + " WHERE once = ?";
    private static final String OF_SIGNAL = COLUMNS + " WHERE signal = ? ORDER BY number";
    private static final String UNFINISHED =
            COLUMNS
                    + " INDEXED BY run_unfinished WHERE ended_at IS NULL AND number > ?"
                    + " ORDER BY number LIMIT ?";
    private static final String AFTER = COLUMNS + " WHERE number > ? ORDER BY number LIMIT ?";
    private static final String OF_LANE =
            COLUMNS + " WHERE lane = ? AND ended_at IS NULL ORDER BY number LIMIT ?";
    private static final String DUE =
            COLUMNS
                    + """
                     WHERE due_at IS NOT NULL AND due_at <= ? AND ended_at IS NULL
                    ORDER BY due_at, number LIMIT ?
                    """;

    /** All of a list but what its index is found by; each condition may be left open. */
    private static final String FILTERED =
            """
             AND number < ?1 AND (?2 IS NULL OR playbook = ?2) AND (?3 IS NULL OR status = ?3)
            AND (?4 IS NULL OR signal = ?4) AND (?5 IS NULL OR created_at >= ?5)
            ORDER BY number DESC LIMIT ?6
            """;

    private static final String LIST = COLUMNS + " WHERE TRUE" + FILTERED;
    private static final String LIST_OF_STATUS = COLUMNS + " WHERE status = ?3" + FILTERED;
    private static final String LIST_OF_PLAYBOOK = COLUMNS + " WHERE playbook = ?2" + FILTERED;
    private static final String LIST_OF_SIGNAL = COLUMNS + " WHERE signal = ?4" + FILTERED;
    private static final String BEGIN =
            """
            UPDATE run SET status = 'running', began_at = ? WHERE number = ? AND began_at IS NULL
            AND ended_at IS NULL
            """;
    private static final String ADVANCE =
            """
            UPDATE run SET status = ?, reason = ?, due_at = ?, seq = ? WHERE number = ?
            """;
    private static final String END =
            """
            UPDATE run SET status = ?, reason = ?, due_at = NULL, ended_at = ?, seq = ?
            WHERE number = ?
            """;
    private static final String UPDATE =
            """
            UPDATE run SET began_at = ?, ended_at = ?, status = ?, reason = ?, due_at = ?, seq = ?
            WHERE number = ?
            """;
    private static final String COUNTS_UNFINISHED =
            """
            SELECT status, count(*) FROM run
            WHERE status IN ('queued', 'running', 'waiting', 'needsAttention') GROUP BY status
            """;
    private static final String COUNTS = "SELECT status, count(*) FROM run GROUP BY status";

    private RunTable() {}

    /**
     * Adds a run, and gives its number.
     *
     * @param row its {@code number} does not matter
     * @throws IllegalStateException if there is one with its {@code id} or {@code once}
     */
    public static long add(Transaction tx, RunRow row) throws StoreException {
        return tx.sql(ADD)
                .with(row.id())
                .with(row.playbook())
                .with(row.digest())
                .with(row.trigger())
                .with(row.signal())
                .with(row.once())
                .with(row.startedBy())
                .with(row.createdAt())
                .with(row.beganAt())
                .with(row.endedAt())
                .with(row.status().text())
                .with(row.reason())
                .with(row.lane())
                .with(row.dueAt())
                .with(row.seq())
                .add();
    }

    /** The run, or null. */
    public static @Nullable RunRow get(Reader reader, long number) throws StoreException {
        return reader.sql(GET).with(number).first(RunTable::row);
    }

    /** The run, or null. */
    public static @Nullable RunRow byId(Reader reader, String id) throws StoreException {
        return reader.sql(BY_ID).with(id).first(RunTable::row);
    }

    /** The run, or null. */
    public static @Nullable RunRow byOnce(Reader reader, String once) throws StoreException {
        return reader.sql(BY_ONCE).with(once).first(RunTable::row);
    }

    /** The runs that a signal started, the oldest first. */
    public static List<RunRow> ofSignal(Reader reader, long signal) throws StoreException {
        return reader.sql(OF_SIGNAL).with(signal).list(RunTable::row);
    }

    /** Runs that have not ended, the oldest first, after {@code number}; 0 to begin. */
    public static List<RunRow> unfinished(Reader reader, long number, int limit)
            throws StoreException {
        return reader.sql(UNFINISHED).with(number).with(limit).list(RunTable::row);
    }

    /** All runs, the oldest first, after {@code number}; 0 to begin. */
    public static List<RunRow> after(Reader reader, long number, int limit) throws StoreException {
        return reader.sql(AFTER).with(number).with(limit).list(RunTable::row);
    }

    /** Runs of a lane that have not ended, the oldest first. */
    public static List<RunRow> ofLane(Reader reader, String lane, int limit) throws StoreException {
        return reader.sql(OF_LANE).with(lane).with(limit).list(RunTable::row);
    }

    /** Runs with a timer that is due by {@code until}, the earliest first. */
    public static List<RunRow> due(Reader reader, Instant until, int limit) throws StoreException {
        return reader.sql(DUE).with(until).with(limit).list(RunTable::row);
    }

    /** The newest first, with numbers below {@code before}; {@link Long#MAX_VALUE} to begin. */
    public static List<RunRow> list(Reader reader, RunFilter filter, long before, int limit)
            throws StoreException {
        RunStatus status = filter.status();
        String statement =
                filter.signal() != null
                        ? LIST_OF_SIGNAL
                        : status != null
                                ? LIST_OF_STATUS
                                : filter.playbook() != null ? LIST_OF_PLAYBOOK : LIST;
        return reader.sql(statement)
                .with(before)
                .with(filter.playbook())
                .with(status == null ? null : status.text())
                .with(filter.signal())
                .with(filter.createdFrom())
                .with(limit)
                .list(RunTable::row);
    }

    /** Takes a run out of the queue; false if it had begun or ended already. */
    public static boolean begin(Transaction tx, long number, Instant at) throws StoreException {
        return tx.sql(BEGIN).with(at).with(number).change() == 1;
    }

    /** Says where an unfinished run stands after an event. */
    public static void advance(
            Transaction tx,
            long number,
            RunStatus status,
            @Nullable String reason,
            @Nullable Instant dueAt,
            long seq)
            throws StoreException {
        tx.sql(ADVANCE)
                .with(status.text())
                .with(reason)
                .with(dueAt)
                .with(seq)
                .with(number)
                .change();
    }

    /** Says how a run ended. */
    public static void end(
            Transaction tx,
            long number,
            RunStatus status,
            @Nullable String reason,
            Instant at,
            long seq)
            throws StoreException {
        tx.sql(END).with(status.text()).with(reason).with(at).with(seq).with(number).change();
    }

    /** Writes what events decide of a row: for a rebuild, and for a run that is taken up again. */
    public static void update(Transaction tx, RunRow row) throws StoreException {
        tx.sql(UPDATE)
                .with(row.beganAt())
                .with(row.endedAt())
                .with(row.status().text())
                .with(row.reason())
                .with(row.dueAt())
                .with(row.seq())
                .with(row.number())
                .change();
    }

    /** How many runs there are of each status that is no end; those without any are left out. */
    public static Map<RunStatus, Long> countsOfUnfinished(Reader reader) throws StoreException {
        Map<RunStatus, Long> counts = new EnumMap<>(RunStatus.class);
        reader.sql(COUNTS_UNFINISHED).list(row -> counts.put(status(row.text(1)), row.number(2)));
        return counts;
    }

    /** How many runs there are of each status; a status without one is left out. */
    public static Map<RunStatus, Long> counts(Reader reader) throws StoreException {
        Map<RunStatus, Long> counts = new EnumMap<>(RunStatus.class);
        reader.sql(COUNTS).list(row -> counts.put(status(row.text(1)), row.number(2)));
        return counts;
    }

    private static RunRow row(Row row) throws SQLException {
        return new RunRow(
                row.number(1),
                row.text(2),
                row.text(3),
                row.text(4),
                row.text(5),
                row.numberOrNull(6),
                row.textOrNull(7),
                row.text(8),
                row.time(9),
                row.timeOrNull(10),
                row.timeOrNull(11),
                status(row.text(12)),
                row.textOrNull(13),
                row.textOrNull(14),
                row.timeOrNull(15),
                row.number(16));
    }

    private static RunStatus status(String text) {
        RunStatus status = RunStatus.of(text);
        if (status == null) {
            throw new IllegalStateException("a run has the status " + text);
        }
        return status;
    }
}
