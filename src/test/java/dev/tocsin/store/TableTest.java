package dev.tocsin.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Each table gives back what it was given, and each change does what it says. */
final class TableTest {

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

    private <T extends @Nullable Object> T write(Work<T> work) throws Exception {
        return store.await(work);
    }

    private <T extends @Nullable Object> T read(Query<T> query) throws Exception {
        return store.read(query);
    }

    // The overloads of assertions need to know what comes.

    private boolean holds(Work<Boolean> work) throws Exception {
        return store.await(work);
    }

    private int rows(Work<Integer> work) throws Exception {
        return store.await(work);
    }

    private long number(Query<Long> query) throws Exception {
        return store.read(query);
    }

    @Test
    void timesKeepTheirMicroseconds() {
        for (String time :
                List.of(
                        "1969-12-31T23:59:59.999999Z",
                        "1970-01-01T00:00:00Z",
                        "2026-03-01T08:00:00.123456Z")) {
            Instant at = Instant.parse(time);
            assertEquals(at, StoredTime.of(StoredTime.micros(at)));
        }
        Instant fine = Instant.parse("2026-03-01T08:00:00.123456789Z");
        assertEquals(AT, StoredTime.of(StoredTime.micros(fine)));
    }

    @Test
    void events() throws Exception {
        for (long seq = 1; seq <= 5; seq++) {
            EventRow row = Stored.event(7, seq);
            write(
                    tx -> {
                        EventTable.append(tx, row);
                        return true;
                    });
        }
        List<EventRow> page = read(reader -> EventTable.after(reader, 7, 2, 2));
        assertEquals(List.of(3L, 4L), page.stream().map(EventRow::seq).toList());
        EventRow third = page.getFirst();
        EventRow given = Stored.event(7, 3);
        assertEquals(given.at(), third.at());
        assertEquals(given.kind(), third.kind());
        assertArrayEquals(given.body(), third.body());
        assertEquals(5, Stored.lastEvent(store, 7));
        assertEquals(0, Stored.lastEvent(store, 8));
        assertNull(read(reader -> EventTable.get(reader, 7, 6)));
        assertEquals(4, read(reader -> EventTable.get(reader, 7, 4)).seq());
    }

    @Test
    void programsStayAsTheyWere() throws Exception {
        write(
                tx -> {
                    ProgramTable.put(tx, Stored.program());
                    ProgramTable.put(
                            tx,
                            new ProgramTable.ProgramRow(
                                    Stored.DIGEST, "other", new byte[0], AT.plusSeconds(1)));
                    return true;
                });
        ProgramTable.ProgramRow row = read(reader -> ProgramTable.get(reader, Stored.DIGEST));
        assertEquals("isolate", row.playbook());
        assertArrayEquals(Stored.program().sources(), row.sources());
        assertNull(read(reader -> ProgramTable.get(reader, "none")));
    }

    @Test
    void blobsAreKeptOnce() throws Exception {
        byte[] body = Stored.bytes("large");
        String digest = write(tx -> BlobTable.put(tx, 1, body));
        assertEquals(digest, write(tx -> BlobTable.put(tx, 2, body)));
        assertEquals(digest, write(tx -> BlobTable.put(tx, 2, body)));
        assertEquals(
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                write(tx -> BlobTable.put(tx, 2, new byte[0])));
        assertEquals(2, Stored.count(store, "blob"));
        assertEquals(3, Stored.count(store, "blob_use"));
        assertArrayEquals(body, read(reader -> BlobTable.get(reader, digest)));
        assertArrayEquals(
                new byte[0], read(reader -> BlobTable.get(reader, BlobTable.digest(new byte[0]))));
        assertNull(read(reader -> BlobTable.get(reader, "none")));
    }

    @Test
    void snapshotsReplaceEachOther() throws Exception {
        for (int seq : new int[] {3, 9}) {
            write(
                    tx -> {
                        SnapshotTable.put(
                                tx,
                                new SnapshotTable.SnapshotRow(
                                        1, seq, 1, Stored.bytes("state " + seq)));
                        return true;
                    });
        }
        SnapshotTable.SnapshotRow row = read(reader -> SnapshotTable.get(reader, 1));
        assertEquals(9, row.seq());
        assertArrayEquals(Stored.bytes("state 9"), row.body());
        write(
                tx -> {
                    SnapshotTable.remove(tx, 1);
                    return true;
                });
        assertNull(read(reader -> SnapshotTable.get(reader, 1)));
    }

