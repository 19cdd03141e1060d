package dev.tocsin.host.durable;

import dev.tocsin.store.RunStatus;
import dev.tocsin.store.RunTable;
import dev.tocsin.store.SnapshotTable;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.Transaction;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * Rows of one run that are committed together, with where the run stands after them.
 *
 * @param standing null where that has not changed
 * @param snapshot the run after the last of the rows; null where none is due
 * @param lane of the run, where it has one
 */
record Batch(
        ActiveRun run,
        List<JournalEntry> entries,
        @Nullable Standing standing,
        Instant at,
        long seq,
        byte @Nullable [] snapshot,
        Lanes.@Nullable Lane lane) {

    boolean ends() {
        return standing != null && standing.status().hasEnded();
    }

    /** Whether the run has something to do after the commit. */
    boolean isAwaited() {
        if (standing != null && standing.status() != RunStatus.RUNNING) {
            return true;
        }
        for (JournalEntry entry : entries) {
            if (!entry.followers().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Runs on the writer's thread.
     *
     * @return the runs of its lane that begin now
     */
    List<Long> write(Transaction tx, Engine engine) throws StoreException {
        if (run.isCut()) {
            throw new IllegalStateException("rows before these were not committed");
        }
        try {
            for (JournalEntry entry : entries) {
                entry.write(tx, run.number(), engine);
            }
            if (snapshot != null) {
                SnapshotTable.put(
                        tx,
                        new SnapshotTable.SnapshotRow(
                                run.number(), seq, RunSnapshot.VERSION, snapshot));
            }
            return standing == null ? List.of() : stand(tx, standing);
        } catch (StoreException | RuntimeException e) {
            run.cut();
            throw e;
        }
    }

    private List<Long> stand(Transaction tx, Standing now) throws StoreException {
        if (!now.status().hasEnded()) {
            RunTable.advance(tx, run.number(), now.status(), now.reason(), now.due(), seq);
            return List.of();
        }
        RunTable.end(tx, run.number(), now.status(), now.reason(), at, seq);
        SnapshotTable.remove(tx, run.number());
        return lane == null ? List.of() : lane.next(tx, at);
    }
}
