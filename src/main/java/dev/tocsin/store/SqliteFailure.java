package dev.tocsin.store;

import org.sqlite.SQLiteErrorCode;

import java.nio.file.Path;
import java.sql.SQLException;

/** What SQLite's result codes mean for a store. Source: https://sqlite.org/rescode.html. */
final class SqliteFailure {

    private static final String RESTART = "look at the disk, then start again";

    private SqliteFailure() {}

    /**
     * @throws IllegalStateException where the statement itself was wrong: our bug
     */
    static StoreException of(SQLException e, Path file) {
        // The driver gives extended codes; the lowest byte is what they extend.
        SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(e.getErrorCode() & 0xff);
        String said = said(e);
        return switch (code) {
            case SQLITE_FULL ->
                    new StoreException(
                            StoreException.Kind.FULL,
                            "there is no room left for the store " + file,
                            "make room on its disk, then start again");
            case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM, SQLITE_NOLFS ->
                    new StoreException(
                            StoreException.Kind.IO,
                            "the store " + file + " cannot be used: " + said,
                            RESTART);
            case SQLITE_NOMEM ->
                    new StoreException(
                            StoreException.Kind.IO,
                            "SQLite has no memory left for the store " + file,
                            "give the process more memory, then start again");
            case SQLITE_CORRUPT ->
                    new StoreException(
                            StoreException.Kind.CORRUPT,
                            "the store " + file + " is damaged: " + said,
                            "`tocsin store check` says where; go back to a backup");
            case SQLITE_NOTADB ->
                    new StoreException(
                            StoreException.Kind.NOT_A_STORE,
                            file + " is not a store",
                            "name another file");
            case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL ->
                    new StoreException(
                            StoreException.Kind.BUSY,
                            "another program holds the store " + file,
                            "close what has the file open, a database browser for example");
            default ->
                    throw new IllegalStateException(
                            "a statement of ours failed: " + e.getMessage(), e);
        };
    }

    /** Of {@code [SQLITE_FULL] The disk is full (database or disk is full)}, without the echo. */
    private static String said(SQLException e) {
        String text = String.valueOf(e.getMessage());
        int echo = text.lastIndexOf(" (");
        return echo > 0 ? text.substring(0, echo) : text;
    }
}
