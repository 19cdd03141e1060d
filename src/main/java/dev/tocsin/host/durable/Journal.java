package dev.tocsin.host.durable;

import dev.tocsin.store.Work;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;

/** How changes reach the store, in the order in which they are handed over. */
public interface Journal {

    /** The future completes after the commit; see {@link dev.tocsin.store.Store#write}. */
    <T extends @Nullable Object> CompletableFuture<T> write(Work<T> work);
}
