package dev.tocsin.service.trigger;

import dev.tocsin.alert.SignalFetch;
import dev.tocsin.alert.UnreadableSignalException;
import dev.tocsin.connector.ConnectorException;
import dev.tocsin.playbook.SignalKind;
import dev.tocsin.service.trigger.SignalRouting.Decision;
import dev.tocsin.store.SignalFilter;
import dev.tocsin.store.SignalRow;
import dev.tocsin.store.SignalState;
import dev.tocsin.store.SignalTable;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StoredFormatException;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/**
 * Signals that were taken, and whose source has to be asked before they can be routed. They are in
 * the store; here is only when each is tried. An earlier process's are found at start. Thread-safe.
 */
public final class Arrivals implements Driven {

    /** A source that says for so long that there is no such thing is believed. */
    private static final int BELIEVED_AFTER = 8;

    /** So many are asked for at once. */
    private static final int AT_ONCE = 8;

    private static final int PAGE = 500;

    private record Waiting(long number, Instant due, int failures) {}

    private final Store store;
    private final Supplier<Sources> sources;
    private final SignalRouting routing;
    private final SignalRows rows;
    private final Reads reads;
    private final Pace pace;
    private final TriggerLog log;
    private final InstantSource clock;
    private final PriorityQueue<Waiting> queue =
            new PriorityQueue<>(Comparator.comparing(Waiting::due).thenComparing(Waiting::number));
    private final Map<Long, String> failing = new HashMap<>();
    private Runnable wake = () -> {};

    Arrivals(
            Store store,
            Supplier<Sources> sources,
            SignalRouting routing,
            SignalRows rows,
            Reads reads,
            Pace pace,
            TriggerLog log,
            InstantSource clock) {
        this.store = store;
        this.sources = sources;
        this.routing = routing;
        this.rows = rows;
        this.reads = reads;
        this.pace = pace;
        this.log = log;
        this.clock = clock;
    }

    /** Finds what an earlier process took and did not route. */
    public void recover() throws StoreException {
        SignalFilter arrived = new SignalFilter(null, null, null, SignalState.ARRIVED, null);
        long before = Long.MAX_VALUE;
        while (true) {
            long from = before;
            List<SignalRow> page =
                    store.read(reader -> SignalTable.list(reader, arrived, from, PAGE));
            if (page.isEmpty()) {
                return;
            }
            page.forEach(row -> add(row.number()));
            before = page.getLast().number();
        }
    }

    void add(long number) {
        synchronized (this) {
            queue.add(new Waiting(number, clock.instant(), 0));
        }
        wake.run();
    }

    /** Called whenever something new waits, by any thread. */
    public synchronized void onNew(Runnable listener) {
        wake = listener;
    }

    @Override
    public synchronized @Nullable Instant nextDue() {
        Waiting next = queue.peek();
        return next == null ? null : next.due();
    }

    /** How many wait. */
    public synchronized int waiting() {
        return queue.size();
    }

    /** One line for each that failed and is tried again. */
    @Override
    public synchronized List<String> failing() {
        return List.copyOf(failing.values());
    }

