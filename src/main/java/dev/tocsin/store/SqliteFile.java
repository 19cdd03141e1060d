package dev.tocsin.store;

import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Opens connections to the file of a store, each with the settings that the store relies on. */
final class SqliteFile {

    /** "Tocs"; tells a store from other SQLite files. */
    static final int APPLICATION = 0x546f6373;

    /**
     * Before it, two connections of one process could damage the file
     * (https://sqlite.org/wal.html).
     */
    private static final int[] NEEDED = {3, 51, 3};

    private static final int BUSY_MILLIS = 5_000;

    /**
     * For all: the schema calls no function of ours, and a damaged page is refused, not followed.
     */
    private static final List<String> ALWAYS =
            List.of("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0");

    private static final List<String> WRITER =
            List.of(
                    "auto_vacuum = NONE",
                    "journal_mode = WAL",
                    // Each commit is on the disk before it is acknowledged.
                    "synchronous = FULL",
                    // Checkpoints are made beside the writer.
                    "wal_autocheckpoint = 0",
                    "journal_size_limit = 67108864",
                    "cache_size = -32768",
                    "temp_store = MEMORY",
                    // What is deleted is overwritten wherever its page is written anyway.
                    "secure_delete = FAST");

    private final Path path;

    SqliteFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    Connection writer(int maxPages) throws StoreException {
        SqliteLibrary.load();
        SQLiteConfig config = new SQLiteConfig();
        try {
            Connection connection = open(config);
            try {
                refuseOld(connection);
                refuseForeign(connection);
                set(connection, WRITER);
                if (maxPages > 0) {
                    set(connection, List.of("max_page_count = " + maxPages));
                }
                return connection;
            } catch (SQLException | StoreException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw SqliteFailure.of(e, path);
        }
    }

    Connection reader() throws StoreException {
        SqliteLibrary.load();
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        try {
            Connection connection = open(config);
            try {
                refuseOld(connection);
                refuseForeign(connection);
                set(connection, List.of("cache_size = -8192", "temp_store = MEMORY"));
                return connection;
            } catch (SQLException | StoreException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw SqliteFailure.of(e, path);
        }
    }

    private Connection open(SQLiteConfig config) throws SQLException {
        config.setGetGeneratedKeys(false);
        config.setBusyTimeout(BUSY_MILLIS);
        // As a URI, because the driver takes `?` in a name for the beginning of settings.
        Connection connection = config.createConnection("jdbc:sqlite:" + path.toUri());
        // Transactions are begun and ended by us; the driver would begin one after each commit.
        ((SQLiteConnection) connection).getConnectionConfig().setAutoCommit(false);
        try {
            set(connection, ALWAYS);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static void set(Connection connection, List<String> pragmas) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String pragma : pragmas) {
                statement.execute("PRAGMA " + pragma);
            }
        }
    }

    /** The first column of the first row of a statement that has one. */
    static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? String.valueOf(result.getString(1)) : "";
        }
    }

    private void refuseOld(Connection connection) throws SQLException, StoreException {
        String version = ask(connection, "SELECT sqlite_version()");
        if (isOld(version)) {
            throw new StoreException(
                    StoreException.Kind.OLD_SQLITE,
                    "SQLite " + version + " can damage the store " + path,
                    "use 3.51.3 or newer: unset org.sqlite.lib.path, or put a newer library there");
        }
    }

    static boolean isOld(String version) {
        String[] parts = version.split("\\.");
        for (int i = 0; i < NEEDED.length; i++) {
            int part = i < parts.length ? Integer.parseInt(parts[i]) : 0;
            if (part != NEEDED[i]) {
                return part < NEEDED[i];
            }
        }
        return false;
    }

    /** An empty file may become a store; anything else must be one. */
    private void refuseForeign(Connection connection) throws SQLException, StoreException {
        int application = Integer.parseInt(ask(connection, "PRAGMA application_id"));
        boolean empty = ask(connection, "SELECT count(*) FROM sqlite_schema").equals("0");
        if (application != APPLICATION && !(empty && application == 0)) {
            throw new StoreException(
                    StoreException.Kind.NOT_A_STORE,
                    path + " is an SQLite file of another program",
                    "name another file");
        }
    }
}
