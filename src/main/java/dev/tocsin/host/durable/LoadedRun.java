package dev.tocsin.host.durable;

import dev.tocsin.host.TimerQueue;
import dev.tocsin.interpreter.CallbackAnswer;
import dev.tocsin.interpreter.Command;
import dev.tocsin.interpreter.Event;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.interpreter.StoredEvent;
import dev.tocsin.program.Program;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A run with its program: tells the core of events, makes the rows of the journal, and sees to what
 * the commands ask for. Used by one thread at a time.
 */
final class LoadedRun {

    final Engine engine;
    final ActiveRun mailbox;
    final String id;
    final Program program;
    final RunFacts facts;
    final OpenRun open;
    final RunMemory memory;
    final AttemptKeeper attempts = new AttemptKeeper(this);
    private final StepNotices notices;
    private final Lanes.@Nullable Lane lane;
    private final Map<Long, CompletableFuture<CallbackAnswer>> callers = new HashMap<>(0);
    private List<JournalEntry> entries = new ArrayList<>(2);
    private Standing standing;
    private long requests;

    LoadedRun(
            Engine engine,
            ActiveRun mailbox,
            String id,
            Program program,
            RunFacts facts,
            OpenRun open,
            RunMemory memory,
            StepNotices notices,
            Lanes.@Nullable Lane lane,
            Standing standing) {
        this.engine = engine;
        this.mailbox = mailbox;
        this.id = id;
        this.program = program;
        this.facts = facts;
        this.open = open;
        this.memory = memory;
        this.notices = notices;
        this.lane = lane;
        this.standing = standing;
    }

    /** Microseconds, and never before what happened before: clocks are set back. */
    Instant now() {
        Instant now = engine.clock.instant().truncatedTo(ChronoUnit.MICROS);
        return now.isBefore(memory.at) ? memory.at : now;
    }

    boolean hasEnded() {
        return open.outcome() != null;
    }

    /** A row that is no event of the core. */
    JournalEntry note(String kind, MapValue body) {
        return add(kind, now(), body);
    }

    private JournalEntry add(String kind, Instant at, MapValue body) {
        memory.at = at;
        JournalEntry entry =
                new JournalEntry(++memory.seq, at, kind, body, engine.sealer, notices.take());
        entries.add(entry);
        return entry;
    }

    /** Tells the core of an event, and records it. */
    JournalEntry take(long sub, Event event) {
        return take(sub, event, MapValue.EMPTY);
    }

    /**
     * @param more fields of the row
     */
    JournalEntry take(long sub, Event event, MapValue more) {
        MapValue stored = StoredEvent.write(event);
        return record(sub, event, stored, open.advance(sub, event), more);
    }

    /**
     * Records an event that the core was told of.
     *
     * @param stored the event as its row shows it
     */
    JournalEntry record(
            long sub, Event event, MapValue stored, List<OpenRun.Issued> issued, MapValue more) {
        engine.performer.expect(stored);
        MapValue.Builder body = MapValue.builder();
        if (sub != 0) {
            body.put(RowBody.SUB, sub);
        }
        body.put(RowBody.EVENT, stored);
        if (!issued.isEmpty()) {
            body.put(RowBody.COMMANDS, RowBody.lines(issued));
        }
        more.entries().forEach(body::put);
        JournalEntry entry = add(RowKind.of(event), event.at(), body.build());
        for (OpenRun.Issued one : issued) {
            carryOut(one, entry);
        }
        for (OpenAttempt attempt : open.givenUp()) {
            if (attempt.state == OpenAttempt.State.HELD) {
                attempts.settle(entry, attempt, false, "");
            }
        }
        return entry;
    }

    private void carryOut(OpenRun.Issued one, JournalEntry entry) {
        Instant at = entry.at();
        switch (one.command()) {
            case Command.Perform perform -> attempts.asked(one.handle(perform.attempt()), entry);
            case Command.Ask ask -> {
                OpenQuestion question = question(one, ask, at);
                entry.beside(tx -> engine.questions.asked(tx, question));
            }
            case Command.Remind(long question, List<String> to) -> {
                Held held = held(one.handle(question));
                entry.beside(tx -> engine.questions.reminded(tx, held, to, at));
            }
            case Command.Escalate(long question, List<String> to) -> {
                Held held = held(one.handle(question));
                entry.beside(tx -> engine.questions.escalated(tx, held, to, at));
            }
            case Command.Withdraw(long question, Command.Withdraw.Reason reason) -> {
                Held held = held(one.handle(question));
                entry.beside(tx -> engine.questions.withdrawn(tx, held, reason, at));
            }
            case Command.Continue _ -> mailbox.post(new Order.Continue(one.sub()));
            case Command.AnswerCaller(long request, CallbackAnswer answer) -> {
                CompletableFuture<CallbackAnswer> caller = callers.remove(request);
                if (caller != null) {
                    entry.then(new Reply<>(caller, answer));
                }
            }
            case Command.Abandon _,
                    Command.StartTimer _,
                    Command.StopTimer _,
                    Command.ExpectCallback _,
                    Command.ForgetCallback _,
                    Command.Finish _ -> {
                // Followed by the open run, and by where this one stands.
            }
            case Command.StartChild _, Command.CancelChild _ ->
                    throw new IllegalStateException("called runs are the tree's own");
        }
    }

