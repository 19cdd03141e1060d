package dev.tocsin.host.durable;

import dev.tocsin.host.durable.Order.Refusal;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.program.Program;
import dev.tocsin.store.EventRow;
import dev.tocsin.store.EventTable;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.RunStatus;
import dev.tocsin.store.RunTable;
import dev.tocsin.store.StoreException;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Brings runs into memory. */
final class RunLoading {

    private RunLoading() {}

    /** A run that was created in this process a moment ago. */
    static LoadedRun created(Engine engine, ActiveRun mailbox, NewRun run) {
        StepNotices notices = engine.notices(run.id());
        RunFacts facts = run.facts();
        expect(engine, facts);
        RunMemory memory = new RunMemory();
        memory.seq = 1;
        notices.listen();
        return new LoadedRun(
                engine,
                mailbox,
                run.id(),
                run.program(),
                facts,
                new OpenRun(run.program(), facts, notices),
                memory,
                notices,
                Lanes.of(run.program(), facts, run.lane()),
                new Standing(RunStatus.RUNNING, null, null));
    }

    private static void expect(Engine engine, RunFacts facts) {
        engine.performer.expect(facts.inputs());
        engine.performer.expect(facts.event());
    }

    /** A run out of the store; null where it cannot be loaded, and then the order is refused. */
    static @Nullable LoadedRun stored(Engine engine, ActiveRun mailbox, RunRow row, Order order)
            throws StoreException {
        if (row.status().hasEnded()) {
            if (order instanceof Order.AttemptEnded ended) {
                late(engine, row.number(), ended);
            }
            order.refuse(new Refusal.Ended(row.status().text()));
            return null;
        }
        if (row.status() == RunStatus.QUEUED && !(order instanceof Order.Cancel)) {
            order.refuse(new Refusal.Unavailable("the run has not begun"));
            return null;
        }
        try {
            return stored(engine, mailbox, row);
        } catch (UnreadableRunException e) {
            Refusal.Unavailable stopped = engine.refusal();
            if (stopped != null) {
                // What could not be read says nothing about the run: its store is being closed.
                order.refuse(stopped);
                return null;
            }
            markStuck(engine, row.number(), e.text());
            order.refuse(new Refusal.Unavailable("the run needs attention: " + e.text()));
            return null;
        }
    }

    private static LoadedRun stored(Engine engine, ActiveRun mailbox, RunRow row)
            throws StoreException, UnreadableRunException {
        StepNotices notices = engine.notices(row.id());
        Program program = programOf(engine.programs, row);
        Replay replay = Replay.fromSnapshot(engine.store, row.number(), program, notices);
        replay.run(Long.MAX_VALUE, (_, _, _) -> {});
        notices.listen();
        if (engine.secretSourceOf(program) != null) {
            // Whoever performs may be another process than the one that saw them first.
            expect(engine, replay.facts());
            engine.performer.expect(replay.open().snapshot());
        }
        LoadedRun run =
                new LoadedRun(
                        engine,
                        mailbox,
                        row.id(),
                        program,
                        replay.facts(),
                        replay.open(),
                        replay.memory(),
                        notices,
                        Lanes.of(program, replay.facts(), row.lane()),
                        new Standing(row.status(), row.reason(), row.dueAt()));
        if (row.status() != RunStatus.QUEUED) {
            run.takeUp();
        }
        return run;
    }

    static Program programOf(Programs programs, RunRow row) throws UnreadableRunException {
        try {
            return programs.of(row.digest());
        } catch (UnknownProgramException e) {
            throw new UnreadableRunException(e.text());
        }
    }

    /** Says in the store that people must look at a run. */
    static void markStuck(Engine engine, long number, String why) {
        Instant at = engine.clock.instant().truncatedTo(ChronoUnit.MICROS);
        engine.writeAside(
                tx -> {
                    RunRow row = RunTable.get(tx, number);
                    if (row == null || row.status().hasEnded() || why.equals(row.reason())) {
                        return null;
                    }
                    MapValue body = MapValue.builder().put(RowBody.WHY, why).build();
                    long seq = append(engine, tx, number, at, RowKind.STUCK, body);
                    RunTable.advance(tx, number, RunStatus.NEEDS_ATTENTION, why, null, seq);
                    return null;
                });
    }

    private static void late(Engine engine, long number, Order.AttemptEnded order) {
        Instant at = engine.clock.instant().truncatedTo(ChronoUnit.MICROS);
        MapValue body = AttemptKeeper.lateBody(order, at);
        if (body != null) {
            engine.writeAside(
                    tx -> {
                        append(engine, tx, number, at, RowKind.LATE, body);
                        return null;
                    });
        }
    }

    private static long append(
            Engine engine,
            dev.tocsin.store.Transaction tx,
            long number,
            Instant at,
            String kind,
            MapValue body)
            throws StoreException {
        long seq = EventTable.last(tx, number) + 1;
        byte[] bytes = RowBody.of(body, engine.sealer).bytes();
        EventTable.append(tx, new EventRow(number, seq, at, kind, bytes));
        return seq;
    }
}
