package dev.tocsin.interpreter;

import dev.tocsin.expression.Evaluation;
import dev.tocsin.program.ActionNode;
import dev.tocsin.program.Program;
import dev.tocsin.program.StepNode;
import dev.tocsin.testing.TestPlaybook;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The worst host there can be: answers come in any order, twice, or after nobody waits for them;
 * timers fire in any order and again; somebody cancels. It holds the core to its promises.
 */
final class RandomHost implements Trace {

    private static final int MAX_EVENTS = 100_000;

    private final Random random;
    private final ForgetfulService service;
    private final One root;
    private final Set<Handle> handles = new HashSet<>();
    private final Map<Handle, Command.Perform> attempts = new HashMap<>();
    private final Set<Handle> timers = new HashSet<>();
    private final Map<Handle, Command.Ask> questions = new HashMap<>();
    private final Map<Handle, One> called = new HashMap<>();
    private final List<Told> past = new ArrayList<>();
    private final List<Told> waiting = new ArrayList<>();
    private Instant now = TestPlaybook.START;
    private final Map<String, One> callbacks = new HashMap<>();

    /** A run, and the call that it is of. */
    private static final class One {
        private RunState state;
        private final @Nullable Handle call;

        private One(RunState state, @Nullable Handle call) {
            this.state = state;
            this.call = call;
        }
    }

    /** A handle of one of the runs. */
    private record Handle(One run, long number) {}

    private record Told(One run, Event event) {}

    /** What the run did, in order. */
    private final List<String> log = new ArrayList<>();

    private final Cut cut;
    private int begun;
    private int ended;
    private @Nullable Outcome finished;

    /** What becomes of the states of all runs between two events. */
    interface Cut {

        /** What goes on in place of {@code state}. */
        RunState over(RunState state);
    }

    RandomHost(Program program, Random random) {
        this(program, random, state -> state);
    }

    RandomHost(Program program, Random random, Cut cut) {
        this.cut = cut;
        this.random = random;
        this.service = new ForgetfulService(random);
        this.root = new One(RunState.of(program, TestPlaybook.facts(program)), null);
    }

    void run() {
        advance(new Told(root, new Event.Started(now)));
        for (int i = 0; finished == null; i++) {
            check(i < MAX_EVENTS, "the run does not end");
            now = now.plusSeconds(random.nextInt(3));
            advance(next());
        }
        check(finished.equals(root.state.outcome()), "the outcome is what the host was told");
        check(timers.isEmpty(), "no timer is left running");
        check(callbacks.isEmpty(), "no callback is awaited");
        check(attempts.isEmpty(), "no attempt is left out");
        check(questions.isEmpty(), "no question is left open");
        check(begun == ended, "an action that began has ended, once");
        check(called.isEmpty(), "every called playbook has ended");
        isClean(root.state);
        List.copyOf(past).forEach(this::advance);
    }

    ForgetfulService service() {
        return service;
    }

    private static void isClean(RunState state) {
        boolean kept =
                !state.attempts.isEmpty()
                        || !state.timers.isEmpty()
                        || !state.questions.isEmpty()
                        || !state.calls.isEmpty();
        check(!kept, "nothing is kept");
        check(state.runnable.isEmpty(), "nothing is left to do");
    }

    private void advance(Told told) {
        past.add(told);
        One run = told.run;
        Interpreter.advance(run.state, told.event, command -> carryOut(run, command), this);
        root.state = cut.over(root.state);
        called.values().forEach(one -> one.state = cut.over(one.state));
    }

    List<String> log() {
        return log;
    }

    private boolean isOpen(One run, long question) {
        return questions.containsKey(new Handle(run, question));
    }

    private Told next() {
        int dice = random.nextInt(100);
        if (dice < 3) {
            return past.get(random.nextInt(past.size()));
        }
        if (dice < 4 && random.nextInt(5) == 0) {
            return new Told(root, new Event.Cancelled("somebody did", now));
        }
        if (!callbacks.isEmpty() && random.nextInt(3) == 0) {
            List<String> sorted = callbacks.keySet().stream().sorted().toList();
            Value body = random.nextBoolean() ? json("{\"ok\": true}") : NullValue.NULL;
            String token = sorted.get(random.nextInt(sorted.size()));
            One run = callbacks.get(token);
            return new Told(run, new Event.CalledBack(past.size(), token, body, now));
        }
        boolean idle = attempts.isEmpty() && timers.isEmpty() && questions.isEmpty();
        if (!waiting.isEmpty() && (idle || random.nextInt(3) > 0)) {
            return waiting.removeFirst();
        }
        if (!questions.isEmpty() && random.nextInt(3) == 0) {
            return answered(pick(List.copyOf(questions.keySet())));
        }
        if (attempts.isEmpty() && timers.isEmpty()) {
            check(!questions.isEmpty(), "the run waits for something");
            return answered(pick(List.copyOf(questions.keySet())));
        }
        boolean answer = !attempts.isEmpty() && (timers.isEmpty() || random.nextInt(4) > 0);
        Handle handle = pick(answer ? List.copyOf(attempts.keySet()) : List.copyOf(timers));
        if (!answer) {
            timers.remove(handle);
            return new Told(handle.run, new Event.TimerFired(handle.number, now));
        }
        Command.Perform command = attempts.remove(handle);
        Event forgetful = service.answer(handle.number, command, now);
        if (forgetful != null) {
            return new Told(handle.run, forgetful);
        }
        return new Told(
                handle.run,
                random.nextInt(3) == 0 ? failed(handle.number) : completed(handle.number, command));
    }

    private Handle pick(List<Handle> from) {
        Comparator<Handle> order =
                Comparator.comparing((Handle handle) -> handle.run.state.facts.runId())
                        .thenComparingLong(Handle::number);
        return from.stream().sorted(order).toList().get(random.nextInt(from.size()));
    }

