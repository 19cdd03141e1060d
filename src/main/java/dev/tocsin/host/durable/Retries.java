package dev.tocsin.host.durable;

import dev.tocsin.expression.Evaluation;
import dev.tocsin.interpreter.Event;
import dev.tocsin.interpreter.Failure;
import dev.tocsin.interpreter.Place;
import dev.tocsin.interpreter.StepEnd;
import dev.tocsin.interpreter.StoredEvent;
import dev.tocsin.interpreter.Trace;
import dev.tocsin.playbook.Concurrency;
import dev.tocsin.program.Program;
import dev.tocsin.program.StepNode;
import dev.tocsin.store.BlobTable;
import dev.tocsin.store.EventRow;
import dev.tocsin.store.EventTable;
import dev.tocsin.store.Reader;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.RunStatus;
import dev.tocsin.store.RunTable;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.Transaction;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Begins new runs out of those that have ended. The journal of the new one begins with the rows of
 * the old one before the step began; the event that let it begin happens again, now.
 */
final class Retries {

    /** So many rows are copied at once. */
    private static final int PAGE = 256;

    private final Engine engine;

    Retries(Engine engine) {
        this.engine = engine;
    }

    /** Where a run came to a step: the row, and the event in it. */
    private record Found(long seq, long sub, Event event) {}

    /**
     * @param begins whether the new run begins at once, where there is room for it
     */
    Control retry(String id, String step, String by, boolean begins) throws InterruptedException {
        try {
            RunRow old = engine.store.read(reader -> RunTable.byId(reader, id));
            if (old == null) {
                return new Control.Unknown();
            }
            if (!old.status().hasEnded() || old.status() == RunStatus.SKIPPED) {
                return new Control.Refused(
                        "only a run that went on and has ended can be begun again, and this one is "
                                + old.status().text());
            }
            Program program = RunLoading.programOf(engine.programs, old);
            Search search = new Search(step);
            Replay replay = Replay.fromBeginning(engine.store, old.number(), program, search);
            replay.run(Long.MAX_VALUE, search);
            Found found = search.found;
            if (found == null) {
                return new Control.Refused("the run never came to a step `" + step + "`");
            }
            Lanes.Lane lane = Lanes.of(program, replay.facts(), old.lane());
            Origin origin = new Origin(old, replay.facts().runId(), found, step, by, begins);
            return begin(origin, lane);
        } catch (UnreadableRunException e) {
            return new Control.Refused(e.text());
        } catch (StoreException e) {
            engine.storeFailed(e);
            return new Control.Refused(e.text());
        }
    }

    /** Looks where a step begins for the first time. */
    private static final class Search implements Trace, Replay.Reading {

        private final String step;
        private long seq;
        private long sub;
        private @Nullable Event event;
        private @Nullable Found found;

        Search(String step) {
            this.step = step;
        }

        @Override
        public void row(EventRow row, MapValue body, @Nullable Event next) {
            seq = row.seq();
            sub = RunMemory.number(body, RowBody.SUB);
            event = next;
        }

        private void at(Place place, StepNode node) {
            Event present = event;
            if (found == null
                    && present != null
                    && (step.equals(node.head().id()) || step.equals(place.path(node)))) {
                found = new Found(seq, sub, present);
            }
        }

        @Override
        public void began(Place place, StepNode node) {
            at(place, node);
        }

        @Override
        public void ended(Place place, StepNode node, StepEnd end) {
            at(place, node);
        }

        @Override
        public void retrying(Place place, StepNode node, Failure failure, int attempt) {}

        @Override
        public void revealed(Place place, StepNode node, Evaluation.Revealed what) {}
    }

    /**
     * What a new run comes from.
     *
     * @param first id of the run that was not begun out of another one
     */
    private record Origin(
            RunRow old, String first, Found found, String step, String by, boolean begins) {}

