package dev.tocsin.host.durable;

import dev.tocsin.host.Performer;
import dev.tocsin.host.durable.Order.Refusal;
import dev.tocsin.program.Program;
import dev.tocsin.store.Health;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.RunTable;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.Work;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Sealer;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** What the runs of one host share: the parts around them, and who of them is in memory. */
final class Engine {

    private static final long BUSY_NANOS = 2_000_000;

    /** Programs come and go with each reload. */
    private static final int MOST_SOURCES = 1000;

    final Store store;
    final Programs programs;
    final Performer performer;
    final InstantSource clock;
    final Gate gate;
    final Questions questions;
    final Watcher watcher;
    final DurableOptions options;
    final Sealer sealer;
    final Alarms alarms;
    final IdleRuns idle;

    /** Runs that were created here and never loaded: nothing of them needs to be read. */
    final Set<Long> fresh = ConcurrentHashMap.newKeySet();

    private final Journal journal;
    private final Map<Long, ActiveRun> active = new ConcurrentHashMap<>();
    private final UnderWay underWay = new UnderWay();
    private final Map<Program, String> secretSources =
            Collections.synchronizedMap(new IdentityHashMap<>());
    private volatile boolean draining;
    private volatile Refusal.@Nullable Unavailable refusal;

    Engine(
            Store store,
            Programs programs,
            Performer performer,
            InstantSource clock,
            Gate gate,
            Questions questions,
            Watcher watcher,
            DurableOptions options) {
        this.store = store;
        this.programs = programs;
        this.performer = performer;
        this.clock = clock;
        this.gate = gate;
        this.questions = questions;
        this.watcher = watcher;
        this.options = options;
        this.sealer = store.sealer();
        Journal given = options.journal();
        this.journal = given == null ? writerOf(store) : given;
        this.alarms = new Alarms(this);
        this.idle = new IdleRuns(options, clock);
    }

    private static Journal writerOf(Store store) {
        return new Journal() {
            @Override
            public <T extends @Nullable Object> CompletableFuture<T> write(Work<T> work) {
                return store.write(work);
            }
        };
    }

    /** See {@link SecretPrograms}; looked for once per program. */
    @Nullable String secretSourceOf(Program program) {
        if (secretSources.size() > MOST_SOURCES) {
            secretSources.clear();
        }
        String known =
                secretSources.computeIfAbsent(
                        program,
                        each -> Objects.requireNonNullElse(SecretPrograms.sourceOf(each), ""));
        return known.isEmpty() ? null : known;
    }

    StepNotices notices(String run) {
        return new StepNotices(watcher != Watcher.NOBODY, options.live().apply(run));
    }

    /** Hands an order to a run, which is loaded if need be. */
    void post(long number, Order order) {
        Refusal.Unavailable stopped = refusal;
        if (stopped != null) {
            order.refuse(stopped);
            return;
        }
        while (true) {
            ActiveRun run = active.computeIfAbsent(number, each -> new ActiveRun(this, each));
            if (run.post(order)) {
                return;
            }
            active.remove(number, run);
        }
    }

    /** Hands an order to a run only if it is in memory. */
    boolean isInMemory(long number) {
        return active.containsKey(number);
    }

    /** Whether everything that runs in memory were told of is committed. */
    boolean isSettled() {
        for (ActiveRun run : active.values()) {
            if (!run.isSettled()) {
                return false;
            }
        }
        return true;
    }

    void forget(ActiveRun run) {
        active.remove(run.number(), run);
    }

    int inMemory() {
        return active.size();
    }

    void perform(Attempt attempt) {
        underWay.add(attempt);
        options.attempts().execute(attempt);
    }

    void attemptEnded(long run, Order.AttemptEnded order) {
        // After the order, so that nobody finds everything at rest in between.
        post(run, order);
        underWay.remove(order.attempt());
    }

    UnderWay underWay() {
        return underWay;
    }

    boolean isDraining() {
        return draining;
    }

    void drain() {
        draining = true;
    }

