package dev.tocsin.service;

import dev.tocsin.host.durable.Journal;
import dev.tocsin.service.http.Metrics;
import dev.tocsin.store.Store;
import dev.tocsin.store.Work;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Hands changes of runs to the store, and counts how long each took to be committed. */
record TimedJournal(Store store, Metrics metrics) implements Journal {

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> write(Work<T> work) {
        long began = System.nanoTime();
        CompletableFuture<T> committed = store.write(work);
        committed.whenComplete(
                (_, failure) -> {
                    if (failure == null) {
                        metrics.committed(Duration.ofNanos(System.nanoTime() - began));
                    }
                });
        return committed;
    }
}
