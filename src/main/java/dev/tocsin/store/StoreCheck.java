package dev.tocsin.store;

import java.util.ArrayList;
import java.util.List;

/** Looks for damage in a store: of the file, and of what its tables say about each other. */
public final class StoreCheck {

    private static final int LIMIT = 100;

    private static final String PAGES = "PRAGMA integrity_check(100)";

    /** Each gives a sentence per row that is wrong. */
    private static final List<String> FINDINGS =
            List.of(
                    """
                    SELECT 'the journal of run ' || run || ' has ' || count(*)
                      || ' events, numbered ' || min(seq) || ' to ' || max(seq)
                    FROM event GROUP BY run HAVING min(seq) <> 1 OR max(seq) <> count(*) LIMIT 100
                    """,
                    """
                    SELECT 'run ' || id || ' counts ' || seq || ' events, and its journal has fewer'
                    FROM run WHERE seq >
                      (SELECT coalesce(max(event.seq), 0) FROM event WHERE event.run = run.number)
                    LIMIT 100
                    """,
                    """
                    SELECT DISTINCT 'there are events of run ' || run || ', and no such run'
                    FROM event WHERE NOT EXISTS (SELECT 1 FROM run WHERE run.number = event.run)
                    LIMIT 100
                    """,
                    """
                    SELECT 'the snapshot of run ' || run || ' is newer than its journal'
                    FROM snapshot WHERE seq >
                      (SELECT coalesce(max(event.seq), 0) FROM event WHERE event.run = snapshot.run)
                    LIMIT 100
                    """,
                    """
                    SELECT 'run ' || id || ' was made of a program that is missing: ' || digest
                    FROM run
                    WHERE NOT EXISTS (SELECT 1 FROM program WHERE program.digest = run.digest)
                    LIMIT 100
                    """,
                    """
                    SELECT 'run ' || id || ' was started by signal ' || signal || ', which is missing'
                    FROM run WHERE signal IS NOT NULL
                      AND NOT EXISTS (SELECT 1 FROM signal WHERE signal.number = run.signal)
                    LIMIT 100
                    """,
                    """
                    SELECT 'run ' || run || ' needs the result ' || digest || ', which is missing'
                    FROM blob_use
                    WHERE NOT EXISTS (SELECT 1 FROM blob WHERE blob.digest = blob_use.digest)
                    LIMIT 100
                    """,
                    """
                    SELECT 'question ' || id || ' is of run ' || run || ', which is missing'
                    FROM question
                    WHERE NOT EXISTS (SELECT 1 FROM run WHERE run.number = question.run) LIMIT 100
                    """,
                    """
                    SELECT 'an answer, a link or a message is of question ' || question
                      || ', which is missing'
                    FROM (SELECT question FROM answer UNION SELECT question FROM link
                      UNION SELECT question FROM delivery) AS part
                    WHERE NOT EXISTS
                      (SELECT 1 FROM question WHERE question.number = part.question) LIMIT 100
                    """,
                    """
                    SELECT 'a callback is of run ' || run || ', which is missing' FROM callback
                    WHERE NOT EXISTS (SELECT 1 FROM run WHERE run.number = callback.run) LIMIT 100
                    """);

    private static final String BLOBS =
            "SELECT digest FROM blob WHERE digest > ? ORDER BY digest LIMIT ?";

    private StoreCheck() {}

    /**
     * The whole file is read; the store can be used meanwhile.
     *
     * @return what is wrong, for people, one sentence each, at most 100; empty where nothing is
     */
    public static List<String> check(Store store) throws StoreException {
        return store.read(StoreCheck::check);
    }

    private static List<String> check(Reader reader) throws StoreException {
        List<String> findings = new ArrayList<>();
        try {
            look(reader, findings);
        } catch (StoreException e) {
            if (e.kind() != StoreException.Kind.CORRUPT) {
                throw e;
            }
            findings.add(e.text());
        }
        return List.copyOf(findings.subList(0, Math.min(LIMIT, findings.size())));
    }

    private static void look(Reader reader, List<String> findings) throws StoreException {
        for (String line : reader.sql(PAGES).list(row -> row.text(1))) {
            if (!line.equals("ok")) {
                findings.add("the file is damaged: " + line);
            }
        }
        if (!findings.isEmpty()) {
            // What tables say would be read from damaged pages.
            return;
        }
        for (String statement : FINDINGS) {
            findings.addAll(reader.sql(statement).list(row -> row.text(1)));
        }
        if (Audit.verify(reader) instanceof Audit.Verdict.Broken broken) {
            findings.add("the audit log was changed: " + broken.reason());
        }
        blobs(reader, findings);
    }

    /** A body must have the digest it is known by. */
    private static void blobs(Reader reader, List<String> findings) throws StoreException {
        String last = "";
        while (findings.size() < LIMIT) {
            List<String> page = reader.sql(BLOBS).with(last).with(1_000).list(row -> row.text(1));
            for (String digest : page) {
                byte[] body = BlobTable.get(reader, digest);
                if (body == null || !BlobTable.digest(body).equals(digest)) {
                    findings.add("the result " + digest + " was changed");
                }
                last = digest;
            }
            if (page.size() < 1_000) {
                return;
            }
        }
    }
}
