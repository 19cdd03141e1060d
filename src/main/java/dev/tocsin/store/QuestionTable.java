package dev.tocsin.store;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Questions to people, open and decided. */
public final class QuestionTable {

    private static final String COLUMNS =
            """
            SELECT number, id, run, handle, sub, kind, status, content, asked_at, expires_at,
              decided_at, result FROM question
            """;
    private static final String ADD =
            """
            INSERT INTO question (id, run, handle, sub, kind, status, content, asked_at, expires_at,
              decided_at, result)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number
            """;
    private static final String GET = COLUMNS + " WHERE number = ?";
    private static final String BY_ID = COLUMNS + " WHERE id = ?";
    private static final String BY_HANDLE =
            COLUMNS + " WHERE run = ? AND sub = ? AND handle = ? AND kind = ?";
    private static final String OF_RUN = COLUMNS + " WHERE run = ? ORDER BY number";
    private static final String OPEN =
            COLUMNS + " WHERE status = 'open' AND number > ? ORDER BY number LIMIT ?";
    private static final String COUNT_OPEN =
            "SELECT count(*) FROM question WHERE status = 'open' AND number > 0";
    private static final String EXPIRED =
            COLUMNS + " WHERE status = 'open' AND expires_at <= ? ORDER BY expires_at LIMIT ?";
    private static final String DECIDE =
            """
            UPDATE question SET status = ?, result = ?, decided_at = ?
            WHERE number = ? AND status = 'open'
            """;
    private static final String REWRITE = "UPDATE question SET content = ? WHERE number = ?";

    private QuestionTable() {}

    /**
     * Adds a question, and gives its number.
     *
     * @param row its {@code number} does not matter
     * @throws IllegalStateException if there is one with its {@code id}, or with its run, sub,
     *     handle and kind
     */
    public static long add(Transaction tx, QuestionRow row) throws StoreException {
        return tx.sql(ADD)
                .with(row.id())
                .with(row.run())
                .with(row.handle())
                .with(row.sub())
                .with(row.kind().text())
                .with(row.status().text())
                .with(row.content())
                .with(row.askedAt())
                .with(row.expiresAt())
                .with(row.decidedAt())
                .with(row.result())
                .add();
    }

    /** The question, or null. */
    public static @Nullable QuestionRow get(Reader reader, long number) throws StoreException {
        return reader.sql(GET).with(number).first(QuestionTable::row);
    }

    /** The question, or null. */
    public static @Nullable QuestionRow byId(Reader reader, String id) throws StoreException {
        return reader.sql(BY_ID).with(id).first(QuestionTable::row);
    }

    /** The question that the core knows by its handle, or null. */
    public static @Nullable QuestionRow byHandle(
            Reader reader, long run, long sub, long handle, QuestionRow.Kind kind)
            throws StoreException {
        return reader.sql(BY_HANDLE)
                .with(run)
                .with(sub)
                .with(handle)
                .with(kind.text())
                .first(QuestionTable::row);
    }

    /** All that a run asked, in order. */
    public static List<QuestionRow> ofRun(Reader reader, long run) throws StoreException {
        return reader.sql(OF_RUN).with(run).list(QuestionTable::row);
    }

    /** Open ones, the oldest first, after {@code number}; 0 to begin. */
    public static List<QuestionRow> open(Reader reader, long number, int limit)
            throws StoreException {
        return reader.sql(OPEN).with(number).with(limit).list(QuestionTable::row);
    }

    /** How many wait for an answer. */
    public static long countOpen(Reader reader) throws StoreException {
        return reader.sql(COUNT_OPEN).list(row -> row.number(1)).getFirst();
    }

    /** Open ones whose time is up, the earliest first. */
    public static List<QuestionRow> expired(Reader reader, Instant at, int limit)
            throws StoreException {
        return reader.sql(EXPIRED).with(at).with(limit).list(QuestionTable::row);
    }

    /** Closes an open question; false if it was not open any more. */
    public static boolean decide(
            Transaction tx,
            long number,
            QuestionRow.Status status,
            @Nullable String result,
            Instant at)
            throws StoreException {
        return tx.sql(DECIDE).with(status.text()).with(result).with(at).with(number).change() == 1;
    }

    /** Puts another content in place: who was asked has changed. */
    public static void rewrite(Transaction tx, long number, byte[] content) throws StoreException {
        tx.sql(REWRITE).with(content).with(number).change();
    }

    private static QuestionRow row(Row row) throws SQLException {
        QuestionRow.Status status = QuestionRow.Status.of(row.text(7));
        if (status == null) {
            throw new IllegalStateException("a question has the status " + row.text(7));
        }
        return new QuestionRow(
                row.number(1),
                row.text(2),
                row.number(3),
                row.number(4),
                row.number(5),
                row.text(6).equals("ask") ? QuestionRow.Kind.ASK : QuestionRow.Kind.GUARD,
                status,
                row.bytes(8),
                row.time(9),
                row.timeOrNull(10),
                row.timeOrNull(11),
                row.textOrNull(12));
    }
}
