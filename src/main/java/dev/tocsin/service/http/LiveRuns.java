package dev.tocsin.service.http;

import dev.tocsin.host.durable.Watcher;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Who is looking at which run, told by the host as it goes. Telling costs nothing where nobody
 * looks, and never waits: whoever reads too slowly misses a step, and none of the journal, which
 * they read from the store. Thread-safe.
 */
public final class LiveRuns implements Watcher {

    private static final int WAITING = 256;

    private final Map<String, Set<Looking>> byRun = new ConcurrentHashMap<>();

    /** One thing that a run did. */
    record Happened(String kind, MapValue detail) {}

    @Override
    public void event(String run, String kind, MapValue detail) {
        Set<Looking> looking = byRun.get(run);
        if (looking != null) {
            Happened happened = new Happened(kind, detail);
            looking.forEach(one -> one.queue.offer(happened));
        }
    }

    /** Somebody looks at a run from now on, until they close it. */
    Looking at(String run) {
        Looking looking = new Looking(run);
        byRun.compute(
                run,
                (_, others) -> {
                    Set<Looking> all = others == null ? ConcurrentHashMap.newKeySet() : others;
                    all.add(looking);
                    return all;
                });
        return looking;
    }

    int watched() {
        return byRun.size();
    }

    /** One who looks. */
    final class Looking implements AutoCloseable {
        private final String run;
        private final BlockingQueue<Happened> queue = new ArrayBlockingQueue<>(WAITING);

        private Looking(String run) {
            this.run = run;
        }

        /** The next thing, or null if none came in that time. */
        @Nullable Happened next(Duration within) throws InterruptedException {
            return queue.poll(within.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public void close() {
            byRun.computeIfPresent(
                    run,
                    (_, all) -> {
                        all.remove(this);
                        return all.isEmpty() ? null : all;
                    });
        }
    }
}
