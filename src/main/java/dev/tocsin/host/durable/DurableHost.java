package dev.tocsin.host.durable;

import dev.tocsin.host.Performer;
import dev.tocsin.host.RunRecord;
import dev.tocsin.host.durable.Order.Refusal;
import dev.tocsin.interpreter.Answer;
import dev.tocsin.interpreter.CallbackAnswer;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.RunTable;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.Transaction;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Carries runs out, and keeps a journal of them, so that they go on where they were after whatever
 * stopped the process. Thread-safe; everything of one run happens on one thread at a time.
 *
 * <p>A failed store stops everything: nothing is sent and nothing acknowledged any more, and {@link
 * #failure} says why.
 */
public final class DurableHost implements AutoCloseable {

    private static final long SETTLING_MILLIS = 5;

    private final Engine engine;
    private final Creation creation;
    private final RunReader reader;
    private final Retries retries;

    /**
     * Nothing happens before {@link #start}.
     *
     * @param store stays the caller's to close, after this host
     */
    public DurableHost(
            Store store,
            Programs programs,
            Performer performer,
            InstantSource clock,
            Gate gate,
            Questions questions,
            Watcher watcher,
            DurableOptions options) {
        this.engine =
                new Engine(store, programs, performer, clock, gate, questions, watcher, options);
        this.creation = new Creation(engine);
        this.reader = new RunReader(store, programs);
        this.retries = new Retries(engine);
    }

    /**
     * Takes up what an earlier process left, in the background: runs that were under way go on, and
     * timers that were due meanwhile fire.
     */
    public void start() throws StoreException {
        Recovery recovery = new Recovery(engine);
        if (engine.options.stepper() == null) {
            Thread.ofVirtual().name("recovery").start(recovery);
            Thread.ofPlatform().daemon().name("timers").start(engine.alarms::run);
        } else {
            recovery.run();
        }
    }

    /**
     * Creates a run inside a transaction of the caller. A second run with the same {@code once} is
     * the first.
     *
     * @throws UnstorableRunException if it may hold secrets and the store has no key; nothing was
     *     written
     */
    public Created create(Transaction tx, NewRun run)
            throws StoreException, UnstorableRunException {
        return creation.create(tx, run);
    }

    /** Begins what was created, after the commit; harmless twice. */
    public void begin(Created created) {
        creation.begin(created);
    }

    /**
     * Takes up one run alone, for who carries out no other one and so never calls {@link #start}:
     * what an earlier process left goes on, and timers fire that were due meanwhile. Harmless
     * twice.
     */
    public Control takeUp(String id) throws InterruptedException {
        CompletableFuture<Control> reply = new CompletableFuture<>();
        post(id, new Order.TakeUp(reply));
        return await(reply);
    }

    /** Lets the timers of one run fire that are due by now. */
    public void tick(String id) {
        post(id, new Order.Tick());
    }

    /**
     * Hands in an answer and waits until it is committed, or will not be.
     *
     * @param questionId its {@link Held#id}
     * @param answer by somebody who may answer; what the question itself demands is checked here
     * @param via the channel, for the record
     */
    public Answering answer(String questionId, Answer answer, String via)
            throws InterruptedException {
        Held question = Held.of(questionId);
        if (question == null) {
            return new Answering.Unknown();
        }
        CompletableFuture<Answering> reply = new CompletableFuture<>();
        post(question.run(), new Order.Answer(question, answer, via, reply));
        return await(reply);
    }

    /**
     * Hands in a body that was posted to a callback URL, and waits until it is committed.
     *
     * @param token the last part of the URL
     * @throws UnavailableException if it is not known to be kept
     */
    public CallbackAnswer calledBack(String token, Value body)
            throws InterruptedException, UnavailableException {
        int end = token.indexOf(Creation.CALLBACK_SEPARATOR);
        if (end < 0) {
            return new CallbackAnswer.Unknown();
        }
        CompletableFuture<CallbackAnswer> reply = new CompletableFuture<>();
        String own = token.substring(end + 1);
        postToLast(token.substring(0, end), new Order.Callback(own, body, reply));
        try {
            return awaited(reply);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnavailableException unavailable) {
                throw unavailable;
            }
            throw new IllegalStateException("a callback is only ever unavailable", e);
        }
    }

    /** Asks a run to end: what was sent is awaited, and {@code finally} runs. */
    public Control cancel(String id, String reason, String by) throws InterruptedException {
        CompletableFuture<Control> reply = new CompletableFuture<>();
        post(id, new Order.Cancel(reason, by, reply));
        return await(reply);
    }

    /**
     * Tries again to go on with a run that could not be taken up: after a release that mends it.
     */
    public Control resume(String id, String by) throws InterruptedException {
        CompletableFuture<Control> reply = new CompletableFuture<>();
        post(id, new Order.Resume(by, reply));
        return await(reply);
    }

    /**
     * Says what became of an operation whose outcome is not known.
     *
     * @param step its path or id; null where only one is unknown
     */
    public Control resolve(String id, @Nullable String step, Resolution resolution, String by)
            throws InterruptedException {
        CompletableFuture<Control> reply = new CompletableFuture<>();
        post(id, new Order.Resolve(step, resolution, by, reply));
        return await(reply);
    }

    /**
     * Begins a new run out of one that has ended. It has the facts and, up to {@code step}, the
     * journal of the old one, so that what came before is not done again; what follows is done with
     * idempotency keys of its own. Times before {@code step} are those of the old run.
     *
     * @param step path or id of the step where the new run goes on
     */
    public Control retryFrom(String id, String step, String by) throws InterruptedException {
        return retries.retry(id, step, by, true);
    }

    /** The same for who looks on: the new run does nothing before {@link #takeUp}. */
    public Control makeRetry(String id, String step, String by) throws InterruptedException {
        return retries.retry(id, step, by, false);
    }

    /** Lets a containment go out that the gate held. */
    public Control release(Held held, String by) throws InterruptedException {
        CompletableFuture<Control> reply = new CompletableFuture<>();
        post(held.run(), new Order.Settle(held, by, null, reply));
        return await(reply);
    }

    /** Refuses a containment that the gate held: its step fails with {@code forbidden}. */
    public Control deny(Held held, String by, String reason) throws InterruptedException {
        CompletableFuture<Control> reply = new CompletableFuture<>();
        post(held.run(), new Order.Settle(held, by, reason, reply));
        return await(reply);
    }

    /** A retried run goes on awaiting what its URLs bring. */
    private void postToLast(String id, Order order) {
        try {
            RunRow row =
                    engine.store.read(
                            found -> {
                                RunRow first = RunTable.byId(found, id);
                                return first != null && first.status().hasEnded()
                                        ? Retries.last(found, first)
                                        : first;
                            });
            post(row == null ? id : row.id(), order);
        } catch (StoreException e) {
            engine.storeFailed(e);
            order.refuse(new Refusal.Unavailable(e.text()));
        }
    }

    private void post(String id, Order order) {
        try {
            RunRow row = engine.store.read(found -> RunTable.byId(found, id));
            if (row == null) {
                order.refuse(new Refusal.NoRun());
            } else {
                engine.post(row.number(), order);
            }
        } catch (StoreException e) {
            engine.storeFailed(e);
            order.refuse(new Refusal.Unavailable(e.text()));
        }
    }

    private <T> T await(CompletableFuture<T> reply) throws InterruptedException {
        try {
            return awaited(reply);
        } catch (ExecutionException e) {
            throw new IllegalStateException("people are always answered", e);
        }
    }

    /** Step by step, whoever waits does the work. */
    private <T> T awaited(CompletableFuture<T> reply)
            throws InterruptedException, ExecutionException {
        Stepper stepper = engine.options.stepper();
        if (stepper != null) {
            while (!reply.isDone()) {
                if (!stepper.runOne()) {
                    throw new IllegalStateException("nothing is left to do, and no answer came");
                }
            }
        }
        return reply.get();
    }

    /**
     * Sends nothing new from now on, and waits until what is under way has ended and is recorded.
     * What is not sent stays for the next start.
     *
     * @return false if something was still under way after {@code limit}
     */
    public boolean drain(Duration limit) throws InterruptedException {
        engine.drain();
        Stepper stepper = engine.options.stepper();
        if (stepper != null) {
            while (stepper.runOne()) {
                // Each task brings an attempt nearer to its end.
            }
            return engine.underWay().count() == 0;
        }
        long end = System.nanoTime() + limit.toNanos();
        boolean ended = engine.underWay().await(limit);
        while (!engine.isSettled() && failure() == null && System.nanoTime() < end) {
            Thread.sleep(SETTLING_MILLIS);
        }
        return ended && engine.isSettled();
    }

    /** Why nothing is recorded any more; null while all is well. */
    public @Nullable String failure() {
        Refusal.Unavailable refusal = engine.refusal();
        return refusal == null ? null : refusal.why();
    }

    /** How many runs are in memory. */
    public int inMemory() {
        return engine.inMemory();
    }

    /** How many operations are under way. */
    public int underWay() {
        return engine.underWay().count();
    }

    /** Wakes the runs whose timers are due: for who drives a host step by step. */
    public void wake() throws StoreException {
        engine.alarms.wake();
    }

    /** When the next timer is due; null where none runs. */
    public @Nullable Instant nextDue() throws StoreException {
        return engine.alarms.next();
    }

    /** The record of a run that has ended; null where there is none, or it has not. */
    public @Nullable RunRecord record(String id) throws StoreException, UnreadableRunException {
        return reader.record(id);
    }

    /** What happened so far; null where there is no such run. */
    public @Nullable RunStory story(String id) throws StoreException, UnreadableRunException {
        return reader.story(id);
    }

    /** Breaks off what is under way, as a crash would, and records nothing more. */
    @Override
    public void close() {
        engine.close();
    }
}
