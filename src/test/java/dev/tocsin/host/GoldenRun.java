package dev.tocsin.host;

import dev.tocsin.interpreter.Outcome;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.program.Program;
import dev.tocsin.testing.Script;
import dev.tocsin.testing.ScriptedAnswerer;
import dev.tocsin.testing.ScriptedHost;
import dev.tocsin.testing.ScriptedPerformer;
import dev.tocsin.testing.TestPlaybook;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder below {@code golden/run}: a playbook, those that it calls, its event and what its
 * services answer.
 */
public record GoldenRun(Path folder, Program program, RunFacts facts) {

    private static final Path CASES = Path.of("src/test/resources/golden/run");

    /** What a run gave, and how long it took in its own time. */
    public record Result(RunRecord record, String asked, Duration elapsed) {}

    /** The folders of all cases, sorted. */
    public static List<Path> folders() {
        return folders(CASES);
    }

    /** The folders below {@code root} that hold a playbook, sorted. */
    public static List<Path> folders(Path root) {
        try (Stream<Path> files = Files.list(root)) {
            return files.filter(folder -> Files.exists(folder.resolve("playbook.yaml")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static GoldenRun load(Path folder) {
        Program program = TestPlaybook.program(read(folder.resolve("playbook.yaml")), folder);
        Path file = folder.resolve("event.json");
        try {
            Value event = Files.exists(file) ? Json.parse(read(file)) : NullValue.NULL;
            Path more = folder.resolve("fetched.json");
            Value fetched = Files.exists(more) ? Json.parse(read(more)) : null;
            return new GoldenRun(folder, program, TestPlaybook.facts(program, event, fetched));
        } catch (JsonException e) {
            throw new AssertionError(file + " is not JSON", e);
        }
    }

    /** What happened in a run, and what it gave. */
    record Told(List<ScriptedHost.Entry> journal, RunRecord record) {}

    /** Runs it, and keeps what happened. */
    Told runTold() {
        Script script = script();
        ScriptedHost host = new ScriptedHost(script);
        Recorder recorder = new Recorder();
        Outcome outcome = host.run(program, facts, recorder);
        return new Told(host.journal(), record(recorder, outcome, script));
    }

    /** A fresh copy of what the services answer. */
    public Script script() {
        Path answers = folder.resolve("answers.json");
        return Script.parse(Files.exists(answers) ? read(answers) : "{}");
    }

    /** Runs it in a time of its own; fails where an answer is left over. */
    public Result run() {
        return run(false);
    }

    /**
     * The same.
     *
     * @param restarts whether the run is put through text between all events
     */
    Result run(boolean restarts) {
        Script script = script();
        ScriptedHost host = new ScriptedHost(script, restarts);
        Recorder recorder = new Recorder();
        Outcome outcome = host.run(program, facts, recorder);
        return new Result(record(recorder, outcome, script), host.asked(), host.elapsed());
    }

    /** Runs it with threads; only where no answer takes time. */
    Result runInMemory() throws InterruptedException {
        Script script = script();
        RunClock.Skipping clock = new RunClock.Skipping(InstantSource.fixed(TestPlaybook.START));
        ScriptedAnswerer answerer = new ScriptedAnswerer(script, clock);
        MemoryHost host = new MemoryHost(new ScriptedPerformer(script), clock, answerer);
        Recorder recorder = new Recorder();
        Outcome outcome = host.run(program, facts, recorder);
        return new Result(
                record(recorder, outcome, script),
                answerer.asked(),
                Duration.between(TestPlaybook.START, clock.now()));
    }

    private RunRecord record(Recorder recorder, Outcome outcome, Script script) {
        if (!script.unused().isEmpty()) {
            throw new AssertionError("answers are left over for " + script.unused());
        }
        return recorder.record(facts.runId(), program.id(), outcome);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
