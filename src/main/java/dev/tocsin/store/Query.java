package dev.tocsin.store;

/**
 * Something that reads the store as it was after one commit, whatever is committed meanwhile.
 *
 * @param <T> what was found; must not refer to the reader
 */
@FunctionalInterface
public interface Query<T extends @org.jspecify.annotations.Nullable Object> {

    T run(Reader reader) throws StoreException;
}