    private OpenQuestion question(OpenRun.Issued one, Command.Ask ask, Instant at) {
        return new OpenQuestion(
                held(one.handle(ask.question())),
                mailbox.number(),
                program.id(),
                ask.node(),
                ask.path(),
                ask.content(),
                facts,
                at,
                ask.expiry());
    }

    Held held(Handle handle) {
        return new Held(id, handle.sub(), handle.number());
    }

    /** Begins a run of which only the first row is there. */
    void begin() {
        if (memory.seq == 1) {
            take(0, new Event.Started(now()));
        }
    }

    /** It was loaded: what an earlier process left goes on. */
    void takeUp() {
        List<OpenAttempt> before = List.copyOf(open.attempts());
        RunMemory.Pending pending = memory.pending;
        if (pending != null) {
            memory.pending = null;
            goOnFrom(pending);
        }
        begin();
        attempts.takeUp(before);
        Long sub = open.continuing();
        if (sub != null) {
            mailbox.post(new Order.Continue(sub));
        }
    }

    /** A retried run: the event that let its step begin happens again. */
    private void goOnFrom(RunMemory.Pending pending) {
        Map<Handle, Command.Ask> before = open.questions();
        JournalEntry entry = take(pending.sub(), Retries.again(pending.event(), now()));
        // Their people were asked on behalf of the old run.
        before.forEach(
                (handle, ask) -> {
                    if (open.question(handle) == ask) {
                        OpenQuestion question =
                                question(new OpenRun.Issued(handle.sub(), ask), ask, entry.at());
                        entry.beside(tx -> engine.questions.asked(tx, question));
                    }
                });
    }

    void goOn(long sub) {
        Long continuing = open.continuing();
        if (continuing != null && continuing == sub) {
            take(sub, new Event.Continued(now()));
        }
    }

    /** Fires what is due, in order. */
    void fireTimers() {
        while (true) {
            TimerQueue.Due due = open.firstTimer();
            if (due == null || due.at().isAfter(now())) {
                return;
            }
            take(due.run().number(), new Event.TimerFired(due.timer(), now()));
        }
    }

    /** A body that was posted; one that is refused leaves no trace. */
    void calledBack(Order.Callback order) {
        fireTimers();
        long sub = open.ownerOf(order.token());
        long request = ++requests;
        Event.CalledBack event =
                new Event.CalledBack(
                        request,
                        order.token(),
                        CallbackSecrets.marked(program, order.token(), order.body()),
                        now());
        List<OpenRun.Issued> issued = open.advance(sub, event);
        if (!issued.isEmpty()
                && issued.getFirst().command()
                        instanceof Command.AnswerCaller(long _, CallbackAnswer answer)
                && !(answer instanceof CallbackAnswer.Accepted)) {
            order.reply().complete(answer);
            return;
        }
        if (issued.isEmpty()) {
            order.reply().complete(new CallbackAnswer.TooLate());
            return;
        }
        callers.put(request, order.reply());
        record(sub, event, StoredEvent.write(event), issued, MapValue.EMPTY);
    }

    /** Hands over what was recorded, with where the run stands now; null where nothing changed. */
    @Nullable Batch batch() {
        Standing now = Standing.of(open);
        boolean moved = !now.equals(standing);
        if (entries.isEmpty() && !moved) {
            return null;
        }
        standing = now;
        Batch batch =
                new Batch(
                        mailbox,
                        entries,
                        moved ? now : null,
                        memory.at,
                        memory.seq,
                        snapshot(now),
                        lane);
        entries = new ArrayList<>(2);
        return batch;
    }

    /** A short journal is replayed sooner than a snapshot of it is written. */
    private static final int WORTH_A_SNAPSHOT = 50;

    /** For a run that leaves the memory; null where its journal is enough. */
    @Nullable Batch snapshotToLeaveBehind() {
        if (memory.seq - memory.snapshotSeq < WORTH_A_SNAPSHOT) {
            return null;
        }
        byte[] snapshot = RunSnapshot.write(facts, open, memory, engine.sealer);
        return new Batch(mailbox, List.of(), null, memory.at, memory.seq, snapshot, lane);
    }

    private byte @Nullable [] snapshot(Standing now) {
        boolean due = memory.seq - memory.snapshotSeq >= engine.options.snapshotEvery();
        if (!due || now.status().hasEnded() || attempts.areJudged()) {
            return null;
        }
        memory.snapshotSeq = memory.seq;
        return RunSnapshot.write(facts, open, memory, engine.sealer);
    }

    /** Whether something goes on that would be lost if it left the memory. */
    boolean isBusy() {
        return memory.seq == 1 || Standing.isBusy(open);
    }

    /** When its next timer is due, or null. */
    @Nullable Instant nextDue() {
        TimerQueue.Due first = open.firstTimer();
        return first == null ? null : first.at();
    }

    Standing standing() {
        return standing;
    }

    /** Whoever waits for an answer to what was posted. */
    void refuseCallers(String why) {
        for (CompletableFuture<CallbackAnswer> caller : callers.values()) {
            caller.completeExceptionally(new UnavailableException(why));
        }
        callers.clear();
    }
}
