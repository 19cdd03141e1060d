package dev.tocsin.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

final class RunTableTest {

    private static final Instant AT = Stored.AT;

    @TempDir private Path folder;
    private Store store;

    @BeforeEach
    void open() throws Exception {
        store = Store.open(folder.resolve("tocsin.db"), StoreOptions.standard());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static RunRow full(String id) {
        return new RunRow(
                1,
                id,
                "isolate",
                Stored.DIGEST,
                "alert",
                8L,
                "once-" + id,
                "poll",
                AT,
                AT.plusSeconds(1),
                AT.plusSeconds(2),
                RunStatus.FAILED,
                "not isolated",
                "isolate/ws-1",
                AT.plusSeconds(3),
                12);
    }

    private long add(RunRow row) throws Exception {
        return store.await(tx -> RunTable.add(tx, row));
    }

    private boolean begin(long run, Instant at) throws Exception {
        return store.await(tx -> RunTable.begin(tx, run, at));
    }

    private static RunRow queued(String id, String playbook, String lane, Long signal) {
        return RunRow.queued(id, playbook, Stored.DIGEST, "alert", signal, null, "alert", AT, lane);
    }

    @Test
    void aRowComesBackAsItWas() throws Exception {
        RunRow row = full("run-1");
        assertEquals(1, add(row));
        assertEquals(row, store.read(reader -> RunTable.get(reader, 1)));
        assertEquals(row, store.read(reader -> RunTable.byId(reader, "run-1")));
        assertEquals(row, store.read(reader -> RunTable.byOnce(reader, "once-run-1")));
        assertEquals(List.of(row), store.read(reader -> RunTable.ofSignal(reader, 8)));
        assertNull(store.read(reader -> RunTable.byId(reader, "run-2")));
        assertThrows(IllegalStateException.class, () -> add(full("run-1")));
        RunRow queued = Stored.run("run-2");
        assertEquals(2, add(queued));
        assertEquals(3, add(Stored.run("run-3")), "runs without `once` are not the same");
    }

    @Test
    void aRunBeginsOnceAndEnds() throws Exception {
        long run = add(Stored.run("run-1"));
        assertTrue(begin(run, AT));
        assertFalse(begin(run, AT.plusSeconds(1)));
        store.await(
                tx -> {
                    RunTable.advance(tx, run, RunStatus.NEEDS_ATTENTION, "unknown outcome", AT, 4);
                    return true;
                });
        RunRow row = store.read(reader -> RunTable.get(reader, run));
        assertEquals(RunStatus.NEEDS_ATTENTION, row.status());
        assertEquals("unknown outcome", row.reason());
        assertEquals(AT, row.beganAt());
        assertEquals(AT, row.dueAt());
        assertEquals(4, row.seq());
        store.await(
                tx -> {
                    RunTable.end(tx, run, RunStatus.CANCELLED, "by jo", AT.plusSeconds(9), 5);
                    return true;
                });
        RunRow ended = store.read(reader -> RunTable.get(reader, run));
        assertEquals(AT.plusSeconds(9), ended.endedAt());
        assertNull(ended.dueAt());
        assertEquals(List.of(), store.read(reader -> RunTable.unfinished(reader, 0, 10)));
        assertEquals(
                Map.of(RunStatus.CANCELLED, 1L), store.read(reader -> RunTable.counts(reader)));
    }

    private List<Long> numbers(RunFilter filter, long before, int limit) throws Exception {
        return store.read(reader -> RunTable.list(reader, filter, before, limit)).stream()
                .map(RunRow::number)
                .toList();
    }

    @Test
    void listsAreFilteredAndTurnedOver() throws Exception {
        add(queued("run-1", "isolate", null, 7L));
        add(queued("run-2", "triage", null, null));
        add(full("run-3"));
        add(queued("run-4", "isolate", null, 7L));
        assertEquals(List.of(4L, 3L), numbers(RunFilter.ALL, Long.MAX_VALUE, 2));
        assertEquals(List.of(2L, 1L), numbers(RunFilter.ALL, 3, 2));
        assertEquals(
                List.of(4L, 3L, 1L),
                numbers(new RunFilter("isolate", null, null, null), Long.MAX_VALUE, 9));
        assertEquals(
                List.of(4L, 2L, 1L),
                numbers(new RunFilter(null, RunStatus.QUEUED, null, null), Long.MAX_VALUE, 9));
        assertEquals(
                List.of(4L, 1L),
                numbers(new RunFilter("isolate", RunStatus.QUEUED, 7L, AT), Long.MAX_VALUE, 9));
        assertEquals(
                List.of(),
                numbers(new RunFilter(null, null, null, AT.plusSeconds(1)), Long.MAX_VALUE, 9));
    }

    @Test
    void lanesAndTimersAreInOrder() throws Exception {
        long first = add(queued("run-1", "isolate", "lane", null));
        long other = add(queued("run-2", "isolate", "other", null));
        long second = add(queued("run-3", "isolate", "lane", null));
        assertEquals(
                List.of(first, second),
                store.read(reader -> RunTable.ofLane(reader, "lane", 10)).stream()
                        .map(RunRow::number)
                        .toList());
        store.await(
                tx -> {
                    RunTable.advance(tx, first, RunStatus.WAITING, null, AT.plusSeconds(5), 1);
                    RunTable.advance(tx, second, RunStatus.WAITING, null, AT, 1);
                    RunTable.end(tx, other, RunStatus.SKIPPED, "busy", AT, 1);
                    return true;
                });
        assertEquals(List.of(second), due(AT));
        assertEquals(List.of(second, first), due(AT.plusSeconds(5)));
        assertEquals(
                List.of(second),
                store.read(reader -> RunTable.unfinished(reader, first, 10)).stream()
                        .map(RunRow::number)
                        .toList());
    }

    private List<Long> due(Instant until) throws Exception {
        return store.read(reader -> RunTable.due(reader, until, 10)).stream()
                .map(RunRow::number)
                .toList();
    }
}
