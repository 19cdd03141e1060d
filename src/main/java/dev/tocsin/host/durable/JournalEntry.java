package dev.tocsin.host.durable;

import dev.tocsin.store.BlobTable;
import dev.tocsin.store.EventRow;
import dev.tocsin.store.EventTable;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.Transaction;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Sealer;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A row that is about to be committed, with what is written beside it and what happens after the
 * commit. Made on the thread of its run, then written on the writer's, then read again on the
 * run's.
 */
final class JournalEntry {

    /** Writes more in the transaction of the row. */
    interface Beside {
        void write(Transaction tx) throws StoreException;
    }

    /** What was waiting for the commit. */
    interface Follower {

        void committed();

        /** It will never be committed. */
        void lost(String why);
    }

    private final long seq;
    private final Instant at;
    private final String kind;
    private final MapValue body;
    private final RowBody encoded;
    private final List<MapValue> notices;
    private final List<Beside> beside = new ArrayList<>(0);
    private final List<Follower> followers = new ArrayList<>(0);

    /** What the gate is asked about, and why it holds what it holds. */
    private final Map<Contained, @Nullable String> contained = new LinkedHashMap<>(0);

    /**
     * @param notices of the steps that began and ended with it
     */
    JournalEntry(
            long seq,
            Instant at,
            String kind,
            MapValue body,
            Sealer sealer,
            List<MapValue> notices) {
        this.notices = notices;
        this.seq = seq;
        this.at = at;
        this.kind = kind;
        this.body = body;
        this.encoded = RowBody.of(body, sealer);
    }

    long seq() {
        return seq;
    }

    Instant at() {
        return at;
    }

    String kind() {
        return kind;
    }

    JournalEntry beside(Beside more) {
        beside.add(more);
        return this;
    }

    JournalEntry then(Follower follower) {
        followers.add(follower);
        return this;
    }

    void judge(Contained what) {
        contained.put(what, null);
    }

    List<MapValue> notices() {
        return notices;
    }

    List<Follower> followers() {
        return followers;
    }

    boolean asksGate() {
        return !contained.isEmpty();
    }

    /** Why the gate holds something; null where it let it pass. Known after the commit. */
    @Nullable String heldWhy(Handle attempt) {
        for (Map.Entry<Contained, @Nullable String> one : contained.entrySet()) {
            Held held = one.getKey().held();
            if (held.sub() == attempt.sub() && held.handle() == attempt.number()) {
                return one.getValue();
            }
        }
        return null;
    }

    void write(Transaction tx, long run, Engine engine) throws StoreException {
        RowBody row = contained.isEmpty() ? encoded : judged(tx, engine);
        byte[] blob = row.blob();
        if (blob != null) {
            BlobTable.put(tx, run, blob);
        }
        EventTable.append(tx, new EventRow(run, seq, at, kind, row.bytes()));
        for (Beside more : beside) {
            more.write(tx);
        }
    }

    private RowBody judged(Transaction tx, Engine engine) throws StoreException {
        List<Value> held = new ArrayList<>(0);
        for (Map.Entry<Contained, @Nullable String> one : contained.entrySet()) {
            Contained what = one.getKey();
            switch (engine.gate.judge(tx, what)) {
                case Gate.Verdict.Go _ -> one.setValue(null);
                case Gate.Verdict.Hold(String reason) -> {
                    one.setValue(reason);
                    engine.questions.held(tx, what, reason);
                    held.add(
                            MapValue.builder()
                                    .put(RowBody.SUB, what.held().sub())
                                    .put(RowBody.ATTEMPT, what.held().handle())
                                    .put(RowBody.WHY, reason)
                                    .build());
                }
            }
        }
        if (held.isEmpty()) {
            return encoded;
        }
        MapValue.Builder more = MapValue.builder();
        body.entries().forEach(more::put);
        return RowBody.of(more.put(RowBody.HELD, new ListValue(held)).build(), engine.sealer);
    }
}
