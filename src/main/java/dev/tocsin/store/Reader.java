package dev.tocsin.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * What the methods of the tables read through. Used by one thread at a time, and only while the
 * {@link Query} or {@link Work} runs that it was given to.
 */
public sealed class Reader permits Transaction {

    private static final String BEGIN = "BEGIN";
    private static final String END = "ROLLBACK";

    private final Connection connection;
    private final Path file;
    private final Map<String, Prepared> statements = new HashMap<>();
    private boolean open;

    Reader(Connection connection, Path file) {
        this.connection = connection;
        this.file = file;
    }

    /** The statement for a constant, prepared once. */
    final Prepared sql(String text) throws StoreException {
        if (!open) {
            throw new IllegalStateException("the store was used after the query or work had ended");
        }
        return prepared(text);
    }

    /** Likewise, also for what stands around a query or work. */
    final Prepared prepared(String text) throws StoreException {
        Prepared known = statements.get(text);
        if (known != null) {
            return known.fresh();
        }
        try {
            Prepared made = new Prepared(this, connection.prepareStatement(text));
            statements.put(text, made);
            return made;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    final Connection connection() {
        return connection;
    }

    final Path file() {
        return file;
    }

    final void setOpen(boolean now) {
        open = now;
    }

    /** Runs a query in a snapshot of its own. */
    final <T extends @org.jspecify.annotations.Nullable Object> T snapshot(Query<T> query)
            throws StoreException {
        prepared(BEGIN).execute();
        open = true;
        try {
            return query.run(this);
        } finally {
            open = false;
            prepared(END).execute();
        }
    }

    void beforeChange() throws StoreException {
        throw new IllegalStateException("a query was to change the store");
    }

    StoreException failure(SQLException e) {
        return SqliteFailure.of(e, file);
    }

    final void close() {
        try {
            connection.close();
        } catch (SQLException _) {
            // Nothing was left to be written.
        }
    }
}
