package dev.tocsin.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Brings the tables of a file up to date. Steps are numbered files, and none is ever changed. */
final class StoreSchema {

    /** The form that this Tocsin writes: how many files {@code store/NNN.sql} there are. */
    static final int CURRENT = 2;

    private StoreSchema() {}

    /** The form of a file; 0 for an empty one. */
    static int version(Connection connection) throws SQLException {
        return Integer.parseInt(SqliteFile.ask(connection, "PRAGMA user_version"));
    }

    /** The steps of this Tocsin, in order. */
    static List<String> steps() {
        List<String> steps = new ArrayList<>();
        for (int number = 1; number <= CURRENT; number++) {
            steps.add(text("/store/%03d.sql".formatted(number)));
        }
        return steps;
    }

    /** Carries out, inside the transaction of the caller, the steps that the file lacks. */
    static void migrate(Transaction tx) throws StoreException {
        try {
            int version = version(tx.connection());
            refuseNewer(version, tx.file());
            migrate(tx.connection(), version, steps());
        } catch (SQLException e) {
            throw tx.failure(e);
        }
    }

    static void migrate(Connection connection, int version, List<String> steps)
            throws SQLException {
        if (version == steps.size()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            for (String step : steps.subList(version, steps.size())) {
                statement.executeUpdate(step);
            }
            statement.executeUpdate("PRAGMA user_version = " + steps.size());
            statement.executeUpdate("PRAGMA application_id = " + SqliteFile.APPLICATION);
        }
    }

    /** For who only reads: tables must be as this Tocsin knows them. */
    static void refuseOther(Reader reader) throws StoreException {
        try {
            int version = version(reader.connection());
            refuseNewer(version, reader.file());
            if (version < CURRENT) {
                throw new StoreException(
                        StoreException.Kind.NOT_A_STORE,
                        version == 0
                                ? reader.file() + " is empty"
                                : reader.file() + " was written by an older Tocsin",
                        "`tocsin serve` brings it up to date");
            }
        } catch (SQLException e) {
            throw reader.failure(e);
        }
    }

    private static void refuseNewer(int version, Path file) throws StoreException {
        if (version > CURRENT) {
            throw new StoreException(
                    StoreException.Kind.NEWER_SCHEMA,
                    "the store %s has form %d, and this Tocsin knows forms up to %d"
                            .formatted(file, version, CURRENT),
                    "use the Tocsin that wrote it, or a newer one");
        }
    }

    private static String text(String resource) {
        try (InputStream in = StoreSchema.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(resource + " cannot be read", e);
        }
    }
}
