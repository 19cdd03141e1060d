package dev.tocsin.host.durable;

import dev.tocsin.connector.Effect;
import dev.tocsin.connector.Idempotency;
import dev.tocsin.connector.OperationSpec;
import dev.tocsin.interpreter.Command;
import dev.tocsin.interpreter.Event;
import dev.tocsin.interpreter.Failure;
import dev.tocsin.interpreter.StoredEvent;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends the attempts of a run and takes in how they end. Reads go out at once; what changes
 * anything goes out after its row is committed, and a containment after the gate let it pass.
 *
 * <p>An attempt whose outcome nobody knows, because the process stopped or the answer was lost, is
 * made again where that does no harm, looked up where the operation says how, and else waits for a
 * person.
 */
final class AttemptKeeper {

    private final LoadedRun run;

    /** How many containments the gate has not judged yet. */
    private int judged;

    AttemptKeeper(LoadedRun run) {
        this.run = run;
    }

    /** The core asked for an attempt. */
    void asked(Handle handle, JournalEntry entry) {
        OpenAttempt attempt = run.open.attempt(handle);
        if (attempt == null) {
            // Asked for and given up in one go.
            return;
        }
        Effect effect = attempt.command.operation().spec().effect();
        if (effect.compareTo(Effect.READ) <= 0) {
            send(attempt);
            return;
        }
        String key = attempt.command.idempotencyKey();
        if (effect != Effect.CONTAIN || run.memory.passed.contains(key)) {
            entry.then(new Sending(attempt));
            return;
        }
        judged++;
        entry.judge(
                new Contained(
                        run.held(handle),
                        run.mailbox.number(),
                        run.program.id(),
                        attempt.path(),
                        attempt.command.node(),
                        attempt.command.input(),
                        key,
                        run.facts,
                        entry.at()));
        entry.then(new Judged(attempt, entry));
    }

    /** What follows the commit of an intent. */
    private final class Sending implements JournalEntry.Follower {

        private final OpenAttempt attempt;

        Sending(OpenAttempt attempt) {
            this.attempt = attempt;
        }

        @Override
        public void committed() {
            send(attempt);
        }

        @Override
        public void lost(String why) {}
    }

    private final class Judged implements JournalEntry.Follower {

        private final OpenAttempt attempt;
        private final JournalEntry entry;

        Judged(OpenAttempt attempt, JournalEntry entry) {
            this.attempt = attempt;
            this.entry = entry;
        }

        @Override
        public void committed() {
            judged--;
            String why = entry.heldWhy(attempt.handle);
            if (why == null) {
                run.memory.passed.add(attempt.command.idempotencyKey());
                send(attempt);
            } else if (run.open.attempt(attempt.handle) == attempt) {
                attempt.state = OpenAttempt.State.HELD;
                attempt.why = why;
                if (run.memory.cancelled) {
                    dropHeld();
                }
            } else {
                settled(attempt, false, "");
            }
        }

        @Override
        public void lost(String why) {}
    }

    /** Whether the gate is still to say something. */
    boolean areJudged() {
        return judged > 0;
    }

    private void send(OpenAttempt attempt) {
        if (run.open.attempt(attempt.handle) != attempt) {
            return;
        }
        if (run.engine.isDraining()) {
            attempt.state = OpenAttempt.State.UNSENT;
            run.note(RowKind.UNSENT, attempts(List.of(attempt)));
            return;
        }
        attempt.state = OpenAttempt.State.OUT;
        attempt.live =
                new Attempt(
                        run.engine,
                        run.mailbox.number(),
                        attempt.handle,
                        attempt.command,
                        keyOf(attempt));
        run.engine.perform(attempt.live);
    }

    private static String keyOf(OpenAttempt attempt) {
        String key = attempt.command.idempotencyKey();
        return attempt.generation == 0 ? key : key + '#' + attempt.generation;
    }

    private static MapValue attempts(List<OpenAttempt> attempts) {
        List<Value> list = new ArrayList<>(attempts.size());
        for (OpenAttempt attempt : attempts) {
            list.add(RunMemory.of(attempt));
        }
        return MapValue.of(RowBody.ATTEMPTS, new ListValue(list));
    }

