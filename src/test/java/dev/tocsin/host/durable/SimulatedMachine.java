package dev.tocsin.host.durable;

import dev.tocsin.host.Performer;
import dev.tocsin.interpreter.Trace;
import dev.tocsin.program.Program;
import dev.tocsin.store.FailingDisk;
import dev.tocsin.store.Health;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.Work;
import dev.tocsin.testing.TestPlaybook;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * A machine with one durable host and a real store on a disk, of which a seed decides what happens
 * next: which task goes on, when what waits is committed, in which order that is told, and when the
 * machine stops. What stopped goes on from a copy of the files as they were at that moment.
 */
final class SimulatedMachine implements InstantSource, AutoCloseable {

    /** What goes wrong. */
    enum Fault {
        /** The process is gone. */
        CRASH,
        /** The machine is gone while the log is being written. */
        TORN_WRITE,
        /** A commit fails. */
        FAILED_SYNC,
        /** After a crash, the disk is nearly full. */
        FULL_DISK
    }

    /** The process is gone: whatever was going on does not return. */
    static final class Gone extends RuntimeException {

        private static final long serialVersionUID = 1;

        Gone() {
            super(null, null, false, false);
        }
    }

    /** A change that waits for its commit. */
    private record Waiting<T extends @Nullable Object>(Work<T> work, CompletableFuture<T> future) {}

    private final Path folder;
    private final Random random;
    private final Map<String, Program> programs;
    private final Performer performer;
    private final Questions questions;
    private final Trace trace;
    private final FailingDisk disk = new FailingDisk();
    private final List<Runnable> tasks = new ArrayList<>();
    private final Deque<Waiting<?>> waiting = new ArrayDeque<>();
    private Instant now = TestPlaybook.START;
    private Path file;
    private Store store;
    private DurableHost host;
    private int starts;
    private @Nullable Fault fault;
    private int stepsLeft;
    private int writes;
    private int stopAt;
    private boolean stopsBefore;
    private byte @Nullable [] torn;
    private boolean full;

    SimulatedMachine(
            Path folder,
            Random random,
            Map<String, Program> programs,
            Performer performer,
            Questions questions,
            Trace trace)
            throws StoreException {
        this.folder = folder;
        this.random = random;
        this.programs = programs;
        this.performer = performer;
        this.questions = questions;
        this.trace = trace;
        this.file = folder.resolve("store-1.db");
        this.store = Store.open(file, disk.options());
        this.host = open();
        host.start();
    }

    private DurableHost open() {
        starts++;
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
        Journal journal =
                new Journal() {
                    @Override
                    public <T extends @Nullable Object> CompletableFuture<T> write(Work<T> work) {
                        return later(work);
                    }
                };
        return new DurableHost(
                store,
                digest -> programs.get(digest),
                performer,
                this,
                Gate.OPEN,
                questions,
                Watcher.NOBODY,
                DurableOptions.stepwise(stepper, journal)
                        .snapshotEvery(1 + random.nextInt(12))
                        .keepingIdle(random.nextInt(2), Duration.ZERO)
                        .takingCallbacksAt(TestPlaybook.CALLBACKS)
                        .showing(_ -> trace));
    }

    /** Hands a change over; it is committed some time. */
    <T extends @Nullable Object> CompletableFuture<T> later(Work<T> work) {
        CompletableFuture<T> future = new CompletableFuture<>();
        waiting.add(new Waiting<>(work, future));
        return future;
    }

    /** Something for the machine to do some time. */
    void soon(Runnable task) {
        tasks.add(task);
    }

    /** Lets something go wrong after so many steps. */
    void expect(Fault what, int steps) {
        fault = what;
        stepsLeft = steps;
    }

    /**
     * Lets the process be gone at a write of the journal: before it, or after it and before anybody
     * is told.
     *
     * @param number from 1; 0 for never
     */
    void stopAt(int number, boolean before) {
        stopAt = number;
        stopsBefore = before;
    }

    /** How often something was committed, over all processes. */
    int writes() {
        return writes;
    }

    void expectNothing() {
        fault = null;
    }

    boolean isExpecting() {
        return fault != null;
    }

