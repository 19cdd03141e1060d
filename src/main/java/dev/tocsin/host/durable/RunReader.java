package dev.tocsin.host.durable;

import dev.tocsin.host.Recorder;
import dev.tocsin.host.RunRecord;
import dev.tocsin.host.StepRecord;
import dev.tocsin.interpreter.Outcome;
import dev.tocsin.program.Program;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.RunStatus;
import dev.tocsin.store.RunTable;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Reads runs by replaying their journals; also from a store that was opened only to look at.
 * Thread-safe.
 */
public final class RunReader {

    private final Store store;
    private final Programs programs;

    public RunReader(Store store, Programs programs) {
        this.store = store;
        this.programs = programs;
    }

    /** The record of a run that has ended; null where there is none, or it has not. */
    public @Nullable RunRecord record(String id) throws StoreException, UnreadableRunException {
        RunRow row = row(id);
        if (row == null || !row.status().hasEnded() || row.status() == RunStatus.SKIPPED) {
            return null;
        }
        Program program = RunLoading.programOf(programs, row);
        Recorder recorder = new Recorder();
        Replay replay = Replay.fromBeginning(store, row.number(), program, recorder);
        replay.run(Long.MAX_VALUE, (_, _, _) -> {});
        Outcome outcome = replay.open().outcome();
        return outcome == null ? null : recorder.record(id, program.id(), outcome);
    }

    /** The steps that have ended so far, in reading order; null where there is no such run. */
    public @Nullable List<StepRecord> steps(String id)
            throws StoreException, UnreadableRunException {
        RunRow row = row(id);
        if (row == null) {
            return null;
        }
        Recorder recorder = new Recorder();
        Replay.fromBeginning(store, row.number(), RunLoading.programOf(programs, row), recorder)
                .run(Long.MAX_VALUE, (_, _, _) -> {});
        return recorder.steps();
    }

    /** What happened so far; null where there is no such run. */
    public @Nullable RunStory story(String id) throws StoreException, UnreadableRunException {
        RunRow row = row(id);
        return row == null
                ? null
                : StoryTeller.tell(store, row, RunLoading.programOf(programs, row));
    }

    private @Nullable RunRow row(String id) throws StoreException {
        return store.read(reader -> RunTable.byId(reader, id));
    }
}
