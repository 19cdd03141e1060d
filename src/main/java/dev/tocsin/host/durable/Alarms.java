package dev.tocsin.host.durable;

import dev.tocsin.store.RunRow;
import dev.tocsin.store.RunTable;
import dev.tocsin.store.StoreException;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Wakes runs whose timers are due. Timers of runs in memory are in here, and of the others only
 * those of the next {@link #WINDOW}: the rest stands in the store, which is looked at once per
 * window. Waking a run for nothing does no harm. Thread-safe.
 */
final class Alarms {

    private static final Duration WINDOW = Duration.ofSeconds(20);

    /** Looks at the clock this often, whatever is due: clocks are set, machines are suspended. */
    private static final long LONGEST_SLEEP_MILLIS = 250;

    /** So many are read at once; those that do not fit come with the next look. */
    private static final int PAGE = 10_000;

    private static final Instant EVER = Instant.parse("9999-12-31T00:00:00Z");

    private record Alarm(long run, Instant due) {}

    private final Engine engine;

    // Guarded by this.
    private final TreeSet<Alarm> queue =
            new TreeSet<>(Comparator.comparing(Alarm::due).thenComparingLong(Alarm::run));
    private Instant windowEnd = Instant.MIN;
    private boolean closed;

    Alarms(Engine engine) {
        this.engine = engine;
    }

    /**
     * The earliest timer of a run in memory is another one now.
     *
     * @param before what was said of it last, or null
     * @param due null where none runs
     */
    synchronized void move(long run, @Nullable Instant before, @Nullable Instant due) {
        if (before != null) {
            queue.remove(new Alarm(run, before));
        }
        if (due != null) {
            queue.add(new Alarm(run, due));
            if (queue.first().run() == run) {
                notifyAll();
            }
        }
    }

    /**
     * A run leaves the memory; a timer that comes late enough is found in the store again. In one
     * go, or a look at the store in between would pass it over.
     *
     * @param leaving lets it be found nowhere but in the store
     */
    synchronized void leave(long run, @Nullable Instant due, Runnable leaving) {
        leaving.run();
        if (due != null && due.isAfter(windowEnd)) {
            queue.remove(new Alarm(run, due));
        }
    }

    /** Wakes what is due now. */
    void wake() throws StoreException {
        Instant now = engine.clock.instant();
        if (!now.isBefore(endOfWindow())) {
            look(now);
        }
        for (Alarm alarm : due(now)) {
            engine.post(alarm.run(), new Order.Tick());
        }
    }

    private synchronized Instant endOfWindow() {
        return windowEnd;
    }

    /** Reads what is due within the next window; less than that if there is very much. */
    private void look(Instant now) throws StoreException {
        Instant end = now.plus(WINDOW);
        List<RunRow> found = engine.store.read(reader -> RunTable.due(reader, end, PAGE));
        boolean all = found.size() < PAGE;
        synchronized (this) {
            for (RunRow row : found) {
                Instant due = row.dueAt();
                if (due != null && !engine.isInMemory(row.number())) {
                    queue.add(new Alarm(row.number(), due));
                }
            }
            // With more to come, the next look is a moment later: these are gone by then.
            windowEnd = all ? end : now.plusMillis(LONGEST_SLEEP_MILLIS);
        }
    }

    private synchronized List<Alarm> due(Instant now) {
        List<Alarm> due = new ArrayList<>();
        while (!queue.isEmpty() && !queue.first().due().isAfter(now)) {
            due.add(queue.removeFirst());
        }
        return due;
    }

    /** When the next timer is due, in memory or in the store; null where none runs. */
    @Nullable Instant next() throws StoreException {
        List<RunRow> stored = engine.store.read(reader -> RunTable.due(reader, EVER, 1));
        Instant due = stored.isEmpty() ? null : stored.getFirst().dueAt();
        synchronized (this) {
            if (queue.isEmpty() || due != null && due.isBefore(queue.first().due())) {
                return due;
            }
            return queue.first().due();
        }
    }

    /** Wakes runs until it is closed. */
    void run() {
        while (true) {
            try {
                wake();
                engine.idle.sweep();
            } catch (StoreException e) {
                engine.storeFailed(e);
            }
            if (!sleep()) {
                return;
            }
        }
    }

    private synchronized boolean sleep() {
        long millis = LONGEST_SLEEP_MILLIS;
        if (!queue.isEmpty()) {
            Instant first = queue.first().due();
            long left = Duration.between(engine.clock.instant(), first).toMillis() + 1;
            millis = Math.clamp(left, 1, LONGEST_SLEEP_MILLIS);
        }
        try {
            if (!closed) {
                wait(millis);
            }
        } catch (InterruptedException _) {
            return false;
        }
        return !closed;
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
