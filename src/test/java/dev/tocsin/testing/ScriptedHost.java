package dev.tocsin.testing;

import dev.tocsin.interpreter.Command;
import dev.tocsin.interpreter.Event;
import dev.tocsin.interpreter.Failure;
import dev.tocsin.interpreter.Interpreter;
import dev.tocsin.interpreter.Outcome;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.interpreter.RunState;
import dev.tocsin.interpreter.Trace;
import dev.tocsin.program.Program;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Runs one run on one thread in a time of its own: answers take as long as the script says, and the
 * same script gives the same run. It also watches what the core promises its hosts: handles are
 * fresh, what ends has begun, and nothing is left running.
 */
public final class ScriptedHost {

    /** What is going to happen; equal times happen in the order in which they were planned. */
    private record Planned(Instant at, long number, Event event, boolean late) {}

    private final Script script;
    private final PriorityQueue<Planned> planned =
            new PriorityQueue<>(
                    Comparator.comparing(Planned::at).thenComparingLong(Planned::number));
    private final List<String> keys = new ArrayList<>();
    private final Set<Long> handles = new HashSet<>();
    private final Set<Long> timers = new HashSet<>();
    private final AskedText asked = new AskedText();
    private Instant now = TestPlaybook.START;
    private long number;
    private @Nullable Outcome finished;

    public ScriptedHost(Script script) {
        this.script = script;
        for (Duration after : script.cancellations()) {
            Instant at = now.plus(after);
            plan(new Event.Cancelled("somebody cancelled it", at), true);
        }
    }

    /** Runs to the end, and then lets everything come that is late. */
    public Outcome run(Program program, RunFacts facts, Trace trace) {
        RunState state = RunState.of(program, facts);
        Event event = new Event.Started(now);
        while (true) {
            tellRefusal(state, event);
            Interpreter.advance(state, event, this::carryOut, trace);
            if (state.outcome() != null) {
                return ended(state, trace);
            }
            Planned next = planned.poll();
            if (next == null) {
                throw new AssertionError("the run waits for nothing");
            }
            now = next.at();
            event = next.event();
            if (event instanceof Event.TimerFired fired) {
                timers.remove(fired.timer());
            }
        }
    }

    private Outcome ended(RunState state, Trace trace) {
        Outcome outcome = finished;
        if (outcome == null || outcome != state.outcome()) {
            throw new AssertionError("the run has ended, and its host was not told");
        }
        if (!timers.isEmpty()) {
            throw new AssertionError("timers are left running");
        }
        if (planned.stream().anyMatch(next -> next.event() instanceof Event.Cancelled)) {
            throw new AssertionError("the run had ended before it was cancelled");
        }
        for (Planned next = planned.poll(); next != null; next = planned.poll()) {
            if (!next.late()) {
                throw new AssertionError("an attempt is left running: " + next.event());
            }
            tellRefusal(state, next.event());
            Interpreter.advance(state, next.event(), this::carryOut, trace);
        }
        return outcome;
    }

    private void tellRefusal(RunState state, Event event) {
        if (event instanceof Event.Answered answered) {
            String refusal = Interpreter.refusal(state, answered);
            if (refusal != null) {
                asked.refused(answered.question(), refusal, elapsed());
            }
        }
    }

    /** What people were told, a line each. */
    public String asked() {
        return asked.toString();
    }

    /** How long the run took. */
    public Duration elapsed() {
        return Duration.between(TestPlaybook.START, now);
    }

    /** The idempotency keys of all attempts, in order. */
    public List<String> keys() {
        return keys;
    }

    private void carryOut(Command command) {
        if (finished != null) {
            throw new AssertionError("a command after the end: " + command);
        }
        switch (command) {
            case Command.Perform perform -> perform(perform);
            case Command.Abandon(long attempt) -> planned.removeIf(next -> isOf(next, attempt));
            case Command.StartTimer(long timer, Instant due) -> {
                fresh(timer);
                timers.add(timer);
                Instant at = due.isBefore(now) ? now : due;
                plan(new Event.TimerFired(timer, at), false);
            }
            case Command.StopTimer(long timer) -> {
                if (!timers.remove(timer)) {
                    throw new AssertionError("timer " + timer + " is not running");
                }
                planned.removeIf(
                        next ->
                                next.event() instanceof Event.TimerFired fired
                                        && fired.timer() == timer);
            }
            case Command.Ask ask -> ask(ask);
            case Command.Remind reminder -> asked.reminded(reminder, elapsed());
            case Command.Escalate escalation -> asked.escalated(escalation, elapsed());
            case Command.Withdraw withdrawal -> {
                asked.withdrawn(withdrawal, elapsed());
                planned.removeIf(next -> isOf(next, withdrawal.question()));
            }
            case Command.Continue _ -> plan(new Event.Continued(now), false);
            case Command.Finish(Outcome outcome) -> finished = outcome;
        }
    }

    private void perform(Command.Perform command) {
        fresh(command.attempt());
        keys.add(command.idempotencyKey());
        Script.Given answer =
                script.next(
                        ScriptedPerformer.pathIn(command.idempotencyKey()),
                        ScriptedPerformer.nameOf(command.node(), command.operation()));
        Instant at = now.plus(answer.after());
        Failure failure = answer.failure();
        plan(
                failure == null
                        ? new Event.Completed(
                                command.attempt(), Objects.requireNonNull(answer.result()), at)
                        : new Event.Failed(command.attempt(), failure, at),
                answer.late());
    }

    private void ask(Command.Ask command) {
        fresh(command.question());
        asked.asked(command, elapsed());
        for (Script.Reply reply : script.replies(command.path(), command.node().head().id())) {
            Instant at = now.plus(reply.after());
            plan(new Event.Answered(command.question(), reply.answer(), at), reply.late());
        }
    }

    private void fresh(long handle) {
        if (!handles.add(handle)) {
            throw new AssertionError("handle " + handle + " was used before");
        }
    }

    private void plan(Event event, boolean late) {
        planned.add(new Planned(event.at(), number++, event, late));
    }

    private static boolean isOf(Planned next, long attempt) {
        return !next.late()
                && switch (next.event()) {
                    case Event.Completed completed -> completed.attempt() == attempt;
                    case Event.Failed failed -> failed.attempt() == attempt;
                    case Event.Answered answered -> answered.question() == attempt;
                    case Event.Started _,
                            Event.TimerFired _,
                            Event.Cancelled _,
                            Event.Continued _ ->
                            false;
                };
    }
}
