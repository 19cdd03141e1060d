package dev.tocsin.host;

import dev.tocsin.expression.CallbackUrls;
import dev.tocsin.interpreter.Answer;
import dev.tocsin.interpreter.Command;
import dev.tocsin.interpreter.Event;
import dev.tocsin.interpreter.Failure;
import dev.tocsin.interpreter.OpenWork;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.program.Program;
import dev.tocsin.testing.TestPlaybook;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.SecretValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * A host that knows of its run no more than what the run itself says that it waits for, so it can
 * take over a restored one. Each answer is always the same.
 */
final class EveryFrameRun {

    static final Path FOLDER = Path.of("src/test/resources/snapshot/every-frame");

    private static final Path CALLED = Path.of("src/test/resources/golden/called");

    static final Program PROGRAM =
            TestPlaybook.programWithWarnings(read(FOLDER.resolve("playbook.yaml")), CALLED);

    static final RunFacts FACTS =
            new RunFacts(
                            "run-7",
                            7,
                            NullValue.NULL,
                            RunFacts.Signal.NONE,
                            MapValue.of("token", secret("canary-17")),
                            MapValue.builder()
                                    .put("id", "run-7")
                                    .put("trigger", "test")
                                    .put("startedBy", "tester@contoso.com")
                                    .build(),
                            RunFacts.MAX_EXPRESSION_STEPS)
                    .takingCallbacksAt(TestPlaybook.CALLBACKS);

    /** What a timer of one of the runs is due for. */
    private record Due(RunTree.Run run, Command.StartTimer timer) {}

    private final RunTree runs;
    private Instant now;

    /** Told of each event before it is taken in, with the number of its run. */
    private final BiConsumer<Long, Event> heard;

    EveryFrameRun(RunTree runs, Instant now, BiConsumer<Long, Event> heard) {
        this.runs = runs;
        this.now = now;
        this.heard = heard;
    }

    Instant now() {
        return now;
    }

    /** Into the middle of all steps; fails where they do not come as they should. */
    void toTheMiddle() {
        tell(runs.root(), new Event.Started(now));
        attempt("isolate", runs.root(), MapValue.of("job", new StringValue("j-1")));
        fail("open", ErrorKind.OUTCOME_UNKNOWN);
        attempt("find", runs.root(), MapValue.of("tickets", ListValue.EMPTY));
        fail("read", ErrorKind.UNAVAILABLE);
        attempt("look", runs.root(), MapValue.of("status", new StringValue("Pending")));
        attempt("read", runs.runs().getLast(), MapValue.of("name", new StringValue("x")));
        String early = CallbackUrls.of(null, FACTS.runId(), FACTS.seed()).tokenOf("later-0");
        tell(runs.root(), new Event.CalledBack(1, early, MapValue.EMPTY, now));
        now = now.plusSeconds(1);
        answer("a@contoso.com");
        fire("loop", now.plus(Duration.ofMinutes(10)));
    }

    /** As a host marks what it is about to store. */
    private static Value secret(String text) {
        return SecretValue.of(new StringValue(text));
    }

    private void answer(String by) {
        long question = runs.root().open().questions().getFirst().question();
        MapValue form = MapValue.of("code", secret("canary-18"));
        tell(runs.root(), new Event.Answered(question, new Answer("Yes", form, by), now));
    }

    private void fire(String what, Instant at) {
        for (Command.StartTimer timer : runs.root().open().timers()) {
            if (timer.due().equals(at.minusSeconds(1))) {
                now = at;
                tell(runs.root(), new Event.TimerFired(timer.timer(), now));
                return;
            }
        }
        throw new AssertionError("no timer of " + what + " is due at " + at);
    }

    private void attempt(String operation, RunTree.Run run, Value result) {
        long attempt = attemptAt(operation, run);
        tell(run, new Event.Completed(attempt, result, now));
    }

    private void fail(String operation, ErrorKind kind) {
        long attempt = attemptAt(operation, runs.root());
        Failure failure = Failure.of(kind, "it is " + kind.word());
        tell(runs.root(), new Event.Failed(attempt, failure, now));
    }

    private static long attemptAt(String operation, RunTree.Run run) {
        for (Command.Perform perform : run.open().attempts()) {
            if (perform.operation().spec().name().equals(operation)) {
                return perform.attempt();
            }
        }
        throw new AssertionError("no attempt at " + operation + " is out");
    }

    private void tell(RunTree.Run run, Event event) {
        heard.accept(run.number(), event);
        runs.advance(run, event);
        while (runs.hasMore()) {
            runs.advanceNext();
        }
    }

    /** On to the end: whatever can be answered is, and then the earliest timer fires. */
    void toTheEnd() {
        for (int i = 0; runs.root().outcome() == null; i++) {
            if (i > 1000) {
                throw new AssertionError("the run does not end");
            }
            if (!answerOne()) {
                Due due = earliest();
                now = due.timer.due().isAfter(now) ? due.timer.due() : now;
                tell(due.run, new Event.TimerFired(due.timer.timer(), now));
            }
        }
    }

    private boolean answerOne() {
        for (RunTree.Run run : runs.runs()) {
            OpenWork open = run.open();
            if (!open.attempts().isEmpty()) {
                Command.Perform perform = open.attempts().getFirst();
                tell(run, new Event.Completed(perform.attempt(), resultOf(perform), now));
                return true;
            }
            for (String token : open.callbacks()) {
                if (token.startsWith("reply")) {
                    MapValue body = MapValue.of("by", secret("canary-19"));
                    tell(run, new Event.CalledBack(2, token, body, now));
                    return true;
                }
            }
        }
        boolean lateEnough = now.isAfter(TestPlaybook.START.plus(Duration.ofMinutes(55)));
        if (lateEnough && !runs.root().open().questions().isEmpty()) {
            answer("b@contoso.com");
            return true;
        }
        return false;
    }

    private static Value resultOf(Command.Perform perform) {
        return switch (perform.operation().spec().name()) {
            case "look" -> MapValue.of("status", new StringValue("Succeeded"));
            case "find" ->
                    MapValue.of("tickets", ListValue.of(MapValue.of("id", new StringValue("t-1"))));
            case "read" -> MapValue.of("name", new StringValue("x"));
            default -> MapValue.of("done", BoolValue.TRUE);
        };
    }

    private Due earliest() {
        List<Due> all = new ArrayList<>();
        for (RunTree.Run run : runs.runs()) {
            run.open().timers().forEach(timer -> all.add(new Due(run, timer)));
        }
        all.sort(Comparator.comparing((Due due) -> due.timer.due()));
        return all.getFirst();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