    @Test
    void signals() throws Exception {
        long first = write(tx -> SignalTable.add(tx, Stored.signal("da1", 1, AT)));
        long second = write(tx -> SignalTable.add(tx, Stored.signal("da1", 2, AT.plusSeconds(5))));
        long other = write(tx -> SignalTable.add(tx, Stored.signal("da2", 1, AT.plusSeconds(9))));
        assertThrows(
                IllegalStateException.class,
                () -> write(tx -> SignalTable.add(tx, Stored.signal("da1", 2, AT))));
        write(
                tx -> {
                    SignalTable.decide(tx, other, SignalState.ROUTING_FAILED, "no severity");
                    return true;
                });
        SignalRow latest =
                read(reader -> SignalTable.latest(reader, "defender-endpoint", "alert", "da1"));
        assertEquals(second, latest.number());
        assertEquals(2, latest.revision());
        assertArrayEquals(Stored.signal("da1", 2, AT).body(), latest.body());
        assertNull(read(reader -> SignalTable.latest(reader, "sentinel", "alert", "da1")));
        SignalRow failed = read(reader -> SignalTable.get(reader, other));
        assertEquals(SignalState.ROUTING_FAILED, failed.state());
        assertEquals("no severity", failed.detail());

        assertEquals(List.of(other, second, first), numbers(SignalFilter.ALL, Long.MAX_VALUE));
        assertEquals(List.of(second, first), numbers(SignalFilter.ALL, other));
        assertEquals(
                List.of(other),
                numbers(
                        new SignalFilter(null, null, null, SignalState.ROUTING_FAILED, null),
                        Long.MAX_VALUE));
        assertEquals(
                List.of(second, first),
                numbers(
                        new SignalFilter("defender-endpoint", "alert", "da1", null, null),
                        Long.MAX_VALUE));
        assertEquals(
                List.of(other, second),
                numbers(
                        new SignalFilter("defender-endpoint", null, null, null, AT.plusSeconds(1)),
                        Long.MAX_VALUE));
        assertEquals(
                Map.of(SignalState.UNROUTED, 2L, SignalState.ROUTING_FAILED, 1L),
                read(SignalTable::counts));
    }

    private List<Long> numbers(SignalFilter filter, long before) throws Exception {
        return read(reader -> SignalTable.list(reader, filter, before, 10)).stream()
                .map(SignalRow::number)
                .toList();
    }

    @Test
    void questionsAreDecidedOnce() throws Exception {
        long number = write(tx -> QuestionTable.add(tx, Stored.question("q-1", 4, 2)));
        QuestionRow row = read(reader -> QuestionTable.byId(reader, "q-1"));
        assertEquals(number, row.number());
        assertEquals(AT.plusSeconds(1800), row.expiresAt());
        assertArrayEquals(Stored.bytes("Isolate?"), row.content());
        assertEquals(
                number,
                read(reader -> QuestionTable.byHandle(reader, 4, 0, 2, QuestionRow.Kind.ASK))
                        .number());
        assertNull(read(reader -> QuestionTable.byHandle(reader, 4, 0, 2, QuestionRow.Kind.GUARD)));
        assertEquals(1, read(reader -> QuestionTable.open(reader, 0, 10)).size());
        assertEquals(
                0, read(reader -> QuestionTable.expired(reader, AT.plusSeconds(1799), 9)).size());
        assertEquals(
                1, read(reader -> QuestionTable.expired(reader, AT.plusSeconds(1800), 9)).size());
        write(
                tx -> {
                    QuestionTable.rewrite(tx, number, Stored.bytes("Isolate it?"));
                    return true;
                });
        assertTrue(decide(number, QuestionRow.Status.ANSWERED));
        assertFalse(decide(number, QuestionRow.Status.EXPIRED));
        QuestionRow decided = read(reader -> QuestionTable.get(reader, number));
        assertEquals(QuestionRow.Status.ANSWERED, decided.status());
        assertEquals("Isolate", decided.result());
        assertEquals(AT, decided.decidedAt());
        assertArrayEquals(Stored.bytes("Isolate it?"), decided.content());
        assertEquals(0, read(reader -> QuestionTable.open(reader, 0, 10)).size());
        assertEquals(1, read(reader -> QuestionTable.ofRun(reader, 4)).size());
    }

