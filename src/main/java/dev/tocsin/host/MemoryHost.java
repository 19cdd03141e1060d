package dev.tocsin.host;

import dev.tocsin.connector.ConnectorException;
import dev.tocsin.interpreter.Answer;
import dev.tocsin.interpreter.CallbackAnswer;
import dev.tocsin.interpreter.Command;
import dev.tocsin.interpreter.Event;
import dev.tocsin.interpreter.Failure;
import dev.tocsin.interpreter.Outcome;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.interpreter.Trace;
import dev.tocsin.program.Program;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Runs one run from start to end in memory: the thread that calls {@link #run} advances it and the
 * runs that it calls, and each attempt at an operation has a virtual thread. What is lost with the
 * process is lost.
 */
public final class MemoryHost {

    /** No single attempt takes longer, whatever its step allows. */
    private static final Duration LONGEST_ATTEMPT = Duration.ofMinutes(2);

    /** Looks at the clock this often, however far the next timer: machines are suspended. */
    private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);

    private final Performer performer;
    private final RunClock clock;
    private final BlockingQueue<Arrived> events = new LinkedBlockingQueue<>();
    private final Map<Handle, Thread> attempts = new ConcurrentHashMap<>();
    private final TimerQueue timers = new TimerQueue();
    private final ArrayDeque<RunTree.Run> continuing = new ArrayDeque<>(1);
    private final CallbackCallers callers = new CallbackCallers();
    private final Answerer answerer;
    private final OpenQuestions questions = new OpenQuestions();
    private int underWay;

    /** An event for one of the runs; null means the one that nobody called. */
    private record Arrived(RunTree.@Nullable Run run, Event event) {}

    /** An attempt of one of the runs. */
    private record Handle(RunTree.Run run, long attempt) {}

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
        RunTree runs = new RunTree(program, facts, this::carryOut, trace);
        Arrived early = events.poll();
        runs.advance(runs.root(), early == null ? new Event.Started(clock.now()) : early.event());
        try {
            while (true) {
                Outcome outcome = runs.root().outcome();
                if (outcome != null) {
                    return outcome;
                }
                advance(runs);
            }
        } finally {
            attempts.values().forEach(Thread::interrupt);
            callers.close();
        }
    }

    private void answered(RunTree.Run run, Event.Answered event, RunTree runs) {
        String refusal = runs.refusal(run, event);
        runs.advance(run, event);
        long question = questions.number(run, event.question());
        if (question != 0) {
            questions.expect(question, answerer.again(question, refusal));
        }
    }

    private void ask(RunTree.Run run, Command.Ask ask) {
        // Before the answerer is told, because it may have its answer ready.
        long question = questions.open(run, ask.question());
        Answerer.Answers answers =
                new Answerer.Answers() {
                    @Override
                    public void give(Answer answer) {
                        Event event = new Event.Answered(ask.question(), answer, clock.now());
                        events.add(new Arrived(run, event));
                    }

                    @Override
                    public void giveUp(String reason) {
                        cancel(reason);
                    }
                };
        Command.Ask asked =
                new Command.Ask(question, ask.node(), ask.path(), ask.content(), ask.expiry());
        questions.expect(question, answerer.ask(asked, answers));
    }

    /**
     * Asks the run to end, from any thread and at any time: what was sent is awaited, and {@code
     * finally} runs. A run that has not begun does nothing; one that has ended stays as it is.
     */
    public void cancel(String reason) {
        events.add(new Arrived(null, new Event.Cancelled(reason, clock.now())));
    }

    /**
     * Hands in a body that was posted to a callback URL, from any thread, and waits until the run
     * has looked at it.
     *
     * @param token the last part of the URL
     * @throws InterruptedException if the calling thread is interrupted; the body may be taken then
     */
    public CallbackAnswer calledBack(String token, Value body) throws InterruptedException {
        return callers.call(
                request -> {
                    Event event = new Event.CalledBack(request, token, body, clock.now());
                    events.add(new Arrived(null, event));
                });
    }

    private void carryOut(RunTree.Run run, Command command) {
        switch (command) {
            case Command.Perform perform -> perform(run, perform);
            case Command.Abandon(long attempt) -> {
                Thread thread = attempts.remove(new Handle(run, attempt));
                if (thread != null) {
                    thread.interrupt();
                }
            }
            case Command.StartTimer(long timer, Instant due) -> timers.start(run, timer, due);
            case Command.StopTimer(long timer) -> timers.stop(run, timer);
            case Command.Ask ask -> ask(run, ask);
            case Command.Remind(long question, List<String> to) ->
                    answerer.remind(new Command.Remind(questions.number(run, question), to));
            case Command.Escalate(long question, List<String> to) ->
                    answerer.escalate(new Command.Escalate(questions.number(run, question), to));
            case Command.Withdraw(long question, Command.Withdraw.Reason reason) ->
                    answerer.withdraw(new Command.Withdraw(questions.close(run, question), reason));
            case Command.Continue _ -> continuing.add(run);
            case Command.AnswerCaller(long request, CallbackAnswer answer) ->
                    callers.answer(request, answer);
            case Command.ExpectCallback(String token) -> callers.expect(token);
            case Command.ForgetCallback(String token) -> callers.forget(token);
            case Command.Finish _ -> {
                // `run` sees the outcome, and breaks off what is still out.
            }
            case Command.StartChild _, Command.CancelChild _ ->
                    throw new IllegalStateException("called runs are the tree's own");
        }
    }

    private void perform(RunTree.Run run, Command.Perform command) {
        underWay++;
        Thread thread = Thread.ofVirtual().unstarted(() -> attempt(run, command));
        attempts.put(new Handle(run, command.attempt()), thread);
        thread.start();
    }

    private void attempt(RunTree.Run run, Command.Perform command) {
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
        attempts.remove(new Handle(run, command.attempt()));
        events.add(new Arrived(run, event));
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

    /** Tells a run of what comes next, and waits for it if need be. */
    private void advance(RunTree runs) throws InterruptedException {
        Arrived arrived = events.poll();
        if (arrived != null) {
            take(arrived, runs);
            return;
        }
        if (runs.hasMore()) {
            runs.advanceNext();
            return;
        }
        RunTree.Run goingOn = continuing.poll();
        if (goingOn != null) {
            runs.advance(goingOn, new Event.Continued(clock.now()));
            return;
        }
        TimerQueue.Due due = timers.first();
        if (due != null && !due.at().isAfter(clock.now())) {
            timers.stop(due.run(), due.timer());
            runs.advance(due.run(), new Event.TimerFired(due.timer(), clock.now()));
            return;
        }
        Arrived waited = await(due);
        if (waited != null) {
            take(waited, runs);
        }
    }

    private void take(Arrived arrived, RunTree runs) {
        Event event = arrived.event();
        if (event instanceof Event.Completed || event instanceof Event.Failed) {
            underWay--;
        }
        RunTree.Run run = arrived.run() == null ? runs.root() : arrived.run();
        if (event instanceof Event.CalledBack callback) {
            run = runs.ownerOf(callback.token());
        }
        if (event instanceof Event.Answered answered) {
            answered(run, answered, runs);
        } else {
            runs.advance(run, event);
        }
    }

    /** Waits for an event until the next timer is due; null where the timer may be due by now. */
    private @Nullable Arrived await(TimerQueue.@Nullable Due due) throws InterruptedException {
        boolean expected = underWay > 0 || questions.isAnswerExpected();
        if (!expected && due == null) {
            throw new IllegalStateException("the run waits for nothing");
        }
        if (due == null) {
            return events.take();
        }
        // Somebody outside lives in real time: to skip would be to give them none.
        boolean outside = expected || callers.areAwaited();
        if (!outside && clock instanceof RunClock.Skipping skipping) {
            skipping.skipTo(due.at());
            return null;
        }
        Duration left = Duration.between(clock.now(), due.at());
        long millis =
                left.compareTo(LONGEST_SLEEP) < 0 ? left.toMillis() + 1 : LONGEST_SLEEP.toMillis();
        return events.poll(millis, TimeUnit.MILLISECONDS);
    }
}