    private Control begin(Origin origin, Lanes.@Nullable Lane lane)
            throws StoreException, InterruptedException {
        RunRow begun = engine.store.await(tx -> copy(tx, origin, lane));
        if (begun == null) {
            return new Control.Refused("another run of the same kind is going on");
        }
        if (begun.status() == RunStatus.RUNNING && !origin.begins()) {
            return new Control.Done(begun.id());
        }
        if (begun.status() == RunStatus.RUNNING) {
            engine.post(begun.number(), new Order.Begin(null));
        } else if (lane != null) {
            engine.makeRoom(lane);
        }
        return new Control.Done(begun.id());
    }

    private @Nullable RunRow copy(Transaction tx, Origin origin, Lanes.@Nullable Lane lane)
            throws StoreException {
        RunRow old = origin.old();
        Found found = origin.found();
        RunStatus status = RunStatus.RUNNING;
        if (lane != null && lane.isFull(tx)) {
            if (lane.rule().whenBusy() == Concurrency.WhenBusy.SKIP) {
                return null;
            }
            status = RunStatus.QUEUED;
        }
        long generation = 1;
        while (RunTable.byId(tx, origin.first() + '-' + generation) != null) {
            generation++;
        }
        Instant at = engine.clock.instant().truncatedTo(ChronoUnit.MICROS);
        RunRow row =
                new RunRow(
                        0,
                        origin.first() + '-' + generation,
                        old.playbook(),
                        old.digest(),
                        old.trigger(),
                        old.signal(),
                        null,
                        origin.by(),
                        at,
                        status == RunStatus.RUNNING ? at : null,
                        null,
                        status,
                        null,
                        old.lane(),
                        null,
                        found.seq());
        long number = RunTable.add(tx, row);
        copyRows(tx, old.number(), number, found.seq());
        MapValue body =
                MapValue.builder()
                        .put(RowBody.OF, old.id())
                        .put("step", origin.step())
                        .put(RowBody.BY, origin.by())
                        .put(RowBody.GENERATION, generation)
                        .put(RowBody.PENDING_SUB, found.sub())
                        .put(RowBody.PENDING, StoredEvent.write(found.event()))
                        .build();
        byte[] bytes = RowBody.of(body, engine.sealer).bytes();
        EventTable.append(tx, new EventRow(number, found.seq(), at, RowKind.RETRIED, bytes));
        return RunTable.get(tx, number);
    }

    private void copyRows(Transaction tx, long from, long to, long before) throws StoreException {
        long seq = 0;
        while (true) {
            var rows = EventTable.after(tx, from, seq, PAGE);
            for (EventRow row : rows) {
                if (row.seq() >= before) {
                    return;
                }
                EventTable.append(
                        tx, new EventRow(to, row.seq(), row.at(), row.kind(), row.body()));
                String blob = RowBody.blobOf(RowBody.read(row.body(), engine.sealer));
                byte[] bytes = blob == null ? null : BlobTable.get(tx, blob);
                if (bytes != null) {
                    BlobTable.put(tx, to, bytes);
                }
                seq = row.seq();
            }
            if (rows.size() < PAGE) {
                return;
            }
        }
    }

    /** The last one that was begun out of a run; the run itself where none was. */
    static RunRow last(Reader reader, RunRow run) throws StoreException {
        RunRow last = run;
        for (int n = 1; ; n++) {
            RunRow next = RunTable.byId(reader, run.id() + '-' + n);
            if (next == null) {
                return last;
            }
            last = next;
        }
    }

    /** An event that happens again, now. */
    static Event again(Event event, Instant now) {
        return switch (event) {
            case Event.Started _ -> new Event.Started(now);
            case Event.Completed one -> new Event.Completed(one.attempt(), one.result(), now);
            case Event.Failed one -> new Event.Failed(one.attempt(), one.failure(), now);
            case Event.TimerFired one -> new Event.TimerFired(one.timer(), now);
            case Event.ChildEnded one -> new Event.ChildEnded(one.run(), one.outcome(), now);
            case Event.CalledBack one ->
                    new Event.CalledBack(one.request(), one.token(), one.body(), now);
            case Event.Answered one -> new Event.Answered(one.question(), one.answer(), now);
            case Event.Cancelled one -> new Event.Cancelled(one.reason(), now);
            case Event.Continued _ -> new Event.Continued(now);
        };
    }
}