    private boolean decide(long number, QuestionRow.Status status) throws Exception {
        return write(tx -> QuestionTable.decide(tx, number, status, "Isolate", AT));
    }

    @Test
    void aLinkIsGoodOnceAndInTime() throws Exception {
        write(
                tx -> {
                    LinkTable.add(
                            tx, new LinkTable.LinkRow("h1", 1, "jo", AT.plusSeconds(60), null));
                    LinkTable.add(tx, new LinkTable.LinkRow("h2", 1, "al", AT, null));
                    return true;
                });
        assertTrue(holds(tx -> LinkTable.use(tx, "h1", AT)));
        assertFalse(holds(tx -> LinkTable.use(tx, "h1", AT)), "used up");
        assertFalse(holds(tx -> LinkTable.use(tx, "h2", AT)), "expired");
        assertFalse(holds(tx -> LinkTable.use(tx, "h3", AT)), "unknown");
        assertEquals(AT, read(reader -> LinkTable.get(reader, "h1")).usedAt());
        assertNull(read(reader -> LinkTable.get(reader, "h2")).usedAt());
    }

    @Test
    void answersKeepTheirOrder() throws Exception {
        for (String by : List.of("jo", "al")) {
            write(
                    tx ->
                            AnswerTable.add(
                                    tx,
                                    new AnswerTable.AnswerRow(
                                            0,
                                            3,
                                            by,
                                            "page",
                                            "Leave",
                                            by.equals("jo") ? "{}" : null,
                                            AT,
                                            by.equals("al") ? "asked about themselves" : null)));
        }
        assertEquals(
                List.of(
                        new AnswerTable.AnswerRow(1, 3, "jo", "page", "Leave", "{}", AT, null),
                        new AnswerTable.AnswerRow(
                                2, 3, "al", "page", "Leave", null, AT, "asked about themselves")),
                read(reader -> AnswerTable.ofQuestion(reader, 3)));
    }

    private static DeliveryTable.DeliveryRow delivery(long question, Instant due) {
        return new DeliveryTable.DeliveryRow(
                0, question, "asked", "jo", "mail", "{}", due, 0, null, null);
    }

    @Test
    void deliveriesWaitUntilTheyAreDone() throws Exception {
        assertNull(read(DeliveryTable::nextDue));
        long late = write(tx -> DeliveryTable.add(tx, delivery(1, AT.plusSeconds(60))));
        long soon = write(tx -> DeliveryTable.add(tx, delivery(1, AT)));
        long other = write(tx -> DeliveryTable.add(tx, delivery(2, AT)));
        assertEquals(AT, read(DeliveryTable::nextDue));
        assertEquals(List.of(soon, other), due(AT));
        assertEquals(List.of(soon, other, late), due(AT.plusSeconds(60)));
        write(
                tx -> {
                    DeliveryTable.again(tx, soon, AT.plusSeconds(30), "no route");
                    DeliveryTable.done(tx, other, AT, null);
                    return true;
                });
        assertEquals(AT.plusSeconds(30), read(DeliveryTable::nextDue));
        DeliveryTable.DeliveryRow again = read(reader -> DeliveryTable.get(reader, soon));
        assertEquals(1, again.attempts());
        assertEquals("no route", again.error());
        assertEquals(2, rows(tx -> DeliveryTable.drop(tx, 1, AT, "answered")));
        assertNull(read(DeliveryTable::nextDue));
        assertEquals(2, read(reader -> DeliveryTable.ofQuestion(reader, 1)).size());
        assertEquals(AT, read(reader -> DeliveryTable.get(reader, other)).doneAt());
    }

    private List<Long> due(Instant at) throws Exception {
        return read(reader -> DeliveryTable.due(reader, at, 10)).stream()
                .map(DeliveryTable.DeliveryRow::number)
                .toList();
    }