    /** An attempt that was sent in this process has ended. */
    void ended(Order.AttemptEnded order) {
        Attempt live = order.attempt();
        OpenAttempt attempt = run.open.attempt(live.handle());
        if (attempt == null || attempt.live != live) {
            late(order);
            return;
        }
        attempt.live = null;
        long number = attempt.handle.number();
        Value result = order.result();
        Failure failure = order.failure();
        if (result != null) {
            completed(attempt, result);
        } else if (failure == null) {
            Failure broken = Failure.of(ErrorKind.CANCELLED, "the attempt was broken off");
            run.take(attempt.handle.sub(), new Event.Failed(number, broken, run.now()));
        } else if (isOpen(attempt.command, failure)) {
            attempt.seen = failure;
            unknown(attempt, failure.message());
        } else {
            run.take(attempt.handle.sub(), new Event.Failed(number, failure, run.now()));
        }
    }

    private void completed(OpenAttempt attempt, Value result) {
        Instant at = run.now();
        long sub = attempt.handle.sub();
        long number = attempt.handle.number();
        Event event = new Event.Completed(number, result, at);
        long same =
                SameResults.isPoll(attempt.command)
                        ? run.memory.same.note(attempt.command, result, run.memory.seq + 1)
                        : 0;
        if (same == 0) {
            run.take(sub, event);
            return;
        }
        Event shown = new Event.Completed(number, NullValue.NULL, at);
        run.record(
                sub,
                event,
                StoredEvent.write(shown),
                run.open.advance(sub, event),
                MapValue.builder().put(RowBody.SAME, same).build());
    }

    /** Kept, and never told to the core: the run went on without it. */
    private void late(Order.AttemptEnded order) {
        MapValue body = lateBody(order, run.now());
        if (body != null) {
            run.note(RowKind.LATE, body);
        }
    }

    /** Null where nothing came: it was broken off. */
    static @Nullable MapValue lateBody(Order.AttemptEnded order, Instant at) {
        long number = order.attempt().handle().number();
        Value result = order.result();
        Failure failure = order.failure();
        if (result == null && failure == null) {
            return null;
        }
        Event event =
                result != null
                        ? new Event.Completed(number, result, at)
                        : new Event.Failed(number, failure, at);
        // Not under `event`, which a replay feeds to the core.
        return MapValue.builder()
                .put(RowBody.SUB, order.attempt().handle().sub())
                .put(RowBody.ATTEMPT, number)
                .put(RowBody.PATH, pathOf(order.attempt().command()))
                .put("answer", StoredEvent.write(event))
                .build();
    }

    private static String pathOf(Command.Perform command) {
        String key = command.idempotencyKey();
        return key.substring(key.indexOf('/') + 1);
    }

    /** Whether an answer leaves open what became of a change that a person must look after. */
    private static boolean isOpen(Command.Perform command, Failure failure) {
        return isOnce(command)
                && !failure.nothingDone()
                && (failure.kind() == ErrorKind.TIMEOUT
                        || failure.kind() == ErrorKind.OUTCOME_UNKNOWN);
    }

    private static boolean isOnce(Command.Perform command) {
        OperationSpec spec = command.operation().spec();
        return spec.effect().compareTo(Effect.CHANGE) >= 0
                && spec.idempotency() == Idempotency.NO
                && command.node().onUnknown() == null;
    }

    /** A person must say what became of it; other branches go on. */
    private void unknown(OpenAttempt attempt, String why) {
        attempt.state = OpenAttempt.State.UNKNOWN;
        attempt.why = why;
        run.note(
                RowKind.UNKNOWN,
                MapValue.builder()
                        .put(RowBody.SUB, attempt.handle.sub())
                        .put(RowBody.ATTEMPT, attempt.handle.number())
                        .put(RowBody.PATH, attempt.path())
                        .put("operation", attempt.command.node().action())
                        .put(RowBody.WHY, why)
                        .build());
    }