    /** Why nothing is taken in any more; null while all is well. */
    Refusal.@Nullable Unavailable refusal() {
        return refusal;
    }

    void close() {
        if (refusal == null) {
            refusal = new Refusal.Unavailable("the service has stopped");
        }
        underWay.breakOff();
        alarms.close();
    }

    /** Stops everything where the store itself has failed, and not only what was asked of it. */
    void storeFailed(Throwable failure) {
        if (store.health() instanceof Health.Failed(var _, String reason)) {
            stop(reason);
        } else if (failure instanceof StoreException e) {
            switch (e.kind()) {
                case FULL, IO, CORRUPT -> stop(e.text());
                case LOCKED, OLD_SQLITE, NEWER_SCHEMA, NOT_A_STORE, WRONG_KEY, NO_KEY, BUSY -> {}
            }
        }
    }

    private void stop(String reason) {
        refusal = new Refusal.Unavailable("the store has failed: " + reason);
        underWay.breakOff();
        alarms.close();
    }

    @Nullable RunRow row(long number) throws StoreException {
        return store.read(reader -> RunTable.get(reader, number));
    }

    /** Commits a batch; its run is told on another thread. */
    void write(Batch batch) {
        commit(tx -> batch.write(tx, this))
                .whenComplete(
                        (begun, thrown) -> {
                            Throwable failure = causeOf(thrown);
                            if (failure != null) {
                                storeFailed(failure);
                            }
                            batch.run().done(batch, failure);
                            if (failure == null && batch.lane() != null && batch.ends()) {
                                laneMoved(batch.lane(), begun);
                            }
                        });
    }

    private void laneMoved(Lanes.Lane lane, List<Long> begun) {
        for (long number : begun) {
            post(number, new Order.Begin(null));
        }
        if (!begun.isEmpty()) {
            makeRoom(lane);
        }
    }

    /** Ends the oldest runs of a lane for those that wait, where its playbook says so. */
    void makeRoom(Lanes.Lane lane) {
        try {
            for (long number : store.read(lane::inTheWay)) {
                String reason = "a newer run of the same playbook took its place";
                post(number, new Order.Cancel(reason, "tocsin", new CompletableFuture<>()));
            }
        } catch (StoreException e) {
            storeFailed(e);
        }
    }

    /** A change beside the rows of a run in memory; nobody waits for it. */
    void writeAside(Work<@Nullable Void> work) {
        commit(work)
                .whenComplete(
                        (_, thrown) -> {
                            Throwable failure = causeOf(thrown);
                            if (failure != null) {
                                storeFailed(failure);
                            }
                        });
    }

    /** Waits where the writer has too much to do: what a run did is never dropped. */
    private <T extends @Nullable Object> CompletableFuture<T> commit(Work<T> work) {
        while (true) {
            CompletableFuture<T> future = journal.write(work);
            if (!future.isCompletedExceptionally() || !isBusy(future)) {
                return future;
            }
            LockSupport.parkNanos(BUSY_NANOS);
        }
    }

    private static boolean isBusy(CompletableFuture<?> future) {
        return future.exceptionNow() instanceof StoreException e
                && e.kind() == StoreException.Kind.BUSY;
    }

    static @Nullable Throwable causeOf(@Nullable Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null
                ? thrown.getCause()
                : thrown;
    }

    /** Tells the watcher what a run did. */
    void tell(LoadedRun loaded, Batch batch) {
        if (watcher == Watcher.NOBODY) {
            return;
        }
        String run = loaded.id;
        for (JournalEntry entry : batch.entries()) {
            entry.notices().forEach(step -> watcher.event(run, "step", step));
            MapValue detail = MapValue.builder().put("seq", entry.seq()).build();
            watcher.event(run, entry.kind(), detail);
        }
        Standing standing = batch.standing();
        if (standing != null) {
            MapValue.Builder detail =
                    MapValue.builder()
                            .put("status", standing.status().text())
                            .put("playbook", loaded.program.id());
            if (standing.reason() != null) {
                detail.put("reason", standing.reason());
            }
            watcher.event(run, "status", detail.build());
        }
    }
}