    /** Tries what is due, several at once, and returns when each was tried. */
    @Override
    public void tick() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        List<Waiting> due = takeDue();
        for (Waiting each : due) {
            threads.add(Thread.ofVirtual().start(() -> attempt(each)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private synchronized List<Waiting> takeDue() {
        Instant now = clock.instant();
        List<Waiting> due = new ArrayList<>();
        while (due.size() < AT_ONCE && !queue.isEmpty() && !queue.peek().due().isAfter(now)) {
            due.add(queue.remove());
        }
        return due;
    }

    private void attempt(Waiting waiting) {
        try {
            Tried tried = route(waiting.number(), null, waiting.failures());
            if (tried instanceof Tried.Later(String reason)) {
                later(waiting, reason);
            } else {
                settled(waiting.number());
            }
        } catch (StoreException e) {
            later(waiting, e.text());
        } catch (InterruptedException _) {
            // The service stops; the next one finds it in the store.
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // Ours; the alert must not be forgotten with it.
            later(waiting, "an internal fault: " + e);
        }
    }

    private synchronized void later(Waiting waiting, String reason) {
        int failures = waiting.failures() + 1;
        Instant due = clock.instant().plus(pace.after(failures));
        queue.add(new Waiting(waiting.number(), due, failures));
        failing.put(waiting.number(), reason);
        log.warning(
                "arrival.failed",
                MapValue.builder()
                        .put("signal", waiting.number())
                        .put("reason", reason)
                        .put("failures", failures)
                        .put("next", due.toString())
                        .build());
    }

    private synchronized void settled(long number) {
        failing.remove(number);
    }

    private sealed interface Tried {

        record Done(Receipt.@Nullable Kept receipt) implements Tried {}

        record Later(String reason) implements Tried {}
    }

    /**
     * Routes one now.
     *
     * @param by who asks for it
     * @return null where it cannot be routed now, or another revision counts
     */
    Receipt.@Nullable Kept route(long number, String by)
            throws StoreException, InterruptedException {
        return switch (route(number, by, BELIEVED_AFTER)) {
            case Tried.Done(Receipt.Kept receipt) -> {
                settled(number);
                yield receipt;
            }
            case Tried.Later _ -> null;
        };
    }

    private Tried route(long number, @Nullable String by, int failures)
            throws StoreException, InterruptedException {
        SignalRow row = store.read(reader -> SignalTable.get(reader, number));
        if (row == null
                || row.state() == SignalState.ROUTED
                || row.state() == SignalState.SUPPRESSED) {
            return new Tried.Done(null);
        }
        Sources known = sources.get();
        SignalKind kind =
                row.kind().equals(SignalKind.ALERT.word()) ? SignalKind.ALERT : SignalKind.INCIDENT;
        SignalForm form = known.find(kind, row.source());
        Decision decision;
        if (form == null) {
            decision = failed("`" + row.source() + "` is no source of " + kind.word() + "s now");
        } else {
            try {
                decision = decide(known, form, row, by == null ? row.by() : by);
            } catch (ConnectorException e) {
                boolean believed = failures >= BELIEVED_AFTER && isFinal(e.kind());
                if (!believed) {
                    return new Tried.Later(e.text());
                }
                decision = failed(e.text());
            }
        }
        Instant now = clock.instant();
        Decision decided = decision;
        SignalRows.Stored stored = store.await(tx -> rows.decide(tx, number, decided, now));
        if (stored != null) {
            rows.begin(stored);
        }
        return new Tried.Done(stored == null ? null : stored.receipt());
    }

    private Decision decide(Sources known, SignalForm form, SignalRow row, String by)
            throws ConnectorException, InterruptedException {
        try {
            Value event = form.parsed(row.body(), store.sealer());
            if (!form.faults(event).isEmpty()) {
                return failed(form.faults(event).getFirst().message());
            }
            boolean read = known.readsSignal(form);
            SignalFetch fetch = read ? form.fetch(event) : null;
            Value fetched =
                    fetch == null
                            ? event
                            : reads.read(fetch.connector(), fetch.operation(), fetch.input());
            Value signal = read ? form.read(event, fetched) : NullValue.NULL;
            return routing.decide(
                    known.generation(), form, row.id(), event, signal, by, clock.instant());
        } catch (JsonException | StoredFormatException e) {
            return failed("what was stored cannot be read: " + e.getMessage());
        } catch (UnreadableSignalException e) {
            return failed(e.text());
        }
    }

    /** Nothing that passes by itself: somebody has to do something first. */
    private static boolean isFinal(ErrorKind kind) {
        return switch (kind) {
            case NOT_FOUND, INVALID, EXPRESSION, EXHAUSTED, FAILED, LIMIT -> true;
            case TIMEOUT,
                    UNAUTHORIZED,
                    FORBIDDEN,
                    CONFLICT,
                    RATE_LIMITED,
                    UNAVAILABLE,
                    OUTCOME_UNKNOWN,
                    CANCELLED ->
                    false;
        };
    }

    private static Decision failed(String detail) {
        return Decision.idle(SignalState.ROUTING_FAILED, detail);
    }
}
