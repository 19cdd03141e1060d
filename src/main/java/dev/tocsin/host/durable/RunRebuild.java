package dev.tocsin.host.durable;

import dev.tocsin.interpreter.Trace;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.RunStatus;
import dev.tocsin.store.RunTable;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.StoreRebuild;
import dev.tocsin.store.Transaction;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * Makes the row of a run again out of its journal: status, reason, times, next timer. A run whose
 * journal this release cannot replay needs attention afterwards, and says why. Runs that wait in a
 * lane and those that were skipped have no more than a beginning, and stay as they are.
 */
public final class RunRebuild implements StoreRebuild.RunProjection {

    private final Store store;
    private final Programs programs;

    public RunRebuild(Store store, Programs programs) {
        this.store = store;
        this.programs = programs;
    }

    /** When things happened that the row shows. */
    private static final class Times {
        @Nullable Instant began;
        @Nullable Instant ended;
    }

    @Override
    public void rebuild(Transaction tx, RunRow run) throws StoreException {
        if (run.status() == RunStatus.SKIPPED || run.status() == RunStatus.QUEUED) {
            return;
        }
        Times times = new Times();
        Standing standing;
        try {
            Replay replay =
                    Replay.fromBeginning(
                            store, run.number(), RunLoading.programOf(programs, run), Trace.NONE);
            replay.run(
                    Long.MAX_VALUE,
                    (row, _, event) -> {
                        if (event != null && replay.open().outcome() == null) {
                            times.began = times.began == null ? row.at() : times.began;
                            times.ended = row.at();
                        }
                    });
            standing = Standing.of(replay.open());
        } catch (UnreadableRunException e) {
            standing = new Standing(RunStatus.NEEDS_ATTENTION, e.text(), null);
        }
        boolean ended = standing.status().hasEnded();
        boolean begun = times.began != null || standing.status() == RunStatus.NEEDS_ATTENTION;
        RunTable.update(
                tx,
                new RunRow(
                        run.number(),
                        run.id(),
                        run.playbook(),
                        run.digest(),
                        run.trigger(),
                        run.signal(),
                        run.once(),
                        run.startedBy(),
                        run.createdAt(),
                        run.beganAt() == null ? times.began : run.beganAt(),
                        ended ? times.ended : null,
                        begun ? standing.status() : RunStatus.RUNNING,
                        standing.reason(),
                        run.lane(),
                        standing.due(),
                        run.seq()));
    }
}
