package dev.tocsin.service.trigger;

import dev.tocsin.connector.ConnectorException;
import dev.tocsin.host.durable.UnstorableRunException;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.playbook.Trigger;
import dev.tocsin.service.trigger.Scheduled.Turn;
import dev.tocsin.service.trigger.Starter.Begun;
import dev.tocsin.service.trigger.Starter.Prepared;
import dev.tocsin.store.CursorTable;
import dev.tocsin.store.CursorTable.CursorRow;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.Transaction;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Asks sources now and then, and starts a run for each new item. What was seen is written together
 * with the runs, so that each item starts one, whatever dies in between; a source that fails is
 * asked again, and shows meanwhile. Polls never overlap with themselves. Thread-safe.
 */
public final class Polls implements Driven {

    /** So many runs are created in one transaction. */
    private static final int AT_ONCE = 100;

    private record Watched(Scheduled<Trigger.Poll> poll, PollRead read, String rule) {}

    private final Store store;
    private final Supplier<Generation> generation;
    private final Starter starter;
    private final Reads reads;
    private final Pace pace;
    private final TriggerLog log;
    private final InstantSource clock;
    private final Map<String, String> failing = new TreeMap<>();
    private final Map<String, Thread> asking = new LinkedHashMap<>();
    private final Map<String, Turn> turns = new LinkedHashMap<>();
    private Map<String, Watched> watched = Map.of();
    private @Nullable Generation seen;

