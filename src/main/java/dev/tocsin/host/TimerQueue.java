package dev.tocsin.host;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/** Running timers, the earliest first. Not thread-safe. */
final class TimerQueue {

    /** A timer and when it is due. */
    record Due(long timer, Instant at) {}

    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::timer));
    private final Map<Long, Due> running = new HashMap<>();

    void start(long timer, Instant at) {
        Due due = new Due(timer, at);
        running.put(timer, due);
        queue.add(due);
    }

    void stop(long timer) {
        running.remove(timer);
        // Removing one from the middle of the queue would be linear; removing many at once is not.
        if (queue.size() > 64 && queue.size() > 2 * running.size()) {
            queue.clear();
            queue.addAll(running.values());
        }
    }

    /** How many are kept, stopped ones that are still to be forgotten included. */
    int size() {
        return queue.size();
    }

    /** The earliest one still running, or null. */
    @Nullable Due first() {
        while (true) {
            Due due = queue.peek();
            if (due == null || running.containsKey(due.timer())) {
                return due;
            }
            queue.poll();
        }
    }
}