    /**
     * Does one thing; false where nothing is left to do.
     *
     * @throws Gone if that is the end
     */
    boolean step() {
        Fault next = fault;
        if (next != null && stepsLeft <= 0) {
            switch (next) {
                case CRASH -> throw gone();
                case FULL_DISK -> {
                    full = true;
                    throw gone();
                }
                case FAILED_SYNC -> {
                    disk.breakDown();
                    fault = null;
                }
                case TORN_WRITE -> {
                    if (waiting.isEmpty() && tasks.isEmpty()) {
                        throw gone();
                    }
                }
            }
        }
        if (tasks.isEmpty() && waiting.isEmpty()) {
            return false;
        }
        stepsLeft--;
        if (!waiting.isEmpty() && (tasks.isEmpty() || random.nextInt(3) == 0)) {
            commit();
        } else {
            tasks.remove(random.nextInt(tasks.size())).run();
        }
        return true;
    }

    private Gone gone() {
        fault = null;
        return new Gone();
    }

    /** Commits some of what waits, in its order, and tells of it in any order. */
    private void commit() {
        boolean tears = fault == Fault.TORN_WRITE && stepsLeft <= 0;
        byte[] before = tears ? log() : new byte[0];
        int count = 1 + random.nextInt(Math.min(3, waiting.size()));
        List<Runnable> told = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean stops = ++writes == stopAt;
            if (stops && stopsBefore) {
                throw new Gone();
            }
            told.add(write(waiting.remove()));
            if (stops) {
                throw new Gone();
            }
        }
        if (tears) {
            torn = tear(before, log());
            throw gone();
        }
        Collections.shuffle(told, random);
        told.forEach(Runnable::run);
    }

    private <T extends @Nullable Object> Runnable write(Waiting<T> one) {
        try {
            T result = store.await(one.work());
            return () -> one.future().complete(result);
        } catch (StoreException | RuntimeException e) {
            return () -> one.future().completeExceptionally(e);
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts a test", e);
        }
    }

    /** The log with its new part only partly written. */
    private byte[] tear(byte[] before, byte[] after) {
        int from = Arrays.mismatch(before, after);
        if (from < 0) {
            return after;
        }
        int cut = from + random.nextInt(after.length - from + 1);
        byte[] log = Arrays.copyOf(after, Math.max(before.length, cut));
        if (cut < before.length) {
            System.arraycopy(before, cut, log, cut, before.length - cut);
        }
        return log;
    }

    private byte[] log() {
        return bytes(logOf(file));
    }

    private static Path logOf(Path store) {
        return store.resolveSibling(store.getFileName() + "-wal");
    }

    private static byte[] bytes(Path path) {
        try {
            return Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The process is gone, with all that was in memory; another one takes its place. */
    void restart() throws StoreException, IOException {
        Path copy = folder.resolve("store-" + (starts + 1) + ".db");
        byte[] log = torn == null ? log() : torn;
        Files.write(copy, bytes(file));
        Files.write(logOf(copy), log);
        host.close();
        tasks.clear();
        waiting.clear();
        store.close();
        torn = null;
        file = copy;
        disk.replace();
        if (full) {
            full = false;
            disk.leaveRoom((int) (Files.size(file) / 4096) + 2 + random.nextInt(12));
        }
        store = reopened();
        host = open();
        host.start();
    }

    private Store reopened() throws StoreException {
        try {
            return Store.open(file, disk.options());
        } catch (StoreException e) {
            if (e.kind() != StoreException.Kind.FULL) {
                throw e;
            }
            disk.replace();
            return Store.open(file, disk.options());
        }
    }

    /** Why nothing is recorded any more, or null. */
    @Nullable String failure() {
        return store.health() instanceof Health.Failed failed ? failed.reason() : host.failure();
    }

    /** How often a process was started here. */
    int starts() {
        return starts;
    }

    DurableHost host() {
        return host;
    }

    Store store() {
        return store;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Time passes, or the clock is set. */
    void pass(Duration time) {
        now = now.plus(time);
    }

    /** Lets the time pass until the next timer; false where there is none. */
    boolean wake() throws StoreException {
        Instant due = host.nextDue();
        if (due == null) {
            return false;
        }
        now = due.isAfter(now) ? due : now;
        host.wake();
        return true;
    }

    @Override
    public void close() {
        host.close();
        store.close();
    }
}
