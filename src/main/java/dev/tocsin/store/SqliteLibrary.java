package dev.tocsin.store;

import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteJDBCLoader;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Loads SQLite's C code. The driver copies it out of the jar into a folder for temporary files,
 * where other users may write and where a killed process leaves it behind. So it gets a folder that
 * only we can enter, and what lies there is removed as soon as it is loaded.
 *
 * <p>An operator whose temporary folder holds no programs sets the driver's own {@code
 * org.sqlite.tmpdir}, or {@code org.sqlite.lib.path} to a folder that has the library.
 */
final class SqliteLibrary {

    private static final String FOLDER = "org.sqlite.tmpdir";
    private static final String READY = "org.sqlite.lib.path";

    private SqliteLibrary() {}

    /** Loads it when it is first needed, and once. */
    private static final class Once {

        static final @Nullable StoreException FAILURE = attempt();

        private Once() {}
    }

    static void load() throws StoreException {
        if (Once.FAILURE != null) {
            throw Once.FAILURE;
        }
    }

    private static @Nullable StoreException attempt() {
        String placed = System.getProperty(FOLDER, System.getProperty(READY));
        try {
            if (placed == null) {
                loadPrivately();
            } else {
                SQLiteJDBCLoader.initialize();
            }
            return null;
        } catch (Exception | UnsatisfiedLinkError e) {
            String where = placed == null ? System.getProperty("java.io.tmpdir") : placed;
            return new StoreException(
                    StoreException.Kind.IO,
                    "SQLite's library cannot be loaded from " + where + ": " + e.getMessage(),
                    "name a folder where programs may run:"
                            + " JDK_JAVA_OPTIONS=-Dorg.sqlite.tmpdir=FOLDER");
        }
    }

    private static void loadPrivately() throws Exception {
        // Mode 0700 on POSIX.
        Path folder = Files.createTempDirectory("tocsin-sqlite");
        System.setProperty(FOLDER, folder.toString());
        try {
            SQLiteJDBCLoader.initialize();
        } finally {
            System.clearProperty(FOLDER);
            remove(folder);
        }
    }

    /** What is loaded may be removed, but not on Windows: there the driver does it at the end. */
    private static void remove(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException _) {
            folder.toFile().deleteOnExit();
        }
    }
}
