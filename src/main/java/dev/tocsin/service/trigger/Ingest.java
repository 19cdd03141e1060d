package dev.tocsin.service.trigger;

import dev.tocsin.alert.UnreadableSignalException;
import dev.tocsin.playbook.SignalKind;
import dev.tocsin.schema.SchemaFault;
import dev.tocsin.service.config.ServiceFile.Source;
import dev.tocsin.service.http.Fault;
import dev.tocsin.service.trigger.SignalRouting.Decision;
import dev.tocsin.service.trigger.Starter.Begun;
import dev.tocsin.store.Audit;
import dev.tocsin.store.SignalState;
import dev.tocsin.store.SignalTable;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;
import dev.tocsin.value.Json;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Sha256;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Takes alerts and incidents. What is decided about one, and the runs that it starts, are in the
 * store together with it before anybody hears that it was taken. Thread-safe.
 */
public final class Ingest {

    /** Longer ids are none; nobody has such, and they would be part of each run's {@code once}. */
    private static final int MAX_ID = 1_024;

    private final Store store;
    private final Supplier<Generation> generation;
    private final @Nullable Map<String, Source> configured;
    private final SignalRouting routing;
    private final SignalRows rows;
    private final Arrivals arrivals;
    private final InstantSource clock;
    private volatile Sources sources;

    /**
     * @param generation the one that counts now
     * @param configured the sources that the operator names; null without a service file, which
     *     lets every connector be one
     * @param alwaysReads whether each run is told the common form of the alert behind it, as {@link
     *     ContainmentGate} needs it where devices or users are protected by name
     */
    public Ingest(
            Store store,
            Supplier<Generation> generation,
            @Nullable Map<String, Source> configured,
            Starter starter,
            Suppressor suppressor,
            boolean alwaysReads,
            Reads reads,
            Pace pace,
            TriggerLog log,
            InstantSource clock) {
        this.store = store;
        this.generation = generation;
        this.configured = configured == null ? null : Map.copyOf(configured);
        this.routing = new SignalRouting(starter, suppressor, alwaysReads);
        this.sources = Sources.of(Generation.NONE, Map.of(), routing);
        this.rows = new SignalRows(starter);
        this.clock = clock;
        this.arrivals = new Arrivals(store, this::sources, routing, rows, reads, pace, log, clock);
    }

    /** What arrived and was not routed yet, in this process or an earlier one. */
    public Arrivals arrivals() {
        return arrivals;
    }

    /** The sources of the generation that counts now. */
    Sources sources() {
        Generation now = generation.get();
        Sources known = sources;
        if (known.generation() != now) {
            known = Sources.of(now, configured, routing);
            sources = known;
        }
        return known;
    }

    /**
     * Takes the events of one request, in one transaction.
     *
     * @param original the body as received where it is one event without an envelope, else null
     * @param by who hands them in
     * @param guard says whether the request is a copy
     */
    Taking take(
            SignalKind kind,
            String source,
            EventBody body,
            byte @Nullable [] original,
            String by,
            ReplayGuard guard)
            throws StoreException, InterruptedException {
        Sources known = sources();
        SignalForm form = known.find(kind, source);
        if (form == null) {
            return new Taking.UnknownSource();
        }
        Instant now = clock.instant();
        List<Incoming> incoming = new ArrayList<>();
        for (CarriedEvent event : body.events()) {
            incoming.add(incoming(event, form, known, original, by, now));
        }
        if (incoming.stream().allMatch(each -> each instanceof Incoming.Bad)) {
            return new Taking.Done(receipts(incoming, List.of()));
        }
        @Nullable List<SignalRows.Stored> stored =
                store.await(
                        tx -> {
                            if (!guard.isFirst(tx, now)) {
                                return null;
                            }
                            List<SignalRows.Stored> each = new ArrayList<>();
                            for (Incoming one : incoming) {
                                if (one instanceof Incoming.Good good) {
                                    each.add(rows.add(tx, good, form, by, now));
                                }
                            }
                            return each;
                        });
        if (stored == null) {
            return new Taking.Replayed();
        }
        for (SignalRows.Stored each : stored) {
            rows.begin(each);
            if (each.receipt().state() == SignalState.ARRIVED && each.receipt().isNew()) {
                arrivals.add(each.number());
            }
        }
        return new Taking.Done(receipts(incoming, stored));
    }

    /** What became of a request. */
    sealed interface Taking {

