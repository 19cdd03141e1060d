package dev.tocsin.host.durable;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The runs in memory that wait, the longest first. Thread-safe. */
final class IdleRuns {

    private final DurableOptions options;
    private final InstantSource clock;
    private final Map<ActiveRun, Instant> since = new LinkedHashMap<>();

    IdleRuns(DurableOptions options, InstantSource clock) {
        this.options = options;
        this.clock = clock;
    }

    /** A run waits; where too many do, the one that has waited longest leaves. */
    void add(ActiveRun run) {
        ActiveRun leaves = null;
        synchronized (since) {
            since.remove(run);
            since.put(run, clock.instant());
            if (since.size() > options.mostIdle()) {
                Iterator<ActiveRun> all = since.keySet().iterator();
                leaves = all.next();
                all.remove();
            }
        }
        if (leaves != null) {
            leaves.post(new Order.Evict());
        }
    }

    void remove(ActiveRun run) {
        synchronized (since) {
            since.remove(run);
        }
    }

    /** Lets those leave that have waited for long. */
    void sweep() {
        Instant before = clock.instant().minus(options.idle());
        while (true) {
            ActiveRun leaves;
            synchronized (since) {
                Iterator<Map.Entry<ActiveRun, Instant>> all = since.entrySet().iterator();
                if (!all.hasNext()) {
                    return;
                }
                Map.Entry<ActiveRun, Instant> first = all.next();
                if (first.getValue().isAfter(before)) {
                    return;
                }
                leaves = first.getKey();
                all.remove();
            }
            leaves.post(new Order.Evict());
        }
    }
}
