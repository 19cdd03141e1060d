package dev.tocsin.host.durable;

import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.interpreter.StoredFacts;
import dev.tocsin.playbook.Concurrency;
import dev.tocsin.playbook.Parameter;
import dev.tocsin.program.CalledPrograms;
import dev.tocsin.program.Program;
import dev.tocsin.schema.SecretMarks;
import dev.tocsin.store.EventRow;
import dev.tocsin.store.EventTable;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.RunStatus;
import dev.tocsin.store.RunTable;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.Transaction;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Sealer;
import dev.tocsin.value.SharedValues;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Creates runs inside the transactions of those who want them, and begins them afterwards. */
final class Creation {

    /** Between the id of a run and the rest of a token; neither of them has one. */
    static final char CALLBACK_SEPARATOR = '~';

    private final Engine engine;

    Creation(Engine engine) {
        this.engine = engine;
    }

    Created create(Transaction tx, NewRun asked) throws StoreException, UnstorableRunException {
        String once = asked.once();
        if (once != null) {
            RunRow earlier = RunTable.byOnce(tx, once);
            if (earlier != null) {
                return new Created(
                        earlier.id(), earlier.number(), false, earlier.status().text(), null);
            }
        }
        NewRun run = whole(asked);
        byte[] facts = factsOf(run);
        Instant at = engine.clock.instant().truncatedTo(ChronoUnit.MICROS);
        Lanes.Lane lane = Lanes.of(run.program(), run.facts(), run.lane());
        RunStatus status = RunStatus.RUNNING;
        if (lane != null && lane.isFull(tx)) {
            boolean skips = lane.rule().whenBusy() == Concurrency.WhenBusy.SKIP;
            status = skips ? RunStatus.SKIPPED : RunStatus.QUEUED;
        }
        long number = RunTable.add(tx, row(run, lane, status, at));
        EventTable.append(tx, new EventRow(number, 1, at, RowKind.CREATED, facts));
        engine.fresh.add(number);
        return new Created(run.id(), number, true, status.text(), run);
    }

    private static RunRow row(NewRun run, Lanes.@Nullable Lane lane, RunStatus status, Instant at) {
        MapValue about = run.facts().run();
        String trigger = about.text("trigger");
        String startedBy = run.facts().startedBy();
        boolean skipped = status == RunStatus.SKIPPED;
        return new RunRow(
                0,
                run.id(),
                run.program().id(),
                run.digest(),
                trigger == null ? "" : trigger,
                run.signal(),
                run.once(),
                startedBy == null ? "" : startedBy,
                at,
                status == RunStatus.RUNNING ? at : null,
                skipped ? at : null,
                status,
                skipped ? "another run of the same kind was going on" : null,
                lane == null ? null : lane.name(),
                null,
                1);
    }

    /** With secret inputs marked, and with a place for callbacks where it takes some. */
    private NewRun whole(NewRun run) {
        RunFacts facts = run.facts();
        MapValue.Builder inputs = MapValue.builder();
        facts.inputs().entries().forEach(inputs::put);
        for (Parameter input : run.program().playbook().inputs()) {
            Value given = facts.inputs().get(input.name().text());
            if (given != null) {
                inputs.put(input.name().text(), SecretMarks.mark(given, input.schema()));
            }
        }
        String base = facts.callbackBase();
        String own = engine.options.callbackBase();
        if (own != null && takesCallbacks(run.program())) {
            base = own + run.id() + CALLBACK_SEPARATOR;
        }
        RunFacts marked =
                new RunFacts(
                        facts.runId(),
                        facts.seed(),
                        facts.event(),
                        facts.signal(),
                        inputs.build(),
                        facts.run(),
                        facts.maxExpressionSteps(),
                        facts.caller(),
                        base);
        return new NewRun(
                run.id(),
                run.digest(),
                run.program(),
                marked,
                run.signal(),
                run.once(),
                run.lane());
    }

    private static boolean takesCallbacks(Program program) {
        for (Program each : CalledPrograms.of(program)) {
            if (!each.callbacks().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private byte[] factsOf(NewRun run) throws UnstorableRunException {
        boolean keyless = engine.sealer == Sealer.NONE;
        if (keyless) {
            String source = engine.secretSourceOf(run.program());
            if (source != null) {
                throw unstorable(run, source);
            }
        }
        MapValue facts = StoredFacts.write(run.facts());
        MapValue body = MapValue.of(RowBody.FACTS, SharedValues.fold(facts));
        try {
            return RowBody.of(body, engine.sealer).bytes();
        } catch (IllegalStateException e) {
            if (keyless) {
                throw unstorable(run, "the event");
            }
            throw e;
        }
    }

    private static UnstorableRunException unstorable(NewRun run, String source) {
        return new UnstorableRunException(
                "`"
                        + run.program().id()
                        + "` can hold a secret ("
                        + source
                        + "), and the store has no key to keep it under: set TOCSIN_STORE_KEY and"
                        + " start again");
    }

    void begin(Created created) {
        NewRun run = created.begins();
        if (run == null) {
            return;
        }
        if (created.status().equals(RunStatus.RUNNING.text())) {
            engine.post(created.number(), new Order.Begin(run));
        } else if (created.status().equals(RunStatus.QUEUED.text())) {
            Lanes.Lane lane = Lanes.of(run.program(), run.facts(), run.lane());
            if (lane != null) {
                engine.makeRoom(lane);
            }
        }
    }
}
