package dev.tocsin.testing;

import dev.tocsin.host.Performer;
import dev.tocsin.host.durable.Created;
import dev.tocsin.host.durable.DurableHost;
import dev.tocsin.host.durable.DurableOptions;
import dev.tocsin.host.durable.Gate;
import dev.tocsin.host.durable.Journal;
import dev.tocsin.host.durable.NewRun;
import dev.tocsin.host.durable.Programs;
import dev.tocsin.host.durable.Questions;
import dev.tocsin.host.durable.Stepper;
import dev.tocsin.host.durable.UnstorableRunException;
import dev.tocsin.host.durable.Watcher;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.program.Program;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.StoreOptions;
import dev.tocsin.store.Work;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * A durable host on one thread, over a real store, in a time of its own. What waits to be done is
 * done in the order in which it came, or in one that a seed decides. A crash is {@link #crash}: the
 * host is dropped as it is, and the store opened again.
 */
public final class SteppedHost implements AutoCloseable, InstantSource {

    private final Path file;
    private final StoreOptions storeOptions;
    private final Programs programs;
    private final List<Runnable> tasks = new ArrayList<>();
    private final @Nullable Random random;
    private Performer performer;
    private Gate gate = Gate.OPEN;
    private Questions questions = Questions.NONE;
    private Watcher watcher = Watcher.NOBODY;
    private int snapshotEvery = 500;
    private int mostIdle;
    private boolean broken;
    private Instant now = TestPlaybook.START;
    private Store store;
    private DurableHost host;

    /** Tasks in the order in which they came. */
    public SteppedHost(Path file, Programs programs, Performer performer) throws StoreException {
        this(file, programs, performer, StoreOptions.standard(), null);
    }

    /**
     * @param random decides which task is next; null for the order in which they came
     */
    public SteppedHost(
            Path file,
            Programs programs,
            Performer performer,
            StoreOptions storeOptions,
            @Nullable Random random)
            throws StoreException {
        this.file = file;
        this.programs = programs;
        this.performer = performer;
        this.storeOptions = storeOptions;
        this.random = random;
        this.store = Store.open(file, storeOptions);
        this.host = open();
    }

    /** What is set takes hold with the next {@link #crash}, or {@link #restart}. */
    public SteppedHost with(Gate newGate, Questions newQuestions, Watcher newWatcher) {
        this.gate = newGate;
        this.questions = newQuestions;
        this.watcher = newWatcher;
        return restarted();
    }

    /** A snapshot after so many rows, and so many waiting runs in memory. */
    public SteppedHost keeping(int rows, int idle) {
        this.snapshotEvery = rows;
        this.mostIdle = idle;
        return restarted();
    }

    public SteppedHost performing(Performer other) {
        this.performer = other;
        return restarted();
    }

    private SteppedHost restarted() {
        host.close();
        host = open();
        return this;
    }

    private DurableHost open() {
        Stepper stepper =
                new Stepper() {
                    @Override
                    public boolean runOne() {
                        return step();
                    }

                    @Override
                    public void execute(Runnable task) {
                        tasks.add(task);
                    }
                };
        return new DurableHost(
                store,
                programs,
                performer,
                this,
                gate,
                questions,
                watcher,
                DurableOptions.stepwise(stepper, oneByOne())
                        .snapshotEvery(snapshotEvery)
                        .keepingIdle(mostIdle, java.time.Duration.ZERO)
                        .takingCallbacksAt(TestPlaybook.CALLBACKS));
    }

    /** From now on the disk takes nothing more. */
    public void breakDisk() {
        broken = true;
    }

    private Journal oneByOne() {
        return new Journal() {
            @Override
            public <T extends @Nullable Object> CompletableFuture<T> write(Work<T> work) {
                if (broken) {
                    return CompletableFuture.failedFuture(
                            new StoreException(StoreException.Kind.IO, "the disk is gone", null));
                }
                try {
                    return CompletableFuture.completedFuture(store.await(work));
                } catch (StoreException | RuntimeException e) {
                    return CompletableFuture.failedFuture(e);
                } catch (InterruptedException e) {
                    throw new AssertionError("nobody interrupts a test", e);
                }
            }
        };
    }

    public DurableHost host() {
        return host;
    }

    public Store store() {
        return store;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Time passes, and nothing happens. */
    public void pass(java.time.Duration time) {
        now = now.plus(time);
    }

    /** Creates a run and begins it; nothing of it has happened yet. */
    public Created begin(NewRun run) throws StoreException, InterruptedException {
        Created created =
                store.await(
                        tx -> {
                            try {
                                return host.create(tx, run);
                            } catch (UnstorableRunException e) {
                                throw new AssertionError(e.text(), e);
                            }
                        });
        host.begin(created);
        return created;
    }

    /** A run of a program with its facts under its own id. */
    public static NewRun run(Program program, RunFacts facts) {
        return new NewRun(facts.runId(), program.id(), program, facts, null, null, null);
    }

    /** One task; false where there is none. */
    public boolean step() {
        if (tasks.isEmpty()) {
            return false;
        }
        int next = random == null ? 0 : random.nextInt(tasks.size());
        tasks.remove(next).run();
        return true;
    }

    /** Does all that can be done now. */
    public void settle() {
        while (step()) {
            // Each task may bring others.
        }
    }

    /** Does all that can be done, and lets the time pass until the next timer, again and again. */
    public void finish() throws StoreException {
        while (true) {
            settle();
            Instant due = host.nextDue();
            if (due == null) {
                return;
            }
            now = due.isAfter(now) ? due : now;
            host.wake();
        }
    }

    /** The process is gone, with all that was in memory; another one takes its place. */
    public void crash() throws StoreException {
        tasks.clear();
        broken = false;
        host.close();
        store.close();
        store = Store.open(file, storeOptions);
        host = open();
        host.start();
    }

    @Override
    public void close() {
        host.close();
        store.close();
    }
}
