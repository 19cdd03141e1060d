package dev.tocsin.host;

import dev.tocsin.interpreter.Command;
import dev.tocsin.interpreter.Event;
import dev.tocsin.interpreter.Interpreter;
import dev.tocsin.interpreter.OpenWork;
import dev.tocsin.interpreter.Outcome;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.interpreter.RunState;
import dev.tocsin.interpreter.Trace;
import dev.tocsin.program.Program;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

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

        final RunState state;
        final @Nullable Run caller;
        final long number;

        /** Names it in commands and events of its caller. */
        final long call;

        private final Map<Long, Run> called = new HashMap<>(2);

        private Run(RunState state, @Nullable Run caller, long number, long call) {
            this.state = state;
            this.caller = caller;
            this.number = number;
            this.call = call;
        }

        /**
         * Names it among the runs of its tree, in the order in which they were made and the same at
         * each replay: 0 is the one that nobody called. Never used again.
         */
        public long number() {
            return number;
        }

        /** What it waits for; its calls are the tree's own business. */
        public OpenWork open() {
            return OpenWork.of(state);
        }

        /** How it ended, or null while it goes on. */
        public @Nullable Outcome outcome() {
            return state.outcome();
        }
    }

    record Inner(Run run, Event event) {}

    private final Run root;
    private final Carrier carrier;
    private final Trace trace;

    /** What one run has for another. */
    final ArrayDeque<Inner> waiting = new ArrayDeque<>(2);

    /** Those that go on, by number; the first one also afterwards. */
    private final SortedMap<Long, Run> runs = new TreeMap<>();

    long lastNumber;

    /**
     * Nothing has begun: the first event of {@link #root} is {@link Event.Started}.
     *
     * @param trace told of the steps of all runs
     */
    public RunTree(Program program, RunFacts facts, Carrier carrier, Trace trace) {
        this(RunState.of(program, facts), carrier, trace);
    }

    RunTree(RunState first, Carrier carrier, Trace trace) {
        this.root = new Run(first, null, 0, 0);
        runs.put(root.number, root);
        this.carrier = carrier;
        this.trace = trace;
    }

    /**
     * The tree as it was when its {@link #snapshot} was taken; the next event goes on from there.
     *
     * @param program of the run that nobody called, compiled from the same texts
     * @param facts of that run
     * @param stored what {@link #snapshot} gave
     * @throws dev.tocsin.value.StoredFormatException if it is not what {@link #snapshot} gives, or
     *     is of another program, or of a newer release
     */
    public static RunTree restore(
            Program program, RunFacts facts, MapValue stored, Carrier carrier, Trace trace) {
        return StoredTree.read(program, facts, stored, carrier, trace);
    }

    /**
     * All of it between two events, to be stored: the state of each run that goes on, the facts of
     * each but the first, and what they still have to tell each other. Equal trees give equal ones.
     */
    public MapValue snapshot() {
        return StoredTree.write(this);
    }

    /** The run that nobody called. */
    public Run root() {
        return root;
    }

    /** The run of this number; null where it has ended, or there never was one. */
    public @Nullable Run run(long number) {
        return runs.get(number);
    }

    /** Those that have not ended, by number; the first one also afterwards. */
    public List<Run> runs() {
        return List.copyOf(runs.values());
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

    Run add(RunState state, Run caller, long number, long call) {
        Run child = new Run(state, caller, number, call);
        caller.called.put(call, child);
        runs.put(number, child);
        return child;
    }

    private void carryOut(Run run, Command command, Instant now) {
        switch (command) {
            case Command.StartChild(long number, Program program, RunFacts facts) -> {
                Run child = add(RunState.of(program, facts), run, ++lastNumber, number);
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
                    caller.called.remove(run.call);
                    runs.remove(run.number);
                    Event ended = new Event.ChildEnded(run.call, outcome, now);
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
