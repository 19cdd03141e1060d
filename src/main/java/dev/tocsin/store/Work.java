package dev.tocsin.store;

/**
 * One change of the store, whole or not at all. It runs on the thread that writes, so it computes
 * little, waits for nothing and reads what it needs through the transaction.
 *
 * @param <T> what the change tells its caller, once it has been committed
 */
@FunctionalInterface
public interface Work<T extends @org.jspecify.annotations.Nullable Object> {

    /**
     * Whatever it throws undoes what it wrote, and nothing else of the group; the caller gets it.
     */
    T run(Transaction tx) throws StoreException;
}
