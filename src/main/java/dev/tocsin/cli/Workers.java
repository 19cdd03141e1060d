package dev.tocsin.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs tasks that only compute: one after the other, or on as many threads as there are cores. */
final class Workers {

    /** Below this many tasks, starting threads takes longer than it saves. */
    private static final int WORTH_THREADS = 16;

    private final int threads;

    private Workers(int threads) {
        this.threads = threads;
    }

    static Workers forTasks(int tasks) {
        return new Workers(tasks < WORTH_THREADS ? 1 : Runtime.getRuntime().availableProcessors());
    }

    boolean areSeveral() {
        return threads > 1;
    }

    /**
     * Runs them all.
     *
     * @return their results in the order of the tasks
     * @throws IllegalStateException if one throws
     */
    <T> List<T> run(List<Callable<T>> tasks) {
        List<T> results = new ArrayList<>(tasks.size());
        try {
            if (!areSeveral()) {
                for (Callable<T> task : tasks) {
                    results.add(task.call());
                }
                return results;
            }
            try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
                for (Future<T> future : pool.invokeAll(tasks)) {
                    results.add(future.get());
                }
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a stage threw for a file", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("nobody interrupts a validation", e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a stage threw for a file", e);
        }
    }
}
