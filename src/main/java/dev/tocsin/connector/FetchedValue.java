package dev.tocsin.connector;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * A value from elsewhere that is good for a while, such as an access token: fetched when it is
 * asked for, one fetch at a time. Whoever asks meanwhile waits for that fetch and shares its end,
 * also where it fails, so that a service in trouble is not asked by each of a thousand steps.
 *
 * <p>A fetch has a thread of its own: whoever gives up waiting, cancelled or late, takes nothing
 * away from the others. Thread-safe.
 */
final class FetchedValue<T> {

    /** Gets the value. Never called twice at a time. */
    interface Source<T> {

        /**
         * @param deadline when it must have ended
         */
        Good<T> fetch(Instant deadline) throws ConnectorException, InterruptedException;

        /** What is told to who has to stop waiting. */
        ConnectorException late();
    }

    /**
     * @param time how long the value is good from now on; how the clock of this or another machine
     *     is set plays no part
     */
    record Good<T>(T value, Duration time) {}

    private final Source<T> source;
    private final Duration patience;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable T value;
    private long end;
    private @Nullable CompletableFuture<T> flight;

    /**
     * @param patience the longest that one fetch may take
     * @param nanos a clock that nobody sets, such as {@link System#nanoTime}
     */
    FetchedValue(Source<T> source, Duration patience, LongSupplier nanos) {
        this.source = source;
        this.patience = patience;
        this.nanos = nanos;
    }

    /** The value at hand, or a fetched one. */
    T get(Instant deadline) throws ConnectorException, InterruptedException {
        CompletableFuture<T> awaited;
        lock.lockInterruptibly();
        try {
            T current = value;
            if (current != null && nanos.getAsLong() - end < 0) {
                return current;
            }
            awaited = flight == null ? start() : flight;
        } finally {
            lock.unlock();
        }
        return await(awaited, deadline);
    }

    /** It was not accepted; somebody else may have got a newer one already, which stays. */
    void forget(T refused) {
        lock.lock();
        try {
            if (refused.equals(value)) {
                value = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private CompletableFuture<T> start() {
        CompletableFuture<T> started = new CompletableFuture<>();
        flight = started;
        Instant deadline = Instant.now().plus(patience);
        Thread.ofVirtual().name("tocsin-fetch").start(() -> fly(started, deadline));
        return started;
    }

    private void fly(CompletableFuture<T> started, Instant deadline) {
        try {
            Good<T> good = source.fetch(deadline);
            land(good);
            started.complete(good.value());
        } catch (ConnectorException | InterruptedException | RuntimeException | Error e) {
            land(null);
            started.completeExceptionally(e);
        }
    }

    private void land(@Nullable Good<T> good) {
        lock.lock();
        try {
            flight = null;
            value = good == null ? null : good.value();
            end = good == null ? 0 : nanos.getAsLong() + good.time().toNanos();
        } finally {
            lock.unlock();
        }
    }

    private T await(CompletableFuture<T> awaited, Instant deadline)
            throws ConnectorException, InterruptedException {
        try {
            return awaited.get(Deadlines.left(deadline).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw source.late();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case ConnectorException failure -> throw failure;
                case RuntimeException bug -> throw bug;
                case Error error -> throw error;
                case null, default ->
                        throw new IllegalStateException("nobody interrupts a fetch", e.getCause());
            }
        }
    }
}
