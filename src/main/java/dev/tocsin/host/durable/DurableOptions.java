package dev.tocsin.host.durable;

import dev.tocsin.interpreter.Trace;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * How a {@link DurableHost} works.
 *
 * @param runs where runs are advanced; each task is short, and those of one run never overlap
 * @param attempts where operations are performed; each task may block as long as its attempt
 * @param journal how rows reach the store; null hands them to its writer and goes on
 * @param callbackBase what stands before the token in a callback URL, a slash at its end; null
 *     where none are taken, and then the facts of a run say it
 * @param idle how long a run that waits stays in memory
 * @param mostIdle how many of them do
 * @param snapshotEvery after so many rows a snapshot is written
 * @param stepper null where the host wakes runs whose timers are due by itself; else all tasks are
 *     its own, and somebody calls {@link DurableHost#wake}
 * @param live by the id of a run: told of its steps as they happen, before they are committed, and
 *     not of those that are replayed
 */
public record DurableOptions(
        Executor runs,
        Executor attempts,
        @Nullable Journal journal,
        @Nullable String callbackBase,
        Duration idle,
        int mostIdle,
        int snapshotEvery,
        @Nullable Stepper stepper,
        Function<String, Trace> live) {

    private static final Function<String, Trace> NOBODY = _ -> Trace.NONE;
    private static final Executor VIRTUAL = task -> Thread.ofVirtual().start(task);

    /** Everything on virtual threads, and timers by themselves. */
    public static DurableOptions standard() {
        return new DurableOptions(
                VIRTUAL, VIRTUAL, null, null, Duration.ofSeconds(5), 2000, 500, null, NOBODY);
    }

    /** Everything step by step, in an order that the caller decides: for tests. */
    public static DurableOptions stepwise(Stepper stepper, Journal journal) {
        return new DurableOptions(
                stepper, stepper, journal, null, Duration.ZERO, 0, 500, stepper, NOBODY);
    }

    public DurableOptions takingCallbacksAt(String base) {
        return new DurableOptions(
                runs, attempts, journal, base, idle, mostIdle, snapshotEvery, stepper, live);
    }

    /** With rows that reach the store in this way. */
    public DurableOptions writingThrough(Journal way) {
        return new DurableOptions(
                runs, attempts, way, callbackBase, idle, mostIdle, snapshotEvery, stepper, live);
    }

    /** With at most so many runs that wait in memory, each for so long. */
    public DurableOptions keepingIdle(int most, Duration longest) {
        return new DurableOptions(
                runs, attempts, journal, callbackBase, longest, most, snapshotEvery, stepper, live);
    }

    public DurableOptions snapshotEvery(int rows) {
        return new DurableOptions(
                runs, attempts, journal, callbackBase, idle, mostIdle, rows, stepper, live);
    }

    /** With somebody who looks on. */
    public DurableOptions showing(Function<String, Trace> traces) {
        return new DurableOptions(
                runs,
                attempts,
                journal,
                callbackBase,
                idle,
                mostIdle,
                snapshotEvery,
                stepper,
                traces);
    }
}
