package dev.tocsin.store;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/** Connections that read: made when needed, kept for the next. */
final class ReaderPool {

    /**
     * Reading keeps a processor busy, so more would not be faster; they share the system's cache.
     */
    private static final int SIZE = 4;

    private final SqliteFile file;
    private final Semaphore free = new Semaphore(SIZE);
    private final ConcurrentLinkedDeque<Reader> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    ReaderPool(SqliteFile file) {
        this.file = file;
    }

    <T extends @Nullable Object> T read(Query<T> query) throws StoreException {
        free.acquireUninterruptibly();
        try {
            if (closed) {
                throw new StoreException(
                        StoreException.Kind.IO, "the store " + file.path() + " is closed", null);
            }
            Reader reader = idle.poll();
            if (reader == null) {
                reader = new Reader(file.reader(), file.path());
            }
            boolean sound = false;
            try {
                T result = reader.snapshot(query);
                sound = true;
                return result;
            } catch (RuntimeException e) {
                // Of the query, not of the connection.
                sound = true;
                throw e;
            } finally {
                if (sound) {
                    idle.push(reader);
                } else {
                    reader.close();
                }
            }
        } finally {
            free.release();
        }
    }

    /** Waits for those who read. */
    void close() {
        closed = true;
        free.acquireUninterruptibly(SIZE);
        for (Reader reader = idle.poll(); reader != null; reader = idle.poll()) {
            reader.close();
        }
        free.release(SIZE);
    }
}
