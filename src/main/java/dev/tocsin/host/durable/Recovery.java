package dev.tocsin.host.durable;

import dev.tocsin.program.Program;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.RunTable;
import dev.tocsin.store.StoreException;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes up the runs that an earlier process left under way, some at a time. Those that only wait
 * are left where they are: their timers, answers and callbacks find them.
 */
final class Recovery implements Runnable {

    private static final int PAGE = 500;

    /** So many runs are loaded at once; more would only fill the memory. */
    private static final int MOST_IN_MEMORY = 10_000;

    private static final long PAUSE_NANOS = 5_000_000;

    private final Engine engine;
    private final Set<String> lanes = new HashSet<>();

    Recovery(Engine engine) {
        this.engine = engine;
    }

    @Override
    public void run() {
        try {
            long number = 0;
            while (engine.refusal() == null) {
                long after = number;
                List<RunRow> rows =
                        engine.store.read(reader -> RunTable.unfinished(reader, after, PAGE));
                for (RunRow row : rows) {
                    number = row.number();
                    switch (row.status()) {
                        case RUNNING, NEEDS_ATTENTION ->
                                engine.post(row.number(), new Order.Begin(null));
                        case QUEUED -> makeRoom(row);
                        case WAITING, SUCCEEDED, FAILED, CANCELLED, SKIPPED -> {}
                    }
                }
                if (rows.size() < PAGE) {
                    return;
                }
                rest();
            }
        } catch (StoreException e) {
            engine.storeFailed(e);
        }
    }

    /** The process may have stopped before the oldest of its lane was told to go. */
    private void makeRoom(RunRow row) {
        String name = row.lane();
        if (name == null || !lanes.add(name)) {
            return;
        }
        try {
            Program.RunLimit rule = engine.programs.of(row.digest()).concurrency();
            if (rule != null) {
                engine.makeRoom(new Lanes.Lane(name, rule));
            }
        } catch (UnknownProgramException _) {
            // It says so itself once its turn comes.
        }
    }

    private void rest() {
        while (engine.options.stepper() == null
                && engine.inMemory() > MOST_IN_MEMORY
                && engine.refusal() == null) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
