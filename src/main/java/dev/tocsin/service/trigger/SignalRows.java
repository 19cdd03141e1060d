package dev.tocsin.service.trigger;

import dev.tocsin.host.durable.Created;
import dev.tocsin.host.durable.UnstorableRunException;
import dev.tocsin.service.trigger.Ingest.Incoming;
import dev.tocsin.service.trigger.SignalRouting.Decision;
import dev.tocsin.service.trigger.Starter.Begun;
import dev.tocsin.service.trigger.Starter.Prepared;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.RunTable;
import dev.tocsin.store.SignalFilter;
import dev.tocsin.store.SignalRow;
import dev.tocsin.store.SignalState;
import dev.tocsin.store.SignalTable;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.Transaction;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Signals in the store, together with the runs that they start. Its methods run on the writer. */
final class SignalRows {

    /** Revisions of one signal that are looked through for its runs. */
    private static final int MOST_REVISIONS = 1_000;

    private final Starter starter;

    SignalRows(Starter starter) {
        this.starter = starter;
    }

    /**
     * A signal that is in the store once the transaction is committed.
     *
     * @param created what is to begin then
     */
    record Stored(
            long number, Receipt.Kept receipt, List<Begun> created, List<Prepared.Ready> starts) {}

    /** Adds a signal, unless its latest revision is the same. */
    Stored add(Transaction tx, Incoming.Good signal, SignalForm form, String by, Instant now)
            throws StoreException {
        String kind = form.kind().word();
        SignalRow latest = SignalTable.latest(tx, form.source(), kind, signal.id());
        if (latest != null && latest.digest().equals(signal.digest())) {
            return new Stored(
                    latest.number(),
                    new Receipt.Kept(
                            kind,
                            latest.id(),
                            latest.revision(),
                            false,
                            latest.state(),
                            latest.detail(),
                            runs(tx, latest)),
                    List.of(),
                    List.of());
        }
        int revision = latest == null ? 1 : latest.revision() + 1;
        SignalRow row =
                new SignalRow(
                        0,
                        form.source(),
                        kind,
                        signal.id(),
                        revision,
                        now,
                        signal.digest(),
                        signal.decision().state(),
                        signal.decision().detail(),
                        signal.body(),
                        by);
        return started(tx, SignalTable.add(tx, row), row, signal.decision(), now);
    }

    /**
     * Says what became of a signal that is there.
     *
     * @return null where it is not the latest revision any more: then that one is what counts
     */
    @Nullable Stored decide(Transaction tx, long number, Decision decision, Instant now)
            throws StoreException {
        SignalRow row = SignalTable.get(tx, number);
        if (row == null) {
            return null;
        }
        SignalRow latest = SignalTable.latest(tx, row.source(), row.kind(), row.id());
        if (latest != null && latest.number() != number) {
            SignalTable.decide(tx, number, SignalState.PASSED_OVER, "a newer revision came first");
            return null;
        }
        if (row.state() == SignalState.ROUTED || row.state() == SignalState.SUPPRESSED) {
            // Two tried at once, and the other was faster.
            return null;
        }
        return started(tx, number, row, decision, now);
    }

    private Stored started(Transaction tx, long number, SignalRow row, Decision whole, Instant now)
            throws StoreException {
        List<Begun> created = new ArrayList<>();
        Decision decision = DedupeWindow.withoutRepeated(tx, row, whole, now);
        SignalState state = decision.state();
        String detail = decision.detail();
        for (Prepared.Ready start : decision.starts()) {
            try {
                created.add(starter.create(tx, start, number, now));
            } catch (UnstorableRunException e) {
                state = SignalState.ROUTING_FAILED;
                detail = detail == null ? e.text() : detail + "; " + e.text();
            }
        }
        for (DedupeWindow window : decision.windows()) {
            window.open(tx, row, created, now);
        }
        if (state != row.state() || !Objects.equals(detail, row.detail())) {
            SignalTable.decide(tx, number, state, detail);
        }
        Receipt.Kept receipt =
                new Receipt.Kept(
                        row.kind(),
                        row.id(),
                        row.revision(),
                        true,
                        state,
                        detail,
                        List.copyOf(created));
        return new Stored(number, receipt, created, decision.starts());
    }

    private static List<Begun> runs(Transaction tx, SignalRow latest) throws StoreException {
        List<Begun> runs = new ArrayList<>();
        SignalFilter same =
                new SignalFilter(latest.source(), latest.kind(), latest.id(), null, null);
        List<SignalRow> revisions = SignalTable.heads(tx, same, Long.MAX_VALUE, MOST_REVISIONS);
        for (SignalRow revision : revisions.reversed()) {
            for (RunRow run : RunTable.ofSignal(tx, revision.number())) {
                runs.add(
                        new Begun(
                                run.playbook(),
                                new Created(
                                        run.id(), run.number(), false, run.status().text(), null)));
            }
        }
        return runs;
    }

    /** Begins what was created, after the commit. */
    void begin(Stored stored) {
        starter.begin(stored.created(), stored.starts());
    }
}
