package dev.tocsin.host.durable;

import dev.tocsin.host.durable.Order.Refusal;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.StoreException;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A run in memory: orders come in from any thread, and are taken in one after the other on whatever
 * thread the executor gives. Loads the run when the first order comes. Once closed, another one of
 * the same number takes its place.
 */
final class ActiveRun implements Runnable {

    /** So many orders are taken in before others get their turn. */
    private static final int AT_ONCE = 64;

    private final Engine engine;
    private final long number;

    // Guarded by this.
    private final ArrayDeque<Order> orders = new ArrayDeque<>(4);
    private boolean scheduled;
    private boolean closed;

    /** Batches that are handed over and not committed. */
    private final AtomicInteger uncommitted = new AtomicInteger();

    /** Whether a batch failed, so that nothing after it may be committed. */
    private volatile boolean cut;

    // Owned by the thread that runs.
    private @Nullable LoadedRun loaded;
    private @Nullable Instant alarm;
    private boolean idle;

    /** Batches that something waits for, in order; their commits are told of in any order. */
    private final ArrayDeque<InFlight> inFlight = new ArrayDeque<>(2);

    private static final class InFlight {
        final Batch batch;
        boolean committed;

        InFlight(Batch batch) {
            this.batch = batch;
        }
    }

    ActiveRun(Engine engine, long number) {
        this.engine = engine;
        this.number = number;
    }

    long number() {
        return number;
    }

    boolean isCut() {
        return cut;
    }

    void cut() {
        cut = true;
    }

    /** Whether everything that came in is taken in and committed. */
    boolean isSettled() {
        synchronized (this) {
            return orders.isEmpty() && !scheduled && uncommitted.get() == 0;
        }
    }

    /** False where it is closed. */
    boolean post(Order order) {
        synchronized (this) {
            if (closed) {
                return false;
            }
            orders.add(order);
            if (scheduled) {
                return true;
            }
            scheduled = true;
        }
        engine.options.runs().execute(this);
        return true;
    }

    private synchronized @Nullable Order next() {
        return orders.poll();
    }

    @Override
    public void run() {
        for (int i = 0; i < AT_ONCE; i++) {
            Order order = next();
            if (order == null) {
                break;
            }
            handle(order);
        }
        LoadedRun run = loaded;
        if (run != null) {
            commit(run);
        }
        synchronized (this) {
            if (orders.isEmpty()) {
                scheduled = false;
                return;
            }
        }
        engine.options.runs().execute(this);
    }

    private void handle(Order order) {
        Refusal.Unavailable stopped = engine.refusal();
        if (stopped != null) {
            order.refuse(stopped);
            if (order instanceof Order.Committed committed) {
                lose(committed.batch(), stopped.why());
            }
            return;
        }
        if (order instanceof Order.Committed committed) {
            committed(committed);
            return;
        }
        if (order instanceof Order.Evict) {
            evict();
            return;
        }
        LoadedRun run = loaded;
        if (run == null) {
            run = load(order);
            loaded = run;
        }
        if (run == null) {
            close(new Refusal.Unavailable("the run is being taken up"));
            return;
        }
        if (run.hasEnded()) {
            refuseEnded(run, order);
            return;
        }
        take(run, order);
    }

    private void refuseEnded(LoadedRun run, Order order) {
        if (order instanceof Order.AttemptEnded ended) {
            run.attempts.ended(ended);
        } else {
            order.refuse(new Refusal.Ended(run.standing().status().text()));
        }
    }

    private static void take(LoadedRun run, Order order) {
        switch (order) {
            case Order.Begin _ -> run.begin();
            case Order.TakeUp taken -> {
                run.begin();
                run.fireTimers();
                taken.reply().complete(new Control.Done(run.id));
            }
            case Order.Tick _ -> run.fireTimers();
            case Order.Continue(long sub) -> run.goOn(sub);
            case Order.AttemptEnded ended -> run.attempts.ended(ended);
            case Order.Answer answer -> new PeopleOrders(run).answer(answer);
            case Order.Callback callback -> run.calledBack(callback);
            case Order.Cancel cancel -> new PeopleOrders(run).cancel(cancel);
            case Order.Resume resume -> new PeopleOrders(run).resume(resume);
            case Order.Resolve resolve -> new PeopleOrders(run).resolve(resolve);
            case Order.Settle settle -> new PeopleOrders(run).settle(settle);
            case Order.Evict _, Order.Committed _ ->
                    throw new IllegalStateException("these are no orders to a loaded run");
        }
    }

