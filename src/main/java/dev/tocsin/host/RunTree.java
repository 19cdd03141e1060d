package dev.tocsin.host;

import dev.tocsin.interpreter.Command;
import dev.tocsin.interpreter.Event;
import dev.tocsin.interpreter.Interpreter;
import dev.tocsin.interpreter.Outcome;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.interpreter.RunState;
import dev.tocsin.interpreter.Trace;
import dev.tocsin.program.Program;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * A run with the runs that it calls, and those that they call. Beginning, cancelling and ending a
 * called run is handled in here; every other command goes to the host, with the run that it is of.
 * Owned by one thread.
 */
public final class RunTree {

    /** What the host does about a command of one of the runs; must not call back. */
    public interface Carrier {
        void carryOut(Run run, Command command);
    }

    /** One of the runs; handles in its commands and events are its own. */
    public static final class Run {

        private final RunState state;
        private final @Nullable Run caller;
        private final long number;
        private final Map<Long, Run> called = new HashMap<>(2);

        private Run(RunState state, @Nullable Run caller, long number) {
            this.state = state;
            this.caller = caller;
            this.number = number;
        }

        /** How it ended, or null while it goes on. */
        public @Nullable Outcome outcome() {
            return state.outcome();
        }
    }

    private record Inner(Run run, Event event) {}

    private final Run root;
    private final Carrier carrier;
    private final Trace trace;
    private final ArrayDeque<Inner> waiting = new ArrayDeque<>(2);

    /**
     * Nothing has begun: the first event of {@link #root} is {@link Event.Started}.
     *
     * @param trace told of the steps of all runs
     */
    public RunTree(Program program, RunFacts facts, Carrier carrier, Trace trace) {
        this.root = new Run(RunState.of(program, facts), null, 0);
        this.carrier = carrier;
        this.trace = trace;
    }

    /** The run that nobody called. */
    public Run root() {
        return root;
    }

    /** Tells one of the runs of an event. */
    public void advance(Run run, Event event) {
        Interpreter.advance(run.state, event, command -> carryOut(run, command, event.at()), trace);
    }

    /** The run that a callback is for; the one that nobody called where none of them made it. */
    public Run ownerOf(String token) {
        Run owner = ownerOf(token, root);
        return owner == null ? root : owner;
    }

    private static @Nullable Run ownerOf(String token, Run run) {
        if (Interpreter.takes(run.state, token)) {
            return run;
        }
        for (Run called : run.called.values()) {
            Run owner = ownerOf(token, called);
            if (owner != null) {
                return owner;
            }
        }
        return null;
    }

    /** As {@link Interpreter#refusal} says. */
    public @Nullable String refusal(Run run, Event.Answered answered) {
        return Interpreter.refusal(run.state, answered);
    }

    /** Whether some run has an event from another to take in. */
    public boolean hasMore() {
        return !waiting.isEmpty();
    }

    /**
     * Takes in the next event that one run has for another. One at a time, so that a host can look
     * between them whether something came from outside.
     */
    public void advanceNext() {
        Inner next = waiting.remove();
        advance(next.run, next.event);
    }

    private void carryOut(Run run, Command command, Instant now) {
        switch (command) {
            case Command.StartChild(long number, Program program, RunFacts facts) -> {
                Run child = new Run(RunState.of(program, facts), run, number);
                run.called.put(number, child);
                waiting.add(new Inner(child, new Event.Started(now)));
            }
            case Command.CancelChild(long number, String reason) -> {
                Run child = run.called.get(number);
                if (child != null) {
                    waiting.add(new Inner(child, new Event.Cancelled(reason, now)));
                }
            }
            case Command.Finish(Outcome outcome) -> {
                Run caller = run.caller;
                if (caller == null) {
                    carrier.carryOut(run, command);
                } else {
                    caller.called.remove(run.number);
                    Event ended = new Event.ChildEnded(run.number, outcome, now);
                    waiting.add(new Inner(caller, ended));
                }
            }
            case Command.Perform _,
                    Command.Abandon _,
                    Command.StartTimer _,
                    Command.StopTimer _,
                    Command.Ask _,
                    Command.Remind _,
                    Command.Escalate _,
                    Command.Withdraw _,
                    Command.AnswerCaller _,
                    Command.ExpectCallback _,
                    Command.ForgetCallback _,
                    Command.Continue _ ->
                    carrier.carryOut(run, command);
        }
    }
}
