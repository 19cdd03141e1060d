package dev.tocsin.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What holds between processes: another JVM has the store. */
final class StoreProcessTest {

    @TempDir private Path folder;

    /** Opens the store it is told, writes without end, and says what was acknowledged. */
    static final class Other {

        private Other() {}

        public static void main(String[] arguments) throws Exception {
            try (Store store = Store.open(Path.of(arguments[0]), StoreOptions.standard())) {
                Stored.addRun(store, "run-1", 0);
                for (long seq = 1; ; seq++) {
                    long next = seq;
                    store.await(
                            tx -> {
                                EventTable.append(tx, Stored.event(1, next));
                                return next;
                            });
                    System.out.println(seq);
                }
            }
        }
    }

    private Process start(Path file) throws Exception {
        return new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Djava.io.tmpdir=" + Files.createDirectory(temporary()),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Other.class.getName(),
                                file.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private Path temporary() {
        return folder.resolve("tmp");
    }

    @Test
    void isRefusedWhileItRunsAndLosesNothingWhenItIsKilled() throws Exception {
        Path file = folder.resolve("tocsin.db");
        Process process = start(file);
        long acknowledged = 0;
        try (BufferedReader lines = process.inputReader()) {
            for (int i = 0; i < 50; i++) {
                acknowledged = Long.parseLong(lines.readLine());
            }
            StoreException refused =
                    assertThrows(
                            StoreException.class,
                            () -> Store.open(file, StoreOptions.standard()).close());
            assertEquals(StoreException.Kind.LOCKED, refused.kind());
            assertTrue(refused.text().contains("process " + process.pid()), refused.text());
            try (Store looked = Store.openReadOnly(file, StoreOptions.standard())) {
                assertTrue(Stored.lastEvent(looked, 1) >= acknowledged);
            }
            // Through its handle, which leaves open what it printed.
            process.toHandle().destroyForcibly();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                acknowledged = Long.parseLong(line);
            }
        }
        process.waitFor();
        try (Stream<Path> left = Files.list(temporary())) {
            assertEquals(List.of(), left.toList(), "SQLite's library was left behind");
        }
        try (Store looked = Store.openReadOnly(file, StoreOptions.standard())) {
            assertTrue(Stored.lastEvent(looked, 1) >= acknowledged);
        }
        try (Store store = Store.open(file, StoreOptions.standard())) {
            assertEquals(2, store.epoch());
            assertTrue(Stored.lastEvent(store, 1) >= acknowledged);
            assertEquals(List.of(), StoreCheck.check(store));
        }
    }
}
