package dev.tocsin.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

final class StoreCheckTest {

    @TempDir private Path folder;

    /** What is said of a store with a row changed. */
    private List<String> findings(String statement) throws Exception {
        Path file = Files.createTempDirectory(folder, "store").resolve("tocsin.db");
        try (Store store = Store.open(file, StoreOptions.standard())) {
            long run = Stored.addRun(store, "run-1", 5);
            store.await(
                    tx -> {
                        SnapshotTable.put(
                                tx,
                                new SnapshotTable.SnapshotRow(run, 5, 1, Stored.bytes("state")));
                        long question = QuestionTable.add(tx, Stored.question("q-1", run, 1));
                        BlobTable.put(tx, run, Stored.bytes("large"));
                        CallbackTable.put(tx, "hash", run);
                        Audit.append(tx, Stored.AT, "jo", "run.cancel", "run-1", null);
                        Audit.append(tx, Stored.AT, "jo", "run.resume", "run-1", null);
                        return AnswerTable.add(
                                tx,
                                new AnswerTable.AnswerRow(
                                        0, question, "jo", "page", "Isolate", null, Stored.AT,
                                        null));
                    });
            assertEquals(List.of(), StoreCheck.check(store));
            Stored.tamper(store, statement);
            return StoreCheck.check(store);
        }
    }

    @Test
    void saysWhatDoesNotFit() throws Exception {
        String[][] cases = {
            {
                "DELETE FROM event WHERE seq = 3",
                "the journal of run 1 has 4 events, numbered 1 to 5"
            },
            {
                "DELETE FROM event WHERE seq = 5",
                "run run-1 counts 5 events, and its journal has fewer"
            },
            {
                "DELETE FROM program",
                "run run-1 was made of a program that is missing: " + Stored.DIGEST
            },
            {"UPDATE run SET signal = 7", "run run-1 was started by signal 7, which is missing"},
            {
                "UPDATE blob SET body = x'00'",
                "the result " + BlobTable.digest(Stored.bytes("large")) + " was changed"
            },
            {
                "DELETE FROM blob",
                "run 1 needs the result "
                        + BlobTable.digest(Stored.bytes("large"))
                        + ", which is missing"
            },
            {
                "DELETE FROM question",
                "an answer, a link or a message is of question 1, which is missing"
            },
            {"UPDATE callback SET run = 9", "a callback is of run 9, which is missing"},
            {"UPDATE snapshot SET seq = 6", "the snapshot of run 1 is newer than its journal"},
            {
                "UPDATE audit SET actor = 'nobody' WHERE number = 2",
                "the audit log was changed: entry 2 was changed"
            },
        };
        for (String[] one : cases) {
            assertTrue(findings(one[0]).contains(one[1]), one[0] + ": " + findings(one[0]));
        }
        List<String> orphans = findings("DELETE FROM run");
        assertTrue(orphans.contains("there are events of run 1, and no such run"), "" + orphans);
        assertTrue(orphans.contains("question q-1 is of run 1, which is missing"), "" + orphans);
    }

    @Test
    void findsADamagedPage() throws Exception {
        Path file = folder.resolve("tocsin.db");
        try (Store store = Store.open(file, StoreOptions.standard())) {
            Stored.addRun(store, "run-1", 500);
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            // The last page belongs to the journal, which was written last.
            bytes.seek(bytes.length() - 4096);
            bytes.write(new byte[64]);
        }
        try (Store store = Store.openReadOnly(file, StoreOptions.standard())) {
            List<String> findings = StoreCheck.check(store);
            assertTrue(
                    !findings.isEmpty() && findings.getFirst().contains(" is damaged: "),
                    "" + findings);
        }
    }
}
