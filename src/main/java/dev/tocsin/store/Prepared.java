package dev.tocsin.store;

import org.jspecify.annotations.Nullable;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A statement that its connection keeps. Values are given from left to right, one for each {@code
 * ?}; then it is executed, and its result read to the end, so that no cursor stays open.
 */
final class Prepared {

    private final Reader reader;
    private final PreparedStatement statement;
    private int bound;

    Prepared(Reader reader, PreparedStatement statement) {
        this.reader = reader;
        this.statement = statement;
    }

    /** Forgets what was given before, if somebody broke off half way. */
    Prepared fresh() {
        bound = 0;
        return this;
    }

    Prepared with(long value) throws StoreException {
        try {
            statement.setLong(++bound, value);
            return this;
        } catch (SQLException e) {
            throw reader.failure(e);
        }
    }

    Prepared with(@Nullable Long value) throws StoreException {
        return bind(value);
    }

    Prepared with(@Nullable String value) throws StoreException {
        return bind(value);
    }

    Prepared with(byte @Nullable [] value) throws StoreException {
        return bind(value);
    }

    Prepared with(@Nullable Instant value) throws StoreException {
        return value == null ? bind(null) : with(StoredTime.micros(value));
    }

    private Prepared bind(@Nullable Object value) throws StoreException {
        try {
            statement.setObject(++bound, value);
            return this;
        } catch (SQLException e) {
            throw reader.failure(e);
        }
    }

    /** Executes a change; gives how many rows it touched. */
    int change() throws StoreException {
        reader.beforeChange();
        try {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw reader.failure(e);
        }
    }

    /** Executes what neither reads nor changes a table: the beginning or end of a transaction. */
    void execute() throws StoreException {
        try {
            statement.executeUpdate();
        } catch (SQLException e) {
            throw reader.failure(e);
        }
    }

    /** Executes an insert that ends with {@code RETURNING}, and gives the number. */
    long add() throws StoreException {
        reader.beforeChange();
        return number();
    }

    /** The first column of the first row, or 0 where there is none. */
    long number() throws StoreException {
        Long number = first(found -> found.number(1));
        return number == null ? 0 : number;
    }

    /** The first row, or null. */
    <T> @Nullable T first(Row.Shape<T> shape) throws StoreException {
        try (ResultSet result = statement.executeQuery()) {
            return result.next() ? shape.of(new Row(result)) : null;
        } catch (SQLException e) {
            throw reader.failure(e);
        }
    }

    /** All rows, in the order of the statement. */
    <T> List<T> list(Row.Shape<T> shape) throws StoreException {
        try (ResultSet result = statement.executeQuery()) {
            List<T> rows = new ArrayList<>();
            Row current = new Row(result);
            while (result.next()) {
                rows.add(shape.of(current));
            }
            return rows;
        } catch (SQLException e) {
            throw reader.failure(e);
        }
    }
}
