package dev.tocsin.host;

import dev.tocsin.connector.ConnectorException;
import dev.tocsin.interpreter.Answer;
import dev.tocsin.interpreter.Command;
import dev.tocsin.interpreter.Event;
import dev.tocsin.interpreter.Failure;
import dev.tocsin.interpreter.Interpreter;
import dev.tocsin.interpreter.Outcome;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.interpreter.RunState;
import dev.tocsin.interpreter.Trace;
import dev.tocsin.program.Program;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Runs one run from start to end in memory: the thread that calls {@link #run} advances it, and
 * each attempt at an operation has a virtual thread. What is lost with the process is lost.
 */
public final class MemoryHost {

    /** No single attempt takes longer, whatever its step allows. */
    private static final Duration LONGEST_ATTEMPT = Duration.ofMinutes(2);

    /** Looks at the clock this often, however far the next timer: machines are suspended. */
    private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);

    private final Performer performer;
    private final RunClock clock;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Map<Long, Thread> attempts = new ConcurrentHashMap<>();
    private final TimerQueue timers = new TimerQueue();
    private final Answerer answerer;

    /** Questions that are open, and those of them that somebody is going to answer. */
    private final Map<Long, Boolean> questions = new HashMap<>();

    private boolean wantsToContinue;
    private int underWay;

    /** For one run in which nobody answers questions. */
    public MemoryHost(Performer performer, RunClock clock) {
        this(performer, clock, Answerer.NOBODY);
    }

    /** For one run. */
    public MemoryHost(Performer performer, RunClock clock, Answerer answerer) {
        this.performer = performer;
        this.clock = clock;
        this.answerer = answerer;
    }

    /**
     * Runs to the end.
     *
     * @param trace told of each step, on this thread
     * @throws InterruptedException if this thread is interrupted; {@link #cancel} ends a run in
     *     good order
     */
    public Outcome run(Program program, RunFacts facts, Trace trace) throws InterruptedException {
        RunState state = RunState.of(program, facts);
        Event early = events.poll();
        Event event = early == null ? new Event.Started(clock.now()) : early;
        try {
            while (true) {
                if (event instanceof Event.Answered answered) {
                    answered(state, answered, trace);
                } else {
                    Interpreter.advance(state, event, this::carryOut, trace);
                }
                Outcome outcome = state.outcome();
                if (outcome != null) {
                    return outcome;
                }
                event = next();
            }
        } finally {
            attempts.values().forEach(Thread::interrupt);
        }
    }

    private void answered(RunState state, Event.Answered event, Trace trace) {
        String refusal = Interpreter.refusal(state, event);
        Interpreter.advance(state, event, this::carryOut, trace);
        if (questions.containsKey(event.question())) {
            questions.put(event.question(), answerer.again(event.question(), refusal));
        }
    }

    private void ask(Command.Ask ask) {
        // Before the answerer is told, because it may have its answer ready.
        questions.put(ask.question(), true);
        Answerer.Answers answers =
                new Answerer.Answers() {
                    @Override
                    public void give(Answer answer) {
                        events.add(new Event.Answered(ask.question(), answer, clock.now()));
                    }

                    @Override
                    public void giveUp(String reason) {
                        cancel(reason);
                    }
                };
        boolean expected = answerer.ask(ask, answers);
        questions.put(ask.question(), expected);
    }

    /**
     * Asks the run to end, from any thread and at any time: what was sent is awaited, and {@code
     * finally} runs. A run that has not begun does nothing; one that has ended stays as it is.
     */
    public void cancel(String reason) {
        events.add(new Event.Cancelled(reason, clock.now()));
    }

    private void carryOut(Command command) {
        switch (command) {
            case Command.Perform perform -> perform(perform);
            case Command.Abandon(long attempt) -> {
                Thread thread = attempts.remove(attempt);
                if (thread != null) {
                    thread.interrupt();
                }
            }
            case Command.StartTimer(long timer, Instant due) -> timers.start(timer, due);
            case Command.StopTimer(long timer) -> timers.stop(timer);
            case Command.Ask ask -> ask(ask);
            case Command.Remind reminder -> answerer.remind(reminder);
            case Command.Escalate escalation -> answerer.escalate(escalation);
            case Command.Withdraw withdrawal -> {
                questions.remove(withdrawal.question());
                answerer.withdraw(withdrawal);
            }
            case Command.Continue _ -> wantsToContinue = true;
            case Command.Finish _ -> {
                // `run` sees the outcome, and breaks off what is still out.
            }
        }
    }

    private void perform(Command.Perform command) {
        underWay++;
        Thread thread = Thread.ofVirtual().unstarted(() -> attempt(command));
        attempts.put(command.attempt(), thread);
        thread.start();
    }

    private void attempt(Command.Perform command) {
        Event event;
        try {
            Value result =
                    performer.perform(
                            command.node(),
                            command.operation(),
                            command.input(),
                            command.idempotencyKey(),
                            limitOf(command.deadline()));
            event = new Event.Completed(command.attempt(), result, clock.now());
        } catch (ConnectorException e) {
            event = new Event.Failed(command.attempt(), failureOf(e), clock.now());
        } catch (InterruptedException _) {
            Failure failure = Failure.of(ErrorKind.CANCELLED, "the attempt was broken off");
            event = new Event.Failed(command.attempt(), failure, clock.now());
        } catch (RuntimeException | Error e) {
            // A connector's own bug must end the step, not hang the run.
            Failure failure = Failure.bugIn(command.node().action(), e);
            event = new Event.Failed(command.attempt(), failure, clock.now());
        }
        attempts.remove(command.attempt());
        events.add(event);
    }

    private static Failure failureOf(ConnectorException e) {
        return new Failure(
                e.kind(), e.text(), e.status(), e.details(), e.retryAfter(), e.nothingDone());
    }

    private Duration limitOf(@Nullable Instant deadline) {
        if (deadline == null) {
            return LONGEST_ATTEMPT;
        }
        Duration left = Duration.between(clock.now(), deadline);
        if (left.isNegative()) {
            return Duration.ZERO;
        }
        return left.compareTo(LONGEST_ATTEMPT) < 0 ? left : LONGEST_ATTEMPT;
    }

    private Event next() throws InterruptedException {
        while (true) {
            Event event = events.poll();
            if (event != null) {
                return taken(event);
            }
            if (wantsToContinue) {
                wantsToContinue = false;
                return new Event.Continued(clock.now());
            }
            TimerQueue.Due due = timers.first();
            if (due != null && !due.at().isAfter(clock.now())) {
                timers.stop(due.timer());
                return new Event.TimerFired(due.timer(), clock.now());
            }
            Event waited = await(due);
            if (waited != null) {
                return taken(waited);
            }
        }
    }

    /** Waits for an event until the next timer is due; null where the timer may be due by now. */
    private @Nullable Event await(TimerQueue.@Nullable Due due) throws InterruptedException {
        boolean expected = underWay > 0 || questions.containsValue(true);
        if (!expected && due == null) {
            throw new IllegalStateException("the run waits for nothing");
        }
        if (due == null) {
            return events.take();
        }
        if (!expected && clock instanceof RunClock.Skipping skipping) {
            skipping.skipTo(due.at());
            return null;
        }
        Duration left = Duration.between(clock.now(), due.at());
        long millis =
                left.compareTo(LONGEST_SLEEP) < 0 ? left.toMillis() + 1 : LONGEST_SLEEP.toMillis();
        return events.poll(millis, TimeUnit.MILLISECONDS);
    }

    private Event taken(Event event) {
        if (event instanceof Event.Completed || event instanceof Event.Failed) {
            underWay--;
        }
        return event;
    }
}
