package dev.tocsin.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Rows for tests, and what to ask of a store about them. */
final class Stored {

    static final Instant AT = Instant.parse("2026-03-01T08:00:00.123456Z");
    static final String DIGEST = "d".repeat(64);

    private Stored() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static EventRow event(long run, long seq) {
        return new EventRow(run, seq, AT.plusSeconds(seq), "performed", bytes("event " + seq));
    }

    static RunRow run(String id) {
        return RunRow.queued(id, "isolate", DIGEST, "alert", null, null, "alert", AT, null);
    }

    static SignalRow signal(String id, int revision, Instant at) {
        return new SignalRow(
                0,
                "defender-endpoint",
                "alert",
                id,
                revision,
                at,
                BlobTable.digest(bytes(id + revision)),
                SignalState.UNROUTED,
                null,
                bytes("{\"id\":\"" + id + "\"}"),
                "poll");
    }

    static ProgramTable.ProgramRow program() {
        return new ProgramTable.ProgramRow(DIGEST, "isolate", bytes("playbook: isolate"), AT);
    }

    static QuestionRow question(String id, long run, long handle) {
        return new QuestionRow(
                0,
                id,
                run,
                handle,
                0,
                QuestionRow.Kind.ASK,
                QuestionRow.Status.OPEN,
                bytes("Isolate?"),
                AT,
                AT.plusSeconds(1800),
                null,
                null);
    }

    /** A run with {@code events} rows in its journal. */
    static long addRun(Store store, String id, int events) throws Exception {
        return store.await(
                tx -> {
                    ProgramTable.put(tx, program());
                    long number = RunTable.add(tx, run(id));
                    for (int seq = 1; seq <= events; seq++) {
                        EventTable.append(tx, event(number, seq));
                    }
                    RunTable.advance(tx, number, RunStatus.RUNNING, null, null, events);
                    return number;
                });
    }

    static void end(Store store, long run, Instant at) throws Exception {
        store.await(
                tx -> {
                    long seq = EventTable.last(tx, run);
                    RunTable.end(tx, run, RunStatus.SUCCEEDED, null, at, seq);
                    return seq;
                });
    }

    static long count(Store store, String table) throws StoreException {
        return store.read(reader -> reader.sql("SELECT count(*) FROM " + table).number());
    }

    static long lastEvent(Store store, long run) throws StoreException {
        return store.read(reader -> EventTable.last(reader, run));
    }

    /** Changes a row behind the store's back. */
    static void tamper(Store store, String statement) throws Exception {
        store.await(tx -> tx.sql(statement).change());
    }
}