    /**
     * The run was loaded: what was out in an earlier process never answers, and what was kept back
     * goes out.
     *
     * @param before those that were waited for then
     */
    void takeUp(List<OpenAttempt> before) {
        List<OpenAttempt> lost = new ArrayList<>(0);
        List<OpenAttempt> unsent = new ArrayList<>(0);
        for (OpenAttempt attempt : before) {
            if (run.open.attempt(attempt.handle) != attempt) {
                continue;
            }
            switch (attempt.state) {
                case ISSUED, OUT -> lost.add(attempt);
                case UNSENT -> unsent.add(attempt);
                case HELD, UNKNOWN -> {}
            }
        }
        if (!unsent.isEmpty()) {
            release(unsent, MapValue.EMPTY);
        }
        if (lost.isEmpty()) {
            return;
        }
        JournalEntry entry =
                run.note(
                        RowKind.RESTARTED,
                        MapValue.builder().put("epoch", run.engine.store.epoch()).build());
        for (OpenAttempt attempt : lost) {
            takeUp(attempt, entry);
        }
    }

    private void takeUp(OpenAttempt attempt, JournalEntry entry) {
        if (run.open.attempt(attempt.handle) != attempt) {
            return;
        }
        OperationSpec spec = attempt.command.operation().spec();
        if (spec.effect().compareTo(Effect.READ) <= 0) {
            send(attempt);
            return;
        }
        switch (spec.idempotency()) {
            case YES, KEYED -> entry.then(new Sending(attempt));
            case CHECK -> lost(attempt);
            case NO -> {
                if (isOnce(attempt.command)) {
                    unknown(attempt, STOPPED);
                } else {
                    lost(attempt);
                }
            }
        }
    }

    /** The core knows what to do about it. */
    private void lost(OpenAttempt attempt) {
        Failure failure = Failure.of(ErrorKind.OUTCOME_UNKNOWN, STOPPED);
        run.take(
                attempt.handle.sub(),
                new Event.Failed(attempt.handle.number(), failure, run.now()));
    }

    private static final String STOPPED = "Tocsin was stopped before the answer came";

    /** Lets attempts go out that were not, or are to be made again. */
    JournalEntry release(List<OpenAttempt> attempts, MapValue more) {
        MapValue.Builder body = MapValue.builder();
        attempts(attempts).entries().forEach(body::put);
        more.entries().forEach(body::put);
        JournalEntry entry = run.note(RowKind.RELEASED, body.build());
        for (OpenAttempt attempt : attempts) {
            attempt.state = OpenAttempt.State.ISSUED;
            attempt.why = "";
            run.memory.passed.add(attempt.command.idempotencyKey());
            entry.then(new Sending(attempt));
        }
        return entry;
    }

    /** Those that were never sent need not be awaited by a run that is to end. */
    void dropHeld() {
        for (OpenAttempt attempt : List.copyOf(run.open.attempts())) {
            boolean kept =
                    attempt.state == OpenAttempt.State.HELD
                            || attempt.state == OpenAttempt.State.UNSENT;
            if (kept && run.open.attempt(attempt.handle) == attempt) {
                boolean held = attempt.state == OpenAttempt.State.HELD;
                Failure failure =
                        new Failure(
                                ErrorKind.CANCELLED,
                                "it was not sent, because the run was cancelled",
                                0,
                                MapValue.EMPTY,
                                null,
                                true);
                JournalEntry entry =
                        run.take(
                                attempt.handle.sub(),
                                new Event.Failed(attempt.handle.number(), failure, run.now()));
                if (held) {
                    settle(entry, attempt, false, "");
                }
            }
        }
    }

    /** It was given up by its step before people decided. */
    private void settled(OpenAttempt attempt, boolean released, String by) {
        settle(run.note(RowKind.WITHDRAWN, RunMemory.of(attempt)), attempt, released, by);
    }

    void settle(JournalEntry entry, OpenAttempt attempt, boolean released, String by) {
        Held held = run.held(attempt.handle);
        Instant at = entry.at();
        entry.beside(tx -> run.engine.questions.settled(tx, held, released, by, at));
    }
}
