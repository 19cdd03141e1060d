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
    private final RunState state;
    private final Set<Long> handles = new HashSet<>();
    private final Map<Long, Command.Perform> attempts = new HashMap<>();
    private final Set<Long> timers = new HashSet<>();
    private final Map<Long, Command.Ask> questions = new HashMap<>();
    private final List<Event> past = new ArrayList<>();
    private Instant now = TestPlaybook.START;
    private boolean continues;
    private int begun;
    private int ended;
    private @Nullable Outcome finished;

    RandomHost(Program program, Random random) {
        this.random = random;
        this.state = RunState.of(program, TestPlaybook.facts(program));
    }

    void run() {
        advance(new Event.Started(now));
        for (int i = 0; finished == null; i++) {
            check(i < MAX_EVENTS, "the run does not end");
            now = now.plusSeconds(random.nextInt(3));
            advance(next());
        }
        check(finished == state.outcome(), "the outcome is what the host was told");
        check(timers.isEmpty(), "no timer is left running");
        check(attempts.isEmpty(), "no attempt is left out");
        check(questions.isEmpty(), "no question is left open");
        check(begun == ended, "an action that began has ended, once");
        check(state.attempts.isEmpty() && state.timers.isEmpty(), "nothing is kept");
        check(state.questions.isEmpty(), "no question is kept");
        check(state.runnable.isEmpty(), "nothing is left to do");
        List.copyOf(past).forEach(this::advance);
    }

    private void advance(Event event) {
        past.add(event);
        Interpreter.advance(state, event, this::carryOut, this);
    }

    private Event next() {
        int dice = random.nextInt(100);
        if (dice < 3) {
            return past.get(random.nextInt(past.size()));
        }
        if (dice < 4 && random.nextInt(5) == 0) {
            return new Event.Cancelled("somebody did", now);
        }
        if (continues) {
            continues = false;
            return new Event.Continued(now);
        }
        if (!questions.isEmpty() && random.nextInt(3) == 0) {
            return answered(pick(questions.keySet()));
        }
        if (attempts.isEmpty() && timers.isEmpty()) {
            check(!questions.isEmpty(), "the run waits for something");
            return answered(pick(questions.keySet()));
        }
        boolean answer = !attempts.isEmpty() && (timers.isEmpty() || random.nextInt(4) > 0);
        long handle = pick(answer ? attempts.keySet() : timers);
        if (!answer) {
            timers.remove(handle);
            return new Event.TimerFired(handle, now);
        }
        Command.Perform command = attempts.remove(handle);
        return random.nextInt(3) == 0 ? failed(handle) : completed(handle, command);
    }

    private long pick(Set<Long> from) {
        List<Long> sorted = from.stream().sorted().toList();
        return sorted.get(random.nextInt(sorted.size()));
    }

    private Event answered(long question) {
        String[] choices = {"Yes", "No", "Perhaps"};
        String[] people = {"a@contoso.com", "b@contoso.com", "c@contoso.com", "tester@contoso.com"};
        Answer answer =
                new Answer(
                        choices[random.nextInt(choices.length)],
                        MapValue.EMPTY,
                        people[random.nextInt(people.length)]);
        Event.Answered event = new Event.Answered(question, answer, now);
        String refusal = Interpreter.refusal(state, event);
        if (refusal == null) {
            check(!answer.choice().equals("Perhaps"), "only choices are taken");
        }
        return event;
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

    private void carryOut(Command command) {
        check(finished == null, "nothing is asked for after the end");
        switch (command) {
            case Command.Perform perform -> {
                check(handles.add(perform.attempt()), "an attempt has a fresh handle");
                attempts.put(perform.attempt(), perform);
            }
            case Command.Abandon(long attempt) ->
                    check(attempts.remove(attempt) != null, "what is abandoned was out");
            case Command.StartTimer(long timer, Instant due) -> {
                check(handles.add(timer), "a timer has a fresh handle");
                check(due.isAfter(Instant.EPOCH), "a timer is due some time");
                timers.add(timer);
            }
            case Command.StopTimer(long timer) ->
                    check(timers.remove(timer), "what is stopped was running");
            case Command.Ask ask -> {
                check(handles.add(ask.question()), "a question has a fresh handle");
                questions.put(ask.question(), ask);
            }
            case Command.Remind(long question, var _) ->
                    check(questions.containsKey(question), "only open questions are recalled");
            case Command.Escalate(long question, var _) ->
                    check(questions.containsKey(question), "only open questions escalate");
            case Command.Withdraw(long question, var _) ->
                    check(questions.remove(question) != null, "what is withdrawn was open");
            case Command.Continue _ -> continues = true;
            case Command.Finish(Outcome outcome) -> finished = outcome;
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
    }

    @Override
    public void ended(Place place, StepNode node, StepEnd end) {
        ended += node instanceof ActionNode && end.attempts() > 0 ? 1 : 0;
    }

    @Override
    public void retrying(Place place, StepNode node, Failure failure, int attempt) {}

    @Override
    public void revealed(Place place, StepNode node, Evaluation.Revealed what) {}
}
