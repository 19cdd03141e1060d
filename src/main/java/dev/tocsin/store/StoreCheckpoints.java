package dev.tocsin.store;

import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Moves what was committed from the log into the file, on a thread and a connection of its own, so
 * that commits go on meanwhile. While they do, the log can never be moved to its end and begun
 * anew; so once it is long, the writer moves the little that is left itself, between two commits.
 */
final class StoreCheckpoints {

    /** In pages of 4 KiB: what is worth the two fsyncs of a checkpoint. */
    private static final long WORTH = 1_000;

    /** The log stays below this and a bit, 64 MB, unless somebody reads for very long. */
    private static final long LONG = 16_000;

    private static final String SIZES = "PRAGMA wal_checkpoint(NOOP)";
    private static final String MOVE = "PRAGMA wal_checkpoint(PASSIVE)";

    /** Pages in the log, and those of them that the file has already. */
    private record Sizes(long pages, long moved) {}

    private final Reader own;
    private final Thread thread;
    private final Consumer<StoreException> failed;
    private volatile boolean wanted;
    private volatile boolean closed;

    /**
     * @param connection for this alone
     * @param failed is told if the file could not be written: what is on the disk is unknown then
     */
    StoreCheckpoints(Reader own, Consumer<StoreException> failed) {
        this.own = own;
        this.failed = failed;
        this.thread = Thread.ofPlatform().name("store-checkpoints").daemon().unstarted(this::work);
    }

    void start() {
        thread.start();
    }

    /**
     * Before the first commit of a process. What the system has in memory of a log whose {@code
     * fsync} failed need not be on the disk, and no later {@code fsync} of it would tell; written
     * anew, to the file, it is.
     */
    static void moveAll(Transaction tx) throws StoreException {
        tx.prepared(MOVE).first(StoreCheckpoints::sizes);
    }

    /** Called by the writer after each commit, on its thread. */
    void committed(Transaction tx) throws StoreException {
        Sizes sizes = tx.prepared(SIZES).first(StoreCheckpoints::sizes);
        if (sizes == null || sizes.pages() - sizes.moved() < WORTH) {
            return;
        }
        if (sizes.pages() >= LONG) {
            tx.prepared(MOVE).first(StoreCheckpoints::sizes);
        } else {
            wanted = true;
            LockSupport.unpark(thread);
        }
    }

    private void work() {
        while (!closed) {
            if (!wanted) {
                LockSupport.park(this);
                continue;
            }
            wanted = false;
            try {
                own.prepared(MOVE).first(StoreCheckpoints::sizes);
            } catch (StoreException e) {
                if (e.kind() != StoreException.Kind.BUSY) {
                    failed.accept(e);
                    return;
                }
            }
        }
    }

    private static Sizes sizes(Row row) throws SQLException {
        return new Sizes(row.number(2), row.number(3));
    }

    void close() throws InterruptedException {
        closed = true;
        LockSupport.unpark(thread);
        thread.join();
    }
}
