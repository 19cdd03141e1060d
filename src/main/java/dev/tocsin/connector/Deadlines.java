package dev.tocsin.connector;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Ends attempts at their deadline. Socket time-outs bound the silence between two bytes only, so a
 * service that drips would hold an attempt for ever.
 */
final class Deadlines implements AutoCloseable {

    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().daemon().name("tocsin-deadlines").factory());

    Deadlines() {
        // Nearly every attempt ends before its deadline; none of them is kept until then.
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Runs {@code abandon} at {@code deadline} unless the future is cancelled before. */
    Future<?> at(Instant deadline, Runnable abandon) {
        return timer.schedule(abandon, left(deadline).toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What is left until {@code deadline}; at least a millisecond. */
    static Duration left(Instant deadline) {
        Duration left = Duration.between(Instant.now(), deadline);
        return left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