    public Polls(
            Store store,
            Supplier<Generation> generation,
            Starter starter,
            Reads reads,
            Pace pace,
            TriggerLog log,
            InstantSource clock) {
        this.store = store;
        this.generation = generation;
        this.starter = starter;
        this.reads = reads;
        this.pace = pace;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public synchronized @Nullable Instant nextDue() {
        if (seen != generation.get()) {
            return clock.instant();
        }
        Instant next = null;
        for (Map.Entry<String, Turn> turn : turns.entrySet()) {
            Instant due = turn.getValue().due();
            if (!asking.containsKey(turn.getKey()) && (next == null || due.isBefore(next))) {
                next = due;
            }
        }
        return next;
    }

    /** One line for each poll that failed the last time. */
    @Override
    public synchronized List<String> failing() {
        return List.copyOf(failing.values());
    }

    /** Begins to ask whoever is due, each on a thread of its own. */
    @Override
    public synchronized void tick() throws StoreException {
        Instant now = clock.instant();
        if (seen != generation.get()) {
            watch(generation.get(), now);
        }
        for (Map.Entry<String, Watched> entry : watched.entrySet()) {
            String name = entry.getKey();
            Turn turn = turns.get(name);
            if (turn != null && !turn.due().isAfter(now) && !asking.containsKey(name)) {
                Watched one = entry.getValue();
                asking.put(name, Thread.ofVirtual().start(() -> ask(name, one, turn)));
            }
        }
    }

    /** Waits until nobody is asked any more. */
    void awaitIdle() throws InterruptedException {
        List<Thread> threads;
        synchronized (this) {
            threads = List.copyOf(asking.values());
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void watch(Generation current, Instant now) throws StoreException {
        Map<String, Watched> found = new LinkedHashMap<>();
        for (Scheduled<Trigger.Poll> poll : Scheduled.of(current, Trigger.Poll.class)) {
            String name = poll.cursor();
            String rule =
                    PollCursor.rule(poll.trigger(), poll.playbook().program().playbook().source());
            found.put(name, new Watched(poll, PollRead.of(poll), rule));
            if (!turns.containsKey(name)) {
                PollCursor cursor = cursor(name, rule);
                Instant due = cursor == null ? now : cursor.polled().plus(poll.trigger().every());
                turns.put(name, new Turn(due, 0));
            }
        }
        turns.keySet().retainAll(found.keySet());
        failing.keySet().retainAll(found.keySet());
        watched = found;
        seen = current;
    }

    private @Nullable PollCursor cursor(String name, String rule) throws StoreException {
        CursorRow row = store.read(reader -> CursorTable.get(reader, name));
        PollCursor known = row == null ? null : PollCursor.parse(row.value());
        return known != null && known.rule().equals(rule) ? known : null;
    }

    private void ask(String name, Watched one, Turn turn) {
        Instant began = clock.instant();
        String reason;
        try {
            poll(name, one, began);
            reason = null;
        } catch (ConnectorException e) {
            reason = e.text();
        } catch (StoreException e) {
            reason = e.text();
        } catch (Unstorable e) {
            reason = String.valueOf(e.getMessage());
        } catch (InterruptedException _) {
            // The service stops; what was not written is found again.
            return;
        } catch (RuntimeException e) {
            // Ours; the poll must not end with it.
            reason = "an internal fault: " + e;
        }
        done(name, one, turn, began, reason);
    }

    private synchronized void done(
            String name, Watched one, Turn turn, Instant began, @Nullable String reason) {
        asking.remove(name);
        if (!turns.containsKey(name)) {
            return;
        }
        Duration every = one.poll().trigger().every();
        if (reason == null) {
            turns.put(name, new Turn(began.plus(every), 0));
            failing.remove(name);
            return;
        }
        int failures = turn.failures() + 1;
        Instant next = clock.instant().plus(pace.after(failures));
        turns.put(name, new Turn(next, failures));
        String playbook = one.poll().playbook().id();
        failing.put(
                name,
                "poll of `"
                        + one.poll().trigger().operation()
                        + "` for `"
                        + playbook
                        + "`: "
                        + reason);
        log.warning(
                "poll.failed",
                MapValue.builder()
                        .put("playbook", playbook)
                        .put("operation", one.poll().trigger().operation().text())
                        .put("reason", reason)
                        .put("failures", failures)
                        .put("next", next.toString())
                        .build());
    }

    private void poll(String name, Watched one, Instant now)
            throws ConnectorException, StoreException, InterruptedException {
        PollCursor known = cursor(name, one.rule());
        Map<String, Value> items = one.read().items(reads, now);
        List<String> keys = List.copyOf(items.keySet());
        SeenKeys seenKeys = known == null ? SeenKeys.NONE : known.seen();
        // What is there when somebody begins to look is not new: a queue of years would start a
        // run for each of its entries.
        List<String> fresh = known == null ? List.of() : seenKeys.unseen(keys);
        for (int from = 0; from < fresh.size(); from += AT_ONCE) {
            List<String> part = fresh.subList(from, Math.min(from + AT_ONCE, fresh.size()));
            List<Prepared.Ready> starts = new ArrayList<>();
            for (String key : part) {
                starts.add(ready(one.poll(), key, items.get(key), now));
            }
            seenKeys = seenKeys.with(part);
            PollCursor next = new PollCursor(one.rule(), now, seenKeys);
            List<Begun> begun = store.await(tx -> create(tx, name, next, starts, now));
            starter.begin(begun, starts);
        }
        PollCursor last = new PollCursor(one.rule(), now, seenKeys.with(keys));
        store.await(tx -> create(tx, name, last, List.of(), now));
    }

    private Prepared.Ready ready(
            Scheduled<Trigger.Poll> poll, String key, @Nullable Value item, Instant now)
            throws InterruptedException {
        if (item == null) {
            throw new IllegalStateException("a key without its item");
        }
        Start start =
                new Start(
                        poll.playbook(),
                        poll.trigger().name(),
                        item,
                        RunFacts.Signal.NONE,
                        MapValue.EMPTY,
                        poll.once(key),
                        "poll");
        return switch (starter.prepare(start, now)) {
            case Prepared.Ready ready -> ready;
            case Prepared.Impossible(Start _, String reason) -> throw new Unstorable(reason);
        };
    }

    private List<Begun> create(
            Transaction tx,
            String name,
            PollCursor cursor,
            List<Prepared.Ready> starts,
            Instant now)
            throws StoreException {
        List<Begun> begun = new ArrayList<>();
        for (Prepared.Ready start : starts) {
            try {
                begun.add(starter.create(tx, start, null, now));
            } catch (UnstorableRunException e) {
                throw new Unstorable(e.text());
            }
        }
        CursorTable.put(tx, new CursorRow(name, cursor.text(), now));
        return begun;
    }
}
