package dev.tocsin.host;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/** Running timers of a run and of those it calls, the earliest first. Not thread-safe. */
public final class TimerQueue {

    /**
     * A timer and when it is due.
     *
     * @param number tells apart what is due at the same time: first started, first due
     */
    public record Due(RunTree.Run run, long timer, Instant at, long number) {}

    private record Handle(RunTree.Run run, long timer) {}

    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::number));
    private final Map<Handle, Due> running = new HashMap<>();
    private long started;

    public void start(RunTree.Run run, long timer, Instant at) {
        Due due = new Due(run, timer, at, ++started);
        running.put(new Handle(run, timer), due);
        queue.add(due);
    }

    public void stop(RunTree.Run run, long timer) {
        running.remove(new Handle(run, timer));
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
    public @Nullable Due first() {
        while (true) {
            Due due = queue.peek();
            if (due == null || running.containsKey(new Handle(due.run(), due.timer()))) {
                return due;
            }
            queue.poll();
        }
    }
}