        /**
         * @param receipts one for each event, in order
         */
        record Done(List<Receipt> receipts) implements Taking {}

        /** Nobody sends such signals. */
        record UnknownSource() implements Taking {}

        /** It is a copy of one that was taken before; nothing was done again. */
        record Replayed() implements Taking {}
    }

    private static List<Receipt> receipts(List<Incoming> incoming, List<SignalRows.Stored> stored) {
        List<Receipt> receipts = new ArrayList<>();
        int next = 0;
        for (Incoming each : incoming) {
            receipts.add(
                    switch (each) {
                        case Incoming.Bad(Receipt.Refused refused) -> refused;
                        case Incoming.Good _ -> stored.get(next++).receipt();
                    });
        }
        return receipts;
    }

    private Incoming incoming(
            CarriedEvent carried,
            SignalForm form,
            Sources known,
            byte @Nullable [] original,
            String by,
            Instant now)
            throws StoreException, InterruptedException {
        if (!(carried instanceof CarriedEvent.Whole(Value event, String envelopeId))) {
            CarriedEvent.Unfit unfit = (CarriedEvent.Unfit) carried;
            return bad(unfit.message(), unfit.pointer());
        }
        List<SchemaFault> faults = form.faults(event);
        if (!faults.isEmpty()) {
            return new Incoming.Bad(Receipt.Refused.of(faults));
        }
        String contradiction = form.contradiction(event);
        if (contradiction != null) {
            return bad(contradiction, "/source");
        }
        byte[] text = Json.write(event).getBytes(StandardCharsets.UTF_8);
        String digest = Sha256.hex(text);
        String own = form.idOf(event);
        String id = own != null ? own : envelopeId != null ? envelopeId : digest.substring(0, 32);
        if (id.length() > MAX_ID) {
            return bad("its id is longer than " + MAX_ID + " characters", "");
        }
        byte[] kept = form.kept(event, original == null ? text : original, store.sealer());
        Decision decision;
        try {
            boolean read = known.readsSignal(form);
            decision =
                    read && form.fetch(event) != null
                            ? Decision.idle(SignalState.ARRIVED, null)
                            : routing.decide(
                                    known.generation(),
                                    form,
                                    id,
                                    event,
                                    read ? form.read(event, event) : NullValue.NULL,
                                    by,
                                    now);
        } catch (UnreadableSignalException e) {
            // It fits what its source says of itself; that nobody can read it is no fault of it.
            decision = Decision.idle(SignalState.ROUTING_FAILED, e.text());
        }
        return new Incoming.Good(id, digest, kept, decision);
    }

    private static Incoming bad(String message, String pointer) {
        return new Incoming.Bad(
                new Receipt.Refused(message, List.of(new Fault("#" + pointer, message))));
    }

    /** An event on its way into the store. */
    sealed interface Incoming {

        /**
         * @param body as it is kept
         */
        record Good(String id, String digest, byte[] body, Decision decision) implements Incoming {}

        record Bad(Receipt.Refused refused) implements Incoming {}
    }

    /** What routing one again came to. */
    sealed interface Rerouting {

        record Done(Receipt.Kept receipt) implements Rerouting {}

        /** There is no such signal. */
        record Unknown() implements Rerouting {}

        /** It is routed, or nobody wants to see it: nothing to try again. */
        record Settled(SignalState state) implements Rerouting {}
    }

    /** Routes the latest revision of a signal again that nothing took, or whose routing failed. */
    Rerouting routeAgain(SignalKind kind, String source, String id, String by)
            throws StoreException, InterruptedException {
        var row = store.read(reader -> SignalTable.latest(reader, source, kind.word(), id));
        if (row == null) {
            return new Rerouting.Unknown();
        }
        return switch (row.state()) {
            case ROUTED, SUPPRESSED -> new Rerouting.Settled(row.state());
            case ARRIVED, UNROUTED, ROUTING_FAILED, PASSED_OVER -> {
                String what = OnceText.of(kind.word(), source, id);
                Instant now = clock.instant();
                store.await(tx -> Audit.append(tx, now, by, "signal.route", what, null));
                Receipt.Kept receipt = arrivals.route(row.number(), by);
                List<Begun> none = List.of();
                yield new Rerouting.Done(
                        receipt != null
                                ? receipt
                                : new Receipt.Kept(
                                        row.kind(),
                                        row.id(),
                                        row.revision(),
                                        false,
                                        row.state(),
                                        row.detail(),
                                        none));
            }
        };
    }
}
