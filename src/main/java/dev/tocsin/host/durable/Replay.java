package dev.tocsin.host.durable;

import dev.tocsin.connector.Effect;
import dev.tocsin.interpreter.Command;
import dev.tocsin.interpreter.Event;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.interpreter.StoredEvent;
import dev.tocsin.interpreter.StoredFacts;
import dev.tocsin.interpreter.Trace;
import dev.tocsin.program.Program;
import dev.tocsin.store.BlobTable;
import dev.tocsin.store.EventRow;
import dev.tocsin.store.EventTable;
import dev.tocsin.store.SnapshotTable;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.SharedValues;
import dev.tocsin.value.StoredFormatException;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Brings a run to where its journal ends, and holds it to what it did when that was written: the
 * core must ask for the very commands that stand beside each event. Performs nothing.
 */
final class Replay {

    /** So many rows are read at once. */
    private static final int PAGE = 256;

    /** Told of each row before the core is. */
    interface Reading {
        void row(EventRow row, MapValue body, @Nullable Event event);
    }

    private final Store store;
    private final long number;
    private final Program program;
    private final RunFacts facts;
    private final OpenRun open;
    private final RunMemory memory;

    private Replay(
            Store store,
            long number,
            Program program,
            RunFacts facts,
            OpenRun open,
            RunMemory memory) {
        this.store = store;
        this.number = number;
        this.program = program;
        this.facts = facts;
        this.open = open;
        this.memory = memory;
    }

    OpenRun open() {
        return open;
    }

    RunMemory memory() {
        return memory;
    }

    RunFacts facts() {
        return facts;
    }

    /**
     * From the first row on.
     *
     * @throws UnreadableRunException if it is not there or cannot be read
     */
    static Replay fromBeginning(Store store, long number, Program program, Trace trace)
            throws StoreException, UnreadableRunException {
        EventRow first = store.read(reader -> EventTable.get(reader, number, 1));
        if (first == null || !first.kind().equals(RowKind.CREATED)) {
            throw new UnreadableRunException("the journal of the run has no beginning");
        }
        try {
            Value stored = RowBody.read(first.body(), store.sealer()).entries().get(RowBody.FACTS);
            RunFacts facts = factsOf(stored);
            RunMemory memory = new RunMemory();
            memory.seq = 1;
            memory.at = first.at();
            return new Replay(
                    store, number, program, facts, new OpenRun(program, facts, trace), memory);
        } catch (StoredFormatException | IllegalStateException e) {
            throw unreadable(1, e);
        }
    }

    /** From the last snapshot on, or from the first row where there is none. */
    static Replay fromSnapshot(Store store, long number, Program program, Trace trace)
            throws StoreException, UnreadableRunException {
        SnapshotTable.SnapshotRow row = store.read(reader -> SnapshotTable.get(reader, number));
        if (row == null || row.version() != RunSnapshot.VERSION) {
            return fromBeginning(store, number, program, trace);
        }
        try {
            RunSnapshot snapshot = RunSnapshot.read(row.body(), store.sealer());
            RunFacts facts = StoredFacts.read(snapshot.facts());
            OpenRun open = OpenRun.restore(program, facts, snapshot.tree(), trace);
            RunMemory memory = RunMemory.read(snapshot.memory(), row.seq(), open);
            return new Replay(store, number, program, facts, open, memory);
        } catch (StoredFormatException e) {
            // The journal is the truth; a snapshot only saves time.
            return fromBeginning(store, number, program, trace);
        }
    }

    static RunFacts factsOf(@Nullable Value stored) {
        if (stored != null && SharedValues.unfold(stored) instanceof MapValue map) {
            return StoredFacts.read(map);
        }
        throw new StoredFormatException("a run was created without facts");
    }

    /** Takes in the rows up to {@code last}, with that one. */
    void run(long last, Reading reading) throws StoreException, UnreadableRunException {
        while (memory.seq < last) {
            long from = memory.seq;
            List<EventRow> rows =
                    store.read(reader -> EventTable.after(reader, number, from, PAGE));
            if (rows.isEmpty()) {
                return;
            }
            for (EventRow row : rows) {
                if (row.seq() > last) {
                    return;
                }
                if (row.seq() != memory.seq + 1) {
                    throw new UnreadableRunException(
                            "the journal of the run lacks row " + (memory.seq + 1));
                }
                take(row, reading);
            }
        }
    }

    private void take(EventRow row, Reading reading) throws StoreException, UnreadableRunException {
        memory.seq = row.seq();
        memory.at = row.at().isAfter(memory.at) ? row.at() : memory.at;
        try {
            MapValue body = RowBody.read(row.body(), store.sealer());
            MapValue stored = eventOf(body, row.seq());
            if (stored == null) {
                reading.row(row, body, null);
                note(row.kind(), body);
                return;
            }
            Event event = StoredEvent.read(program, stored);
            long same = RunMemory.number(body, RowBody.SAME);
            Event whole = same == 0 ? event : filled((Event.Completed) event, same);
            reading.row(row, body, whole);
            advance(row, body, whole, same);
        } catch (StoredFormatException | IllegalStateException e) {
            throw unreadable(row.seq(), e);
        }
    }

