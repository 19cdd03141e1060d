package dev.tocsin.host.durable;

import dev.tocsin.host.RunTree;
import dev.tocsin.host.TimerQueue;
import dev.tocsin.interpreter.Answer;
import dev.tocsin.interpreter.Command;
import dev.tocsin.interpreter.CommandLine;
import dev.tocsin.interpreter.Event;
import dev.tocsin.interpreter.OpenWork;
import dev.tocsin.interpreter.Outcome;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.interpreter.Trace;
import dev.tocsin.program.Program;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A run in memory, with the runs that it calls, and with all that they wait for. It only follows
 * what the core says: whoever tells it of events does what the commands ask for. Owned by one
 * thread at a time.
 */
final class OpenRun {

    /** A command, and the number of the run that gave it. */
    record Issued(long sub, Command command) {

        /** One line, the same at each replay. */
        String line() {
            String line = CommandLine.of(command);
            return sub == 0 ? line : sub + ": " + line;
        }

        Handle handle(long number) {
            return new Handle(sub, number);
        }
    }

    private final RunTree tree;
    private final TimerQueue timers = new TimerQueue();
    private final Map<Handle, OpenAttempt> attempts = new LinkedHashMap<>(4);
    private final Map<Handle, Command.Ask> questions = new LinkedHashMap<>(2);
    private final Set<Long> continuing = new LinkedHashSet<>(0);
    private final List<OpenAttempt> givenUp = new ArrayList<>(0);
    private List<Issued> issued = new ArrayList<>(4);
    private long generation;

    /** A run that has not begun. */
    OpenRun(Program program, RunFacts facts, Trace trace) {
        this.tree = new RunTree(program, facts, this::carryOut, trace);
    }

    private OpenRun(Program program, RunFacts facts, MapValue stored, Trace trace) {
        this.tree = RunTree.restore(program, facts, stored, this::carryOut, trace);
        for (RunTree.Run run : tree.runs()) {
            OpenWork open = run.open();
            open.attempts().forEach(each -> add(new Handle(run.number(), each.attempt()), each));
            open.timers().forEach(each -> timers.start(run, each.timer(), each.due()));
            for (Command.Ask ask : open.questions()) {
                questions.put(new Handle(run.number(), ask.question()), ask);
            }
            if (open.continues()) {
                continuing.add(run.number());
            }
        }
    }

    /**
     * @param stored what {@link #snapshot} gave
     * @throws dev.tocsin.value.StoredFormatException if it is none
     */
    static OpenRun restore(Program program, RunFacts facts, MapValue stored, Trace trace) {
        return new OpenRun(program, facts, stored, trace);
    }

    MapValue snapshot() {
        return tree.snapshot();
    }

    /**
     * Tells one of the runs, and then those that it tells, until each of them waits.
     *
     * @return what they ask for, in order
     */
    List<Issued> advance(long sub, Event event) {
        RunTree.Run run = tree.run(sub);
        if (run == null) {
            return List.of();
        }
        switch (event) {
            case Event.Completed completed -> attempts.remove(new Handle(sub, completed.attempt()));
            case Event.Failed failed -> attempts.remove(new Handle(sub, failed.attempt()));
            case Event.TimerFired fired -> timers.stop(run, fired.timer());
            case Event.Continued _ -> continuing.remove(sub);
            case Event.Started _,
                    Event.ChildEnded _,
                    Event.CalledBack _,
                    Event.Answered _,
                    Event.Cancelled _ -> {}
        }
        tree.advance(run, event);
        while (tree.hasMore()) {
            tree.advanceNext();
        }
        List<Issued> all = issued;
        issued = new ArrayList<>(4);
        if (outcome() != null) {
            attempts.values().forEach(this::giveUp);
            attempts.clear();
            questions.clear();
            continuing.clear();
        }
        return all;
    }

    private void carryOut(RunTree.Run run, Command command) {
        long sub = run.number();
        issued.add(new Issued(sub, command));
        switch (command) {
            case Command.Perform perform -> add(new Handle(sub, perform.attempt()), perform);
            case Command.Abandon(long attempt) -> {
                OpenAttempt open = attempts.remove(new Handle(sub, attempt));
                if (open != null) {
                    giveUp(open);
                }
            }
            case Command.StartTimer(long timer, Instant due) -> timers.start(run, timer, due);
            case Command.StopTimer(long timer) -> timers.stop(run, timer);
            case Command.Ask ask -> questions.put(new Handle(sub, ask.question()), ask);
            case Command.Withdraw withdraw ->
                    questions.remove(new Handle(sub, withdraw.question()));
            case Command.Continue _ -> continuing.add(sub);
            case Command.Remind _,
                    Command.Escalate _,
                    Command.AnswerCaller _,
                    Command.ExpectCallback _,
                    Command.ForgetCallback _,
                    Command.Finish _ -> {}
            case Command.StartChild _, Command.CancelChild _ ->
                    throw new IllegalStateException("called runs are the tree's own");
        }
    }

    private void giveUp(OpenAttempt attempt) {
        givenUp.add(attempt);
        if (attempt.live != null) {
            attempt.live.breakOff();
        }
    }

    /** The attempts that the core gave up since the last time. */
    List<OpenAttempt> givenUp() {
        if (givenUp.isEmpty()) {
            return List.of();
        }
        List<OpenAttempt> all = List.copyOf(givenUp);
        givenUp.clear();
        return all;
    }

    private void add(Handle handle, Command.Perform perform) {
        attempts.put(handle, new OpenAttempt(handle, perform, generation));
    }

    /** Nobody waits for what is out any more, because the run leaves the memory. */
    void breakOff() {
        attempts.values().forEach(this::giveUp);
        givenUp.clear();
    }

    /** How it ended, or null while it goes on. */
    @Nullable Outcome outcome() {
        return tree.root().outcome();
    }

    /** The attempt that is waited for, or null. */
    @Nullable OpenAttempt attempt(Handle handle) {
        return attempts.get(handle);
    }

    /** Those that are waited for, in the order in which they were asked for. */
    Collection<OpenAttempt> attempts() {
        return attempts.values();
    }

    /** Those that are open. */
    Map<Handle, Command.Ask> questions() {
        return Map.copyOf(questions);
    }

    /** Which retry of a run it is, 0 for none. */
    long generation() {
        return generation;
    }

    /** What is asked for from now on is of another retry. */
    void setGeneration(long newGeneration) {
        generation = newGeneration;
    }

    /** The question, or null where it is not open. */
    Command.@Nullable Ask question(Handle handle) {
        return questions.get(handle);
    }

    /** Why the core would not take an answer; null if it would. */
    @Nullable String refusal(Handle question, Answer answer, Instant at) {
        RunTree.Run run = tree.run(question.sub());
        return run == null
                ? "the question is not open any more"
                : tree.refusal(run, new Event.Answered(question.number(), answer, at));
    }

    /** Which of the runs a callback is for. */
    long ownerOf(String token) {
        return tree.ownerOf(token).number();
    }

    /** The earliest timer, or null. */
    TimerQueue.@Nullable Due firstTimer() {
        return outcome() == null ? timers.first() : null;
    }

    /** A run that did much without a wait and is to be told to go on; null where there is none. */
    @Nullable Long continuing() {
        Iterator<Long> first = continuing.iterator();
        return first.hasNext() ? first.next() : null;
    }
}