    /** Null where there is nothing to load, and the order is refused. */
    private @Nullable LoadedRun load(Order order) {
        try {
            boolean first = engine.fresh.remove(number);
            if (first && order instanceof Order.Begin(NewRun created) && created != null) {
                return RunLoading.created(engine, this, created);
            }
            RunRow row = engine.row(number);
            if (row == null) {
                order.refuse(new Refusal.NoRun());
                return null;
            }
            return RunLoading.stored(engine, this, row, order);
        } catch (StoreException e) {
            engine.storeFailed(e);
            order.refuse(new Refusal.Unavailable(e.text()));
            return null;
        }
    }

    private void commit(LoadedRun run) {
        Batch batch = run.batch();
        Refusal.Unavailable stopped = engine.refusal();
        if (stopped != null) {
            if (batch != null) {
                lose(batch, stopped.why());
            }
            run.refuseCallers(stopped.why());
            return;
        }
        if (batch != null) {
            uncommitted.incrementAndGet();
            if (isAwaited(batch)) {
                inFlight.add(new InFlight(batch));
            }
            engine.write(batch);
        }
        Instant due = run.nextDue();
        if (!Objects.equals(due, alarm)) {
            engine.alarms.move(number, alarm, due);
            alarm = due;
        }
        rest(run);
    }

    /** Waits in memory for a while where there is nothing to do. */
    private void rest(LoadedRun run) {
        boolean quiet = uncommitted.get() == 0 && !run.isBusy();
        if (quiet && run.hasEnded()) {
            close(new Refusal.Ended(run.standing().status().text()));
        } else if (quiet) {
            idle = true;
            engine.idle.add(this);
        } else if (idle) {
            idle = false;
            engine.idle.remove(this);
        }
    }

    /** On any thread: a batch of this run was committed, or was not. */
    void done(Batch batch, @Nullable Throwable failure) {
        if (failure == null && !isAwaited(batch)) {
            uncommitted.decrementAndGet();
        } else if (!post(new Order.Committed(batch, failure))) {
            lose(batch, "the run is not in memory any more");
        }
    }

    private boolean isAwaited(Batch batch) {
        return batch.isAwaited() || engine.watcher != Watcher.NOBODY;
    }

    private void committed(Order.Committed order) {
        uncommitted.decrementAndGet();
        Throwable failure = order.failure();
        if (failure != null) {
            stuck(order.batch(), failure);
            return;
        }
        for (InFlight one : inFlight) {
            one.committed |= one.batch == order.batch();
        }
        while (!inFlight.isEmpty() && inFlight.peek().committed) {
            Batch batch = inFlight.remove().batch;
            for (JournalEntry entry : batch.entries()) {
                entry.followers().forEach(JournalEntry.Follower::committed);
            }
            LoadedRun run = loaded;
            if (run != null) {
                engine.tell(run, batch);
            }
        }
    }

    private void stuck(Batch batch, Throwable failure) {
        String why = "a change of the run could not be recorded: " + failure.getMessage();
        lose(batch, why);
        inFlight.forEach(one -> lose(one.batch, why));
        inFlight.clear();
        if (engine.refusal() != null) {
            return;
        }
        LoadedRun run = loaded;
        loaded = null;
        if (run != null) {
            run.refuseCallers(why);
            run.open.breakOff();
            RunLoading.markStuck(engine, number, why);
        }
        close(new Refusal.Unavailable(why));
    }

    private static void lose(Batch batch, String why) {
        for (JournalEntry entry : batch.entries()) {
            entry.followers().forEach(follower -> follower.lost(why));
        }
    }

    private void evict() {
        LoadedRun run = loaded;
        boolean quiet = run != null && uncommitted.get() == 0 && !run.isBusy();
        synchronized (this) {
            if (closed || !quiet || !orders.isEmpty()) {
                return;
            }
            closed = true;
        }
        Batch snapshot = run.snapshotToLeaveBehind();
        if (snapshot != null) {
            uncommitted.incrementAndGet();
            engine.write(snapshot);
        }
        loaded = null;
        idle = false;
        engine.idle.remove(this);
        engine.alarms.leave(number, alarm, () -> engine.forget(this));
    }

    /** Leaves the memory; what came in meanwhile is handed to who takes its place, or refused. */
    private void close(Refusal refusal) {
        List<Order> rest;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            rest = List.copyOf(orders);
            orders.clear();
        }
        loaded = null;
        engine.alarms.move(number, alarm, null);
        alarm = null;
        engine.idle.remove(this);
        engine.forget(this);
        for (Order order : rest) {
            if (order instanceof Order.Committed committed) {
                lose(committed.batch(), "the run is not in memory any more");
            } else {
                engine.post(number, order);
            }
        }
    }
}
