package dev.tocsin.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

final class AuditTest {

    @TempDir private Path folder;

    private Store filled() throws Exception {
        Path file = Files.createTempDirectory(folder, "store").resolve("tocsin.db");
        Store store = Store.open(file, StoreOptions.standard());
        for (int i = 1; i <= 5; i++) {
            String detail = i % 2 == 0 ? null : "because " + i;
            String object = "run-" + i;
            store.await(tx -> Audit.append(tx, Stored.AT, "jo", "run.cancel", object, detail));
        }
        return store;
    }

    private Audit.Verdict after(String... statements) throws Exception {
        try (Store store = filled()) {
            for (String statement : statements) {
                Stored.tamper(store, statement);
            }
            return store.read(Audit::verify);
        }
    }

    @Test
    void anUntouchedLogIsWhole() throws Exception {
        try (Store store = filled()) {
            Audit.Verdict.Whole whole =
                    assertInstanceOf(Audit.Verdict.Whole.class, store.read(Audit::verify));
            assertEquals(5, whole.entries());
            List<AuditRow> newest = store.read(reader -> Audit.list(reader, Long.MAX_VALUE, 2));
            assertEquals(List.of(5L, 4L), newest.stream().map(AuditRow::number).toList());
            assertEquals(whole.lastHash(), newest.getFirst().hash());
            assertEquals(newest.getFirst().previousHash(), newest.getLast().hash());
        }
        Path file = folder.resolve("empty.db");
        try (Store store = Store.open(file, StoreOptions.standard())) {
            assertInstanceOf(Audit.Verdict.Whole.class, store.read(Audit::verify));
        }
    }

    @Test
    void eachKindOfTamperingIsFoundWhereItBegins() throws Exception {
        Object[][] cases = {
            {3L, "entry 3 was changed", "UPDATE audit SET actor = 'al' WHERE number = 3"},
            {2L, "entry 2 was changed", "UPDATE audit SET at = at + 1 WHERE number = 2"},
            // Null and the empty text are told apart.
            {4L, "entry 4 was changed", "UPDATE audit SET detail = '' WHERE number = 4"},
            // Nor can a field lend to its neighbour.
            {
                1L,
                "entry 1 was changed",
                "UPDATE audit SET actor = 'jor', action = 'un.cancel' WHERE number = 1"
            },
            {1L, "entry 1 is missing", "DELETE FROM audit WHERE number = 1"},
            {3L, "entry 3 is missing", "DELETE FROM audit WHERE number = 3"},
            {
                6L,
                "the log ends before the entry that was written last",
                "UPDATE meta SET value = '6 x' WHERE key = 'auditHead'"
            },
            {
                5L,
                "the log ends before the entry that was written last",
                "DELETE FROM audit WHERE number = 5"
            },
            {1L, "the log ends before the entry that was written last", "DELETE FROM audit"},
        };
        for (Object[] one : cases) {
            assertEquals(
                    new Audit.Verdict.Broken((Long) one[0], (String) one[1]),
                    after((String) one[2]),
                    (String) one[2]);
        }
    }

    @Test
    void entriesThatChangedPlacesAreFound() throws Exception {
        assertEquals(
                new Audit.Verdict.Broken(2, "entry 2 does not follow on the one before it"),
                after(
                        "UPDATE audit SET number = 99 WHERE number = 2",
                        "UPDATE audit SET number = 2 WHERE number = 3",
                        "UPDATE audit SET number = 3 WHERE number = 99"));
    }

    @Test
    void anEntryPutInIsFound() throws Exception {
        assertEquals(
                new Audit.Verdict.Broken(6, "entry 6 was changed"),
                after(
                        """
                        INSERT INTO audit SELECT 6, at, 'al', action, object, detail, hash, hash
                        FROM audit WHERE number = 5
                        """));
    }
}