    @Test
    void callbacksLeadToTheirRun() throws Exception {
        write(
                tx -> {
                    CallbackTable.put(tx, "a", 1);
                    CallbackTable.put(tx, "a", 2);
                    CallbackTable.put(tx, "b", 2);
                    CallbackTable.put(tx, "c", 3);
                    CallbackTable.remove(tx, "b");
                    return true;
                });
        assertEquals(2, number(reader -> CallbackTable.run(reader, "a")));
        assertNull(read(reader -> CallbackTable.run(reader, "b")));
        write(
                tx -> {
                    CallbackTable.removeOfRun(tx, 2);
                    return true;
                });
        assertNull(read(reader -> CallbackTable.run(reader, "a")));
        assertEquals(3, number(reader -> CallbackTable.run(reader, "c")));
    }

    @Test
    void containmentIsCounted() throws Exception {
        for (int i = 0; i < 4; i++) {
            ContainmentTable.ContainmentRow row =
                    new ContainmentTable.ContainmentRow(
                            0,
                            i == 3 ? "other" : "isolate",
                            i % 2,
                            AT.plusSeconds(i),
                            "defender-endpoint.isolateMachine",
                            "ws-" + i);
            write(tx -> ContainmentTable.add(tx, row));
        }
        assertEquals(2, number(reader -> ContainmentTable.ofRun(reader, 1)));
        assertEquals(2, number(reader -> ContainmentTable.ofPlaybook(reader, "isolate", AT)));
        assertEquals(3, number(reader -> ContainmentTable.since(reader, AT)));
        assertEquals(
                List.of("ws-3", "ws-2"),
                read(reader -> ContainmentTable.list(reader, Long.MAX_VALUE, 2)).stream()
                        .map(ContainmentTable.ContainmentRow::target)
                        .toList());
    }

    @Test
    void cursorsReplaceEachOther() throws Exception {
        for (String value : List.of("1", "2")) {
            write(
                    tx -> {
                        CursorTable.put(tx, new CursorTable.CursorRow("poll", value, AT));
                        return true;
                    });
        }
        assertEquals(
                new CursorTable.CursorRow("poll", "2", AT),
                read(reader -> CursorTable.get(reader, "poll")));
        write(
                tx -> {
                    CursorTable.remove(tx, "poll");
                    return true;
                });
        assertNull(read(reader -> CursorTable.get(reader, "poll")));
    }

    @Test
    void aCallIsTakenOnce() throws Exception {
        assertTrue(holds(tx -> ReplayTable.add(tx, "h", AT)));
        assertFalse(holds(tx -> ReplayTable.add(tx, "h", AT.plusSeconds(9))));
        assertEquals(0, rows(tx -> ReplayTable.purge(tx, AT.minusSeconds(1))));
        assertEquals(1, rows(tx -> ReplayTable.purge(tx, AT)));
        assertTrue(holds(tx -> ReplayTable.add(tx, "h", AT)));
    }

    @Test
    void tokens() throws Exception {
        TokenTable.TokenRow first =
                new TokenTable.TokenRow("t1", "h1", "ci", "ingest,viewer", AT, null, null, null);
        write(
                tx -> {
                    TokenTable.add(tx, first);
                    TokenTable.add(
                            tx,
                            new TokenTable.TokenRow("t2", "h2", "jo", "admin", AT, AT, null, null));
                    return true;
                });
        assertEquals(first, read(reader -> TokenTable.byHash(reader, "h1")));
        assertEquals(first, read(reader -> TokenTable.get(reader, "t1")));
        assertNull(read(reader -> TokenTable.byHash(reader, "h3")));
        assertTrue(holds(tx -> TokenTable.revoke(tx, "t1", AT)));
        assertFalse(holds(tx -> TokenTable.revoke(tx, "t1", AT.plusSeconds(1))));
        write(
                tx -> {
                    TokenTable.used(tx, "t2", AT);
                    return true;
                });
        List<TokenTable.TokenRow> all = read(reader -> TokenTable.list(reader, "", 10));
        assertEquals(AT, all.getFirst().revokedAt());
        assertEquals(AT, all.getLast().lastUsedAt());
        assertNotNull(all.getLast().expiresAt());
        assertEquals(1, read(reader -> TokenTable.list(reader, "t1", 10)).size());
    }
}
