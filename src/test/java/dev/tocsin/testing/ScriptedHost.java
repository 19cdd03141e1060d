package dev.tocsin.testing;

import dev.tocsin.expression.CallbackUrls;
import dev.tocsin.host.RunTree;
import dev.tocsin.interpreter.CallbackAnswer;
import dev.tocsin.interpreter.Command;
import dev.tocsin.interpreter.CommandLine;
import dev.tocsin.interpreter.Event;
import dev.tocsin.interpreter.Failure;
import dev.tocsin.interpreter.Outcome;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.interpreter.StoredEvent;
import dev.tocsin.interpreter.Trace;
import dev.tocsin.program.Program;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StoredJson;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
    private record Planned(Instant at, long number, long run, Event event, boolean late) {}

    /** A handle of one of the runs. */
    private record Handle(long run, long number) {}

    /**
     * An event as it was stored, and the lines of the commands that came of it.
     *
     * @param run of which run of the tree
     */
    public record Entry(long run, String event, List<String> commands) {}

    /** The run that nobody called. */
    private static final long ROOT = 0;

    private final Script script;
    private final boolean restarts;
    private final PriorityQueue<Planned> planned =
            new PriorityQueue<>(
                    Comparator.comparing(Planned::at).thenComparingLong(Planned::number));
    private final List<String> keys = new ArrayList<>();
    private final Map<String, MapValue> inputs = new HashMap<>();
    private final Set<Handle> handles = new HashSet<>();
    private final Set<Handle> timers = new HashSet<>();
    private final List<Entry> journal = new ArrayList<>();
    private final AskedText asked = new AskedText();
    private Instant now = TestPlaybook.START;
    private long number;
    private @Nullable Outcome finished;
    private final Set<String> awaited = new HashSet<>();

    public ScriptedHost(Script script) {
        this(script, false);
    }

    /**
     * @param restarts whether the runs are put through text between all events
     */
    public ScriptedHost(Script script, boolean restarts) {
        this.script = script;
        this.restarts = restarts;
        for (Duration after : script.cancellations()) {
            Instant at = now.plus(after);
            plan(ROOT, new Event.Cancelled("somebody cancelled it", at), true);
        }
    }

    /** Runs to the end, and then lets everything come that is late. */
    public Outcome run(Program program, RunFacts facts, Trace trace) {
        RunTree runs = new RunTree(program, facts, this::carryOut, trace);
        for (int i = 0; i < script.callbacks().size(); i++) {
            Script.Callback callback = script.callbacks().get(i);
            String token = tokenOf(callback.token(), facts);
            Instant at = now.plus(callback.after());
            plan(ROOT, new Event.CalledBack(i, token, callback.body(), at), false);
        }
        long run = ROOT;
        Event event = new Event.Started(now);
        while (true) {
            tell(runs, run, event);
            runs = restarted(runs, program, facts, trace);
            while (runs.hasMore()) {
                runs.advanceNext();
                runs = restarted(runs, program, facts, trace);
            }
            if (runs.root().outcome() != null) {
                return ended(runs);
            }
            Planned next = planned.poll();
            if (next == null) {
                throw new AssertionError("the run waits for nothing");
            }
            now = next.at();
            event = next.event();
            run = next.run();
            if (event instanceof Event.TimerFired fired) {
                timers.remove(new Handle(run, fired.timer()));
            }
        }
    }

    private RunTree restarted(RunTree runs, Program program, RunFacts facts, Trace trace) {
        if (!restarts) {
            return runs;
        }
        String text = StoredJson.write(runs.snapshot(), TestSealer.KEY);
        MapValue read = (MapValue) StoredJson.read(text, TestSealer.KEY);
        RunTree restored = RunTree.restore(program, facts, read, this::carryOut, trace);
        String again = StoredJson.write(restored.snapshot(), TestSealer.KEY);
        if (!text.equals(again)) {
            throw new AssertionError("restored, it is another one:\n" + text + "\n" + again);
        }
        return restored;
    }

    /** The token with its hash; one that has a hash already is left as it is. */
    private static String tokenOf(String name, RunFacts facts) {
        return name.indexOf('.') >= 0
                ? name
                : CallbackUrls.of(facts.callbackBase(), facts.runId(), facts.seed()).tokenOf(name);
    }

    /** A refusal goes with its reason: {@code unfit: the body …}. */
    private static String wordsOf(CallbackAnswer answer) {
        return switch (answer) {
            case CallbackAnswer.Accepted _ -> "accepted";
            case CallbackAnswer.Unknown _ -> "unknown";
            case CallbackAnswer.Unfit(String why) -> "unfit: " + why;
            case CallbackAnswer.AlreadyTaken _ -> "already taken";
            case CallbackAnswer.TooLate _ -> "too late";
        };
    }

    private Outcome ended(RunTree runs) {
        Outcome outcome = finished;
        if (outcome == null || !outcome.equals(runs.root().outcome())) {
            throw new AssertionError("the run has ended, and its host was not told");
        }
        if (!awaited.isEmpty()) {
            throw new AssertionError("callbacks are still awaited");
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
            tell(runs, next.run(), next.event());
        }
        return outcome;
    }

    /** A run that has ended listens no more. */
    private void tell(RunTree runs, long number, Event event) {
        RunTree.Run run = runs.run(number);
        if (run != null) {
            tellRefusal(runs, run, event);
            String stored = StoredJson.write(StoredEvent.write(event), TestSealer.KEY);
            journal.add(new Entry(number, stored, new ArrayList<>()));
            runs.advance(run, event);
        }
    }

    /** All that happened, in order. */
    public List<Entry> journal() {
        return journal;
    }

    private void tellRefusal(RunTree runs, RunTree.Run run, Event event) {
        if (event instanceof Event.Answered answered) {
            String refusal = runs.refusal(run, answered);
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

    private void carryOut(RunTree.Run of, Command command) {
        long run = of.number();
        journal.getLast().commands().add(run + " " + CommandLine.of(command));
        if (finished != null) {
            throw new AssertionError("a command after the end: " + command);
        }
        switch (command) {
            case Command.Perform perform -> perform(run, perform);
            case Command.Abandon(long attempt) ->
                    planned.removeIf(next -> isOf(next, run, attempt));
            case Command.StartTimer(long timer, Instant due) -> {
                fresh(run, timer);
                timers.add(new Handle(run, timer));
                Instant at = due.isBefore(now) ? now : due;
                plan(run, new Event.TimerFired(timer, at), false);
            }
            case Command.StopTimer(long timer) -> {
                if (!timers.remove(new Handle(run, timer))) {
                    throw new AssertionError("timer " + timer + " is not running");
                }
                planned.removeIf(
                        next ->
                                next.run() == run
                                        && next.event() instanceof Event.TimerFired fired
                                        && fired.timer() == timer);
            }
            case Command.Ask ask -> ask(run, ask);
            case Command.AnswerCaller(long request, CallbackAnswer answer) -> {
                String expected = script.callbacks().get((int) request).answer();
                if (!wordsOf(answer).equals(expected)) {
                    throw new AssertionError(
                            "callback " + request + " was answered `" + wordsOf(answer) + "`");
                }
            }
            case Command.ExpectCallback(String token) -> awaited.add(token);
            case Command.ForgetCallback(String token) -> {
                if (!awaited.remove(token)) {
                    throw new AssertionError("nobody waits for the callback " + token);
                }
            }
            case Command.Remind reminder -> asked.reminded(reminder, elapsed());
            case Command.Escalate escalation -> asked.escalated(escalation, elapsed());
            case Command.Withdraw withdrawal -> {
                asked.withdrawn(withdrawal, elapsed());
                planned.removeIf(next -> isOf(next, run, withdrawal.question()));
            }
            case Command.Continue _ -> plan(run, new Event.Continued(now), false);
            case Command.Finish(Outcome outcome) -> finished = outcome;
            case Command.StartChild _, Command.CancelChild _ ->
                    throw new AssertionError("called runs are the tree's own: " + command);
        }
    }

    private void perform(long run, Command.Perform command) {
        fresh(run, command.attempt());
        keys.add(command.idempotencyKey());
        String attempts = command.idempotencyKey() + " " + command.operation().spec().name();
        MapValue first = inputs.putIfAbsent(attempts, command.input());
        if (first != null && !isSame(first, command.input()) && isOnce(command)) {
            throw new AssertionError("the input of " + attempts + " was evaluated again");
        }
        Script.Given answer =
                script.next(
                        ScriptedPerformer.pathIn(command.idempotencyKey()),
                        ScriptedPerformer.nameOf(command.node(), command.operation()));
        Instant at = now.plus(answer.after());
        Failure failure = answer.failure();
        plan(
                run,
                failure == null
                        ? new Event.Completed(
                                command.attempt(), Objects.requireNonNull(answer.result()), at)
                        : new Event.Failed(command.attempt(), failure, at),
                answer.late());
    }

    private boolean isSame(MapValue first, MapValue second) {
        return restarts ? first.equals(second) : first == second;
    }

    /** What looks at a job is given what the start answered, look by look. */
    private static boolean isOnce(Command.Perform command) {
        return command.operation() == command.node().operation();
    }

    private void ask(long run, Command.Ask command) {
        fresh(run, command.question());
        asked.asked(command, elapsed());
        for (Script.Reply reply : script.replies(command.path(), command.node().head().id())) {
            Instant at = now.plus(reply.after());
            plan(run, new Event.Answered(command.question(), reply.answer(), at), reply.late());
        }
    }

    private void fresh(long run, long handle) {
        if (!handles.add(new Handle(run, handle))) {
            throw new AssertionError("handle " + handle + " was used before");
        }
    }

    private void plan(long run, Event event, boolean late) {
        planned.add(new Planned(event.at(), number++, run, event, late));
    }

    private static boolean isOf(Planned next, long run, long attempt) {
        return !next.late()
                && next.run() == run
                && switch (next.event()) {
                    case Event.Completed completed -> completed.attempt() == attempt;
                    case Event.Failed failed -> failed.attempt() == attempt;
                    case Event.Answered answered -> answered.question() == attempt;
                    case Event.Started _,
                            Event.ChildEnded _,
                            Event.CalledBack _,
                            Event.TimerFired _,
                            Event.Cancelled _,
                            Event.Continued _ ->
                            false;
                };
    }
}
