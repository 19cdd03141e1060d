package dev.tocsin.store;

import java.time.Instant;
import java.util.List;

/** What was cut off, when and by which run: budgets are counted here. Rows are added only. */
public final class ContainmentTable {

    /**
     * @param number in order of writing, from 1; 0 until it has been added
     * @param run number of the run
     * @param operation {@code defender-endpoint.isolateMachine}
     * @param target what it was done to, for people
     */
    public record ContainmentRow(
            long number, String playbook, long run, Instant at, String operation, String target) {}

    private static final String ADD =
            """
            INSERT INTO containment (playbook, run, at, operation, target)
            VALUES (?, ?, ?, ?, ?) RETURNING number
            """;
    private static final String OF_RUN = "SELECT count(*) FROM containment WHERE run = ?";
    private static final String OF_PLAYBOOK =
            "SELECT count(*) FROM containment WHERE playbook = ? AND at > ?";
    private static final String SINCE = "SELECT count(*) FROM containment WHERE at > ?";
    private static final String LIST =
            """
            SELECT number, playbook, run, at, operation, target FROM containment
            WHERE number < ? ORDER BY number DESC LIMIT ?
            """;

    private ContainmentTable() {}

    /** Adds one, and gives its number. */
    public static long add(Transaction tx, ContainmentRow row) throws StoreException {
        return tx.sql(ADD)
                .with(row.playbook())
                .with(row.run())
                .with(row.at())
                .with(row.operation())
                .with(row.target())
                .add();
    }

    /** How many a run did. */
    public static long ofRun(Reader reader, long run) throws StoreException {
        return reader.sql(OF_RUN).with(run).number();
    }

    /** How many runs of a playbook did after {@code since}. */
    public static long ofPlaybook(Reader reader, String playbook, Instant since)
            throws StoreException {
        return reader.sql(OF_PLAYBOOK).with(playbook).with(since).number();
    }

    /** How many all runs did after {@code since}. */
    public static long since(Reader reader, Instant since) throws StoreException {
        return reader.sql(SINCE).with(since).number();
    }

    /** The newest first, with numbers below {@code before}; {@link Long#MAX_VALUE} to begin. */
    public static List<ContainmentRow> list(Reader reader, long before, int limit)
            throws StoreException {
        return reader.sql(LIST)
                .with(before)
                .with(limit)
                .list(
                        row ->
                                new ContainmentRow(
                                        row.number(1),
                                        row.text(2),
                                        row.number(3),
                                        row.time(4),
                                        row.text(5),
                                        row.text(6)));
    }
}
