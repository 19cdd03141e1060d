package dev.tocsin.store;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Messages to people that are still to be sent, and those that were. */
public final class DeliveryTable {

    /**
     * @param number in order of writing, from 1; 0 until it has been added
     * @param question its number
     * @param kind a word of the sender's choice: {@code asked}, {@code reminded}
     * @param to whom
     * @param channel {@code mail} or {@code teams}
     * @param body stored JSON of what to send
     * @param dueAt when it is to be tried, the next time
     * @param attempts how often it was tried
     * @param doneAt when it was sent or given up, or null
     * @param error of the last attempt, for people, or null
     */
    public record DeliveryRow(
            long number,
            long question,
            String kind,
            String to,
            String channel,
            String body,
            Instant dueAt,
            int attempts,
            @Nullable Instant doneAt,
            @Nullable String error) {}

    private static final String COLUMNS =
            """
            SELECT number, question, kind, to_person, channel, body, due_at, attempts, done_at, error
            FROM delivery
            """;
    private static final String ADD =
            """
            INSERT INTO delivery
              (question, kind, to_person, channel, body, due_at, attempts, done_at, error)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number
            """;
    private static final String GET = COLUMNS + " WHERE number = ?";
    private static final String DUE =
            COLUMNS + " WHERE done_at IS NULL AND due_at <= ? ORDER BY due_at, number LIMIT ?";
    private static final String NEXT =
            """
            SELECT due_at FROM delivery WHERE done_at IS NULL ORDER BY due_at LIMIT 1
            """;
    private static final String OF_QUESTION = COLUMNS + " WHERE question = ? ORDER BY number";
    private static final String DONE =
            """
            UPDATE delivery SET done_at = ?, error = ?, attempts = attempts + 1 WHERE number = ?
            """;
    private static final String AGAIN =
            """
            UPDATE delivery SET due_at = ?, error = ?, attempts = attempts + 1 WHERE number = ?
            """;
    private static final String DROP =
            """
            UPDATE delivery SET done_at = ?, error = ? WHERE question = ? AND done_at IS NULL
            """;

    private DeliveryTable() {}

    /** Adds a message, and gives its number. */
    public static long add(Transaction tx, DeliveryRow row) throws StoreException {
        return tx.sql(ADD)
                .with(row.question())
                .with(row.kind())
                .with(row.to())
                .with(row.channel())
                .with(row.body())
                .with(row.dueAt())
                .with(row.attempts())
                .with(row.doneAt())
                .with(row.error())
                .add();
    }

    /** The message, or null. */
    public static @Nullable DeliveryRow get(Reader reader, long number) throws StoreException {
        return reader.sql(GET).with(number).first(DeliveryTable::row);
    }

    /** What is to be sent by {@code at}, the earliest first. */
    public static List<DeliveryRow> due(Reader reader, Instant at, int limit)
            throws StoreException {
        return reader.sql(DUE).with(at).with(limit).list(DeliveryTable::row);
    }

    /** When the next message is due, or null where nothing waits. */
    public static @Nullable Instant nextDue(Reader reader) throws StoreException {
        return reader.sql(NEXT).first(row -> row.time(1));
    }

    /** All messages about a question, in the order in which they were written. */
    public static List<DeliveryRow> ofQuestion(Reader reader, long question) throws StoreException {
        return reader.sql(OF_QUESTION).with(question).list(DeliveryTable::row);
    }

    /**
     * Nothing more is to be done about a message.
     *
     * @param error why it was given up, or null where it was sent
     */
    public static void done(Transaction tx, long number, Instant at, @Nullable String error)
            throws StoreException {
        tx.sql(DONE).with(at).with(error).with(number).change();
    }

    /** An attempt failed, and another follows. */
    public static void again(Transaction tx, long number, Instant dueAt, String error)
            throws StoreException {
        tx.sql(AGAIN).with(dueAt).with(error).with(number).change();
    }

    /** Drops what still waits about a question; gives how many messages that were. */
    public static int drop(Transaction tx, long question, Instant at, String reason)
            throws StoreException {
        return tx.sql(DROP).with(at).with(reason).with(question).change();
    }

    private static DeliveryRow row(Row row) throws SQLException {
        return new DeliveryRow(
                row.number(1),
                row.number(2),
                row.text(3),
                row.text(4),
                row.text(5),
                row.text(6),
                row.time(7),
                row.small(8),
                row.timeOrNull(9),
                row.textOrNull(10));
    }
}
