package dev.tocsin.store;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The one thread that writes. It takes whatever waits, commits it as one transaction, and has the
 * callers told; meanwhile the next group gathers, so that nobody waits on purpose and a slow disk
 * makes larger groups. After a failure it refuses everything: what the system has in memory of a
 * file whose {@code fsync} failed is not what is on the disk, and cannot be made so.
 */
final class StoreWriter {

    private static final int GROUP = 256;

    private final Transaction tx;
    private final Disk disk;
    private final StoreCheckpoints checkpoints;
    private final WorkQueue<Pending<?>> queue;
    private final Thread thread;
    private volatile Health health = new Health.Sound();

    StoreWriter(Transaction tx, StoreOptions options, StoreCheckpoints checkpoints) {
        this.tx = tx;
        this.disk = options.disk();
        this.checkpoints = checkpoints;
        this.queue = new WorkQueue<>(options.queue());
        this.thread = Thread.ofPlatform().name("store-writer").daemon().unstarted(this::work);
    }

    void start() {
        thread.start();
    }

    Health health() {
        return health;
    }

    /** A work that waits for another would wait for ever. */
    void refuseItself() {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException("a work waits for another one");
        }
    }

    int waiting() {
        return queue.size();
    }

    <T extends @Nullable Object> CompletableFuture<T> hand(Pending<T> pending) {
        StoreException refusal =
                switch (queue.offer(pending)) {
                    case TAKEN -> null;
                    case FULL ->
                            new StoreException(
                                    StoreException.Kind.BUSY,
                                    "too much waits to be written to " + tx.file(),
                                    "try again in a moment");
                    case CLOSED -> closed();
                };
        if (refusal != null) {
            pending.refuse(refusal);
        }
        return pending.future();
    }

    private StoreException closed() {
        return new StoreException(
                StoreException.Kind.IO, "the store " + tx.file() + " is closed", null);
    }

    private void work() {
        while (true) {
            List<Pending<?>> group = queue.take(GROUP);
            if (group.isEmpty()) {
                return;
            }
            StoreException failure = attempt(group);
            if (failure != null) {
                for (Pending<?> pending : group) {
                    pending.fail(failure);
                }
            }
            // Beside the next commit, not before it.
            Thread.startVirtualThread(() -> group.forEach(Pending::tell));
        }
    }

    /** Why nothing of the group is known to be on the disk, or null where all of it is. */
    private @Nullable StoreException attempt(List<Pending<?>> group) {
        if (health instanceof Health.Failed failed) {
            return refusal(failed);
        }
        try {
            commit(group);
            checkpoints.committed(tx);
            return null;
        } catch (StoreException e) {
            tx.rollback();
            if (e.kind() != StoreException.Kind.BUSY) {
                fail(e);
            }
            return e;
        } catch (IOException e) {
            tx.rollback();
            return fail(
                    new StoreException(
                            StoreException.Kind.IO,
                            "the store " + tx.file() + " cannot be written: " + e.getMessage(),
                            "look at the disk, then start again"));
        } catch (Throwable e) {
            tx.rollback();
            return fail(
                    new StoreException(
                            StoreException.Kind.IO, "writing to the store broke: " + e, null));
        }
    }

    private void commit(List<Pending<?>> group) throws StoreException, IOException {
        tx.begin();
        for (Pending<?> pending : group) {
            pending.run(tx);
            StoreException broken = tx.broken();
            if (broken != null) {
                throw broken;
            }
        }
        disk.beforeCommit();
        tx.commit();
    }

    /** From now on nothing is acknowledged. */
    StoreException fail(StoreException reason) {
        health = new Health.Failed(reason.kind(), reason.text());
        return reason;
    }

    private static StoreException refusal(Health.Failed failed) {
        return new StoreException(
                failed.kind(),
                "nothing is written since a failure: " + failed.reason(),
                "put it right, then start again");
    }

    /** Writes what waits, and ends the thread. */
    void close() throws InterruptedException {
        queue.close();
        thread.join();
    }
}