    private static UnreadableRunException unreadable(long seq, RuntimeException e) {
        return new UnreadableRunException(
                "row " + seq + " of its journal cannot be read: " + e.getMessage());
    }

    private @Nullable MapValue eventOf(MapValue body, long seq)
            throws StoreException, UnreadableRunException {
        String blob = RowBody.blobOf(body);
        Value event = body.get(RowBody.EVENT);
        if (blob != null) {
            byte[] bytes = store.read(reader -> BlobTable.get(reader, blob));
            if (bytes == null) {
                throw new UnreadableRunException("what row " + seq + " refers to is not there");
            }
            return RowBody.read(bytes, store.sealer());
        }
        return event instanceof MapValue map ? map : null;
    }

    private void advance(EventRow row, MapValue body, Event whole, long same)
            throws UnreadableRunException {
        memory.pending = null;
        long sub = RunMemory.number(body, RowBody.SUB);
        if (whole instanceof Event.Completed completed) {
            OpenAttempt attempt = open.attempt(new Handle(sub, completed.attempt()));
            if (attempt != null && same == 0 && SameResults.isPoll(attempt.command)) {
                memory.same.note(attempt.command, completed.result(), row.seq());
            }
        }
        memory.cancelled |= whole instanceof Event.Cancelled;
        List<OpenRun.Issued> issued = open.advance(sub, whole);
        compare(row, RunMemory.list(body, RowBody.COMMANDS), issued);
        for (Value one : RunMemory.list(body, RowBody.HELD)) {
            MapValue held = (MapValue) one;
            mark(held, OpenAttempt.State.HELD, RunMemory.text(held, RowBody.WHY));
        }
        for (OpenRun.Issued one : issued) {
            if (one.command() instanceof Command.Perform perform
                    && perform.operation().spec().effect() == Effect.CONTAIN) {
                OpenAttempt attempt = open.attempt(one.handle(perform.attempt()));
                if (attempt == null || attempt.state != OpenAttempt.State.HELD) {
                    memory.passed.add(perform.idempotencyKey());
                }
            }
        }
    }

    private Event filled(Event.Completed event, long seq)
            throws StoreException, UnreadableRunException {
        EventRow row = store.read(reader -> EventTable.get(reader, number, seq));
        MapValue stored =
                row == null ? null : eventOf(RowBody.read(row.body(), store.sealer()), seq);
        if (stored == null
                || !(StoredEvent.read(program, stored) instanceof Event.Completed earlier)) {
            throw new UnreadableRunException("row " + seq + " of its journal has no result");
        }
        return new Event.Completed(event.attempt(), earlier.result(), event.at());
    }

    private static void compare(EventRow row, List<Value> lines, List<OpenRun.Issued> issued)
            throws UnreadableRunException {
        for (int i = 0; i < Math.max(lines.size(), issued.size()); i++) {
            String recorded =
                    i < lines.size() && lines.get(i) instanceof StringValue(String text)
                            ? text
                            : "nothing";
            String now = i < issued.size() ? issued.get(i).line() : "nothing";
            if (!recorded.equals(now)) {
                throw new UnreadableRunException(
                        "diverged: after row "
                                + row.seq()
                                + " of its journal stands `"
                                + recorded
                                + "`, and this release asks for `"
                                + now
                                + "`");
            }
        }
    }

    private void note(String kind, MapValue body) {
        switch (kind) {
            case RowKind.UNKNOWN ->
                    mark(body, OpenAttempt.State.UNKNOWN, RunMemory.text(body, RowBody.WHY));
            case RowKind.RELEASED -> {
                for (Value one : RunMemory.list(body, RowBody.ATTEMPTS)) {
                    mark((MapValue) one, OpenAttempt.State.OUT, "");
                }
            }
            case RowKind.UNSENT -> {
                for (Value one : RunMemory.list(body, RowBody.ATTEMPTS)) {
                    mark((MapValue) one, OpenAttempt.State.UNSENT, "");
                }
            }
            case RowKind.RETRIED -> {
                open.setGeneration(RunMemory.number(body, RowBody.GENERATION));
                if (body.get(RowBody.PENDING) instanceof MapValue pending) {
                    long sub = RunMemory.number(body, RowBody.PENDING_SUB);
                    memory.pending = new RunMemory.Pending(sub, StoredEvent.read(program, pending));
                }
            }
            default -> {
                // Said for people; a newer release may say more.
            }
        }
    }

    private void mark(MapValue place, OpenAttempt.State state, String why) {
        OpenAttempt attempt = open.attempt(RunMemory.handle(place));
        if (attempt != null) {
            attempt.state = state;
            attempt.why = why;
            if (state == OpenAttempt.State.OUT) {
                memory.passed.add(attempt.command.idempotencyKey());
            }
        }
    }
}