    private Told answered(Handle question) {
        String[] choices = {"Yes", "No", "Perhaps"};
        String[] people = {"a@contoso.com", "b@contoso.com", "c@contoso.com", "tester@contoso.com"};
        Answer answer =
                new Answer(
                        choices[random.nextInt(choices.length)],
                        MapValue.EMPTY,
                        people[random.nextInt(people.length)]);
        Event.Answered event = new Event.Answered(question.number, answer, now);
        String refusal = Interpreter.refusal(question.run.state, event);
        if (refusal == null) {
            check(!answer.choice().equals("Perhaps"), "only choices are taken");
        }
        return new Told(question.run, event);
    }

    private Event failed(long attempt) {
        ErrorKind[] kinds = {ErrorKind.UNAVAILABLE, ErrorKind.NOT_FOUND, ErrorKind.RATE_LIMITED};
        ErrorKind kind = kinds[random.nextInt(kinds.length)];
        return new Event.Failed(attempt, Failure.of(kind, kind.word()), now);
    }

    private Event completed(long attempt, Command.Perform command) {
        Value result =
                switch (command.operation().spec().name()) {
                    case "isolate" -> json("{\"job\": \"j\"}");
                    case "look" ->
                            json(
                                    random.nextBoolean()
                                            ? "{\"status\": \"Pending\"}"
                                            : "{\"status\": \"Succeeded\"}");
                    case "read" -> json("{\"name\": \"x\"}");
                    default -> NullValue.NULL;
                };
        return new Event.Completed(attempt, result, now);
    }

    private static Value json(String text) {
        try {
            return Json.parse(text);
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    private void carryOut(One run, Command command) {
        check(finished == null, "nothing is asked for after the end");
        log.add(run.state.facts.runId() + " " + CommandLine.of(command));
        switch (command) {
            case Command.Perform perform -> {
                Handle handle = new Handle(run, perform.attempt());
                check(handles.add(handle), "an attempt has a fresh handle");
                attempts.put(handle, perform);
                service.asked(perform);
            }
            case Command.Abandon(long attempt) ->
                    check(
                            attempts.remove(new Handle(run, attempt)) != null,
                            "what is abandoned was out");
            case Command.StartTimer(long timer, Instant due) -> {
                check(handles.add(new Handle(run, timer)), "a timer has a fresh handle");
                check(due.isAfter(Instant.EPOCH), "a timer is due some time");
                timers.add(new Handle(run, timer));
            }
            case Command.StopTimer(long timer) ->
                    check(timers.remove(new Handle(run, timer)), "what is stopped was running");
            case Command.AnswerCaller _ -> {}
            case Command.ExpectCallback(String token) ->
                    check(callbacks.put(token, run) == null, "a callback is awaited once");
            case Command.ForgetCallback(String token) ->
                    check(callbacks.remove(token) != null, "what is forgotten was awaited");
            case Command.Ask ask -> {
                Handle question = new Handle(run, ask.question());
                check(handles.add(question), "a question has a fresh handle");
                questions.put(question, ask);
            }
            case Command.Remind(long question, var _) ->
                    check(isOpen(run, question), "only open questions are recalled");
            case Command.Escalate(long question, var _) ->
                    check(isOpen(run, question), "only open questions escalate");
            case Command.Withdraw(long question, var _) ->
                    check(
                            questions.remove(new Handle(run, question)) != null,
                            "what is withdrawn was open");
            case Command.Continue _ -> waiting.add(new Told(run, new Event.Continued(now)));
            case Command.StartChild(long number, Program program, RunFacts facts) -> {
                Handle call = new Handle(run, number);
                check(handles.add(call), "a call has a fresh handle");
                One child = new One(RunState.of(program, facts), call);
                called.put(call, child);
                waiting.add(new Told(child, new Event.Started(now)));
            }
            case Command.CancelChild(long number, String reason) -> {
                One child = called.get(new Handle(run, number));
                if (child != null) {
                    waiting.add(new Told(child, new Event.Cancelled(reason, now)));
                }
            }
            case Command.Finish(Outcome outcome) -> {
                Handle call = run.call;
                if (call == null) {
                    finished = outcome;
                } else {
                    check(called.remove(call) == run, "a called playbook ends once");
                    isClean(run.state);
                    waiting.add(
                            new Told(call.run, new Event.ChildEnded(call.number, outcome, now)));
                }
            }
        }
    }

    private static void check(boolean holds, String promise) {
        if (!holds) {
            throw new AssertionError("broken: " + promise);
        }
    }

    @Override
    public void began(Place place, StepNode node) {
        begun += node instanceof ActionNode ? 1 : 0;
        log.add("began " + place.path(node));
    }

    @Override
    public void ended(Place place, StepNode node, StepEnd end) {
        ended += node instanceof ActionNode && end.attempts() > 0 ? 1 : 0;
        log.add("ended " + place.path(node) + " " + Arrays.toString(place.order(node)) + end);
    }

    @Override
    public void retrying(Place place, StepNode node, Failure failure, int attempt) {
        log.add("retrying " + place.path(node) + " " + failure + " " + attempt);
    }

    @Override
    public void lookedUp(Place place, StepNode node, LostAnswer lost, LostAnswer.Found found) {
        log.add("looked up " + place.path(node) + " " + lost + " " + found);
    }

    @Override
    public void awaitingCallback(Place place, StepNode node, String url) {
        log.add("awaiting " + place.path(node) + " " + url);
    }

    @Override
    public void revealed(Place place, StepNode node, Evaluation.Revealed what) {
        log.add("revealed " + place.path(node) + " " + what);
    }
}
