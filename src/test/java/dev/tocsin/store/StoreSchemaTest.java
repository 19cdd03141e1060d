package dev.tocsin.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Files of earlier releases can be used. */
final class StoreSchemaTest {

    private static final Path FIXTURE = Path.of("src/test/resources/store/version-1.db.gz");
    private static final StoreOptions OPTIONS =
            StoreOptions.standard().withKey(StoreKey.of(new byte[StoreKey.SIZE]));

    @TempDir private Path folder;

    /** Writes the fixture of the current form; run by hand once for each form. */
    static final class Fixture {

        private Fixture() {}

        public static void main(String[] arguments) throws Exception {
            Path file = Files.createTempDirectory("fixture").resolve("tocsin.db");
            try (Store store = Store.open(file, OPTIONS)) {
                long run = Stored.addRun(store, "run-1", 3);
                String secret = store.sealer().seal("hunter2");
                store.await(
                        tx -> {
                            SignalTable.add(tx, Stored.signal("da1", 1, Stored.AT));
                            QuestionTable.add(tx, Stored.question("q-1", run, 1));
                            BlobTable.put(tx, run, Stored.bytes("large"));
                            CursorTable.put(
                                    tx, new CursorTable.CursorRow("poll", secret, Stored.AT));
                            TokenTable.add(
                                    tx,
                                    new TokenTable.TokenRow(
                                            "t1", "h1", "ci", "ingest", Stored.AT, null, null,
                                            null));
                            Audit.append(tx, Stored.AT, "jo", "token.create", "t1", null);
                            return true;
                        });
                Path copy = file.resolveSibling("copy.db");
                StoreBackup.copy(store, copy);
                try (OutputStream out =
                        new GZIPOutputStream(Files.newOutputStream(Path.of(arguments[0])))) {
                    Files.copy(copy, out);
                }
            }
        }
    }

    @Test
    void aFileOfTheFirstFormOpensWithAllItHolds() throws Exception {
        Path file = folder.resolve("tocsin.db");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(FIXTURE))) {
            Files.copy(in, file);
        }
        try (Store store = Store.open(file, OPTIONS)) {
            assertEquals(2, store.epoch());
            assertEquals(List.of(), StoreCheck.check(store));
            assertEquals(3, Stored.lastEvent(store, 1));
            EventRow event = store.read(reader -> EventTable.get(reader, 1, 2));
            assertArrayEquals(Stored.event(1, 2).body(), event.body());
            assertEquals("run-1", store.read(reader -> RunTable.get(reader, 1)).id());
            assertEquals("q-1", store.read(reader -> QuestionTable.get(reader, 1)).id());
            String sealed = store.read(reader -> CursorTable.get(reader, "poll")).value();
            assertEquals("hunter2", store.sealer().open(sealed));
            assertEquals("ci", store.read(reader -> TokenTable.byHash(reader, "h1")).name());
            assertInstanceOf(Audit.Verdict.Whole.class, store.read(Audit::verify));
            assertEquals(StoreSchema.CURRENT, version(store));
            Stored.addRun(store, "run-2", 1);
        }
    }

    private static int version(Store store) throws StoreException {
        return (int) store.read(reader -> reader.sql("PRAGMA user_version").number()).longValue();
    }

    @Test
    void onlyTheStepsThatAreMissingAreTaken() throws Exception {
        Path file = folder.resolve("tocsin.db");
        List<String> steps = new ArrayList<>(StoreSchema.steps());
        Transaction tx = new Transaction(new SqliteFile(file).writer(0), file);
        StoreSchema.migrate(tx.connection(), 0, steps);
        steps.add("CREATE TABLE extra (a INTEGER) STRICT; INSERT INTO extra VALUES (7);");
        StoreSchema.migrate(tx.connection(), StoreSchema.version(tx.connection()), steps);
        assertEquals(steps.size(), StoreSchema.version(tx.connection()));
        StoreSchema.migrate(tx.connection(), StoreSchema.version(tx.connection()), steps);
        assertEquals(7, tx.prepared("SELECT a FROM extra").number());
        assertEquals(1, tx.prepared("SELECT count(*) FROM extra").number());
        tx.close();
    }

    @Test
    void eachFormHasItsFile() throws IOException {
        try (var files = Files.list(Path.of("src/main/resources/store"))) {
            assertEquals(StoreSchema.CURRENT, files.count());
        }
        assertTrue(StoreSchema.steps().getFirst().contains("CREATE TABLE meta"));
    }
}
