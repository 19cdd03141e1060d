package dev.tocsin.store;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** The current row of a result; columns count from 1. Only valid while it is read. */
final class Row {

    /** Makes a value of a row. */
    @FunctionalInterface
    interface Shape<T> {

        T of(Row row) throws SQLException;
    }

    private final ResultSet result;

    Row(ResultSet result) {
        this.result = result;
    }

    String text(int column) throws SQLException {
        String text = result.getString(column);
        if (text == null) {
            throw new IllegalStateException("column " + column + " is null");
        }
        return text;
    }

    @Nullable String textOrNull(int column) throws SQLException {
        return result.getString(column);
    }

    long number(int column) throws SQLException {
        return result.getLong(column);
    }

    int small(int column) throws SQLException {
        return result.getInt(column);
    }

    @Nullable Long numberOrNull(int column) throws SQLException {
        long number = result.getLong(column);
        return result.wasNull() ? null : number;
    }

    byte[] bytes(int column) throws SQLException {
        byte[] bytes = result.getBytes(column);
        // An empty blob comes as null.
        return bytes == null ? new byte[0] : bytes;
    }

    Instant time(int column) throws SQLException {
        return StoredTime.of(result.getLong(column));
    }

    @Nullable Instant timeOrNull(int column) throws SQLException {
        long micros = result.getLong(column);
        return result.wasNull() ? null : StoredTime.of(micros);
    }
}
