package dev.tocsin.store;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What the methods of the tables write through; reads see what was written before. The works of a
 * group follow each other in it, each between marks of its own from its first change on: a mark
 * costs 0.8 microseconds, a work that only looks or refuses pays nothing.
 */
public final class Transaction extends Reader {

    private static final String BEGIN = "BEGIN IMMEDIATE";
    private static final String COMMIT = "COMMIT";
    private static final String ROLLBACK = "ROLLBACK";
    private static final String MARK = "SAVEPOINT work";
    private static final String KEEP = "RELEASE work";
    private static final String UNDO = "ROLLBACK TO work";

    private boolean marked;
    private @Nullable StoreException broken;

    Transaction(Connection connection, Path file) {
        super(connection, file);
    }

    @Override
    void beforeChange() throws StoreException {
        if (!marked) {
            prepared(MARK).execute();
            marked = true;
        }
    }

    /** Remembers what a work may have caught: the group is lost with it. */
    @Override
    StoreException failure(SQLException e) {
        StoreException failure = super.failure(e);
        if (broken == null) {
            broken = failure;
        }
        return failure;
    }

    /** Why the group cannot be committed, or null. */
    @Nullable StoreException broken() {
        return broken;
    }

    void begin() throws StoreException {
        broken = null;
        prepared(BEGIN).execute();
    }

    void commit() throws StoreException {
        prepared(COMMIT).execute();
    }

    /**
     * After a failure SQLite may have rolled back by itself, or not
     * (https://sqlite.org/lang_transaction.html), so this one may fail.
     */
    void rollback() {
        marked = false;
        try (var statement = connection().createStatement()) {
            statement.execute(ROLLBACK);
        } catch (SQLException _) {
            // Nothing was open.
        }
    }

    /** Runs one work; what it wrote stays only if it returns. */
    <T extends @Nullable Object> T run(Work<T> work) throws StoreException {
        boolean done = false;
        setOpen(true);
        try {
            T result = work.run(this);
            done = true;
            return result;
        } finally {
            setOpen(false);
            if (marked && broken == null) {
                marked = false;
                if (!done) {
                    prepared(UNDO).execute();
                }
                prepared(KEEP).execute();
            }
        }
    }
}
