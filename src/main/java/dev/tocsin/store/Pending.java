package dev.tocsin.store;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;

/** A work on its way through the writer, and what became of it there. */
final class Pending<T extends @Nullable Object> {

    /** Who hears of the end. */
    private enum Listener {
        /** A thread that waits, and does nothing else with the future. */
        WAITER,
        /** Anybody: whatever hangs on the future runs where that is completed. */
        ANYBODY
    }

    private final Work<T> work;
    private final Listener listener;
    private final CompletableFuture<T> future = new CompletableFuture<>();
    private @Nullable T result;
    private @Nullable Throwable failure;

    private Pending(Work<T> work, Listener listener) {
        this.work = work;
        this.listener = listener;
    }

    /** For a future that is given away. */
    static <T extends @Nullable Object> Pending<T> given(Work<T> work) {
        return new Pending<>(work, Listener.ANYBODY);
    }

    /** For a future that is only waited for. */
    static <T extends @Nullable Object> Pending<T> awaited(Work<T> work) {
        return new Pending<>(work, Listener.WAITER);
    }

    CompletableFuture<T> future() {
        return future;
    }

    /** On the writer's thread: whatever goes wrong is this work's alone. */
    void run(Transaction tx) {
        try {
            result = tx.run(work);
        } catch (Throwable e) {
            failure = e;
        }
    }

    void fail(Throwable reason) {
        failure = reason;
    }

    /** Before anything can hang on the future. */
    void refuse(StoreException reason) {
        future.completeExceptionally(reason);
    }

    /**
     * Tells whom it concerns. What hangs on a future may wait for another one of the same group, so
     * it gets a thread of its own.
     */
    void tell() {
        switch (listener) {
            case WAITER -> complete();
            case ANYBODY -> Thread.startVirtualThread(this::complete);
        }
    }

    private void complete() {
        if (failure != null) {
            future.completeExceptionally(failure);
        } else {
            future.complete(result);
        }
    }
}
