package dev.tocsin.host.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.host.RunRecord;
import dev.tocsin.host.StepRecord;
import dev.tocsin.program.Program;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.RunStatus;
import dev.tocsin.store.RunTable;
import dev.tocsin.store.StoreOptions;
import dev.tocsin.testing.Script;
import dev.tocsin.testing.SteppedHost;
import dev.tocsin.testing.TestPlaybook;
import dev.tocsin.value.Json;
import dev.tocsin.value.MapValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * Whenever the process stops, the run ends as if it had not: each operation is done once, or again
 * with the same key where that does no harm, and what may not be done twice is not.
 */
final class DurableCrashTest {

    private static final String PLAYBOOK =
            """
            playbook: everything
            steps:
              - id: a
                action: desk.read
                with: { id: a }
              - action: desk.put
                onError: fail
                with: { id: a, to: "${steps.a.name}" }
              - parallel:
                  one:
                    - action: desk.note
                      onError: fail
                      with: { text: hello }
                    - wait: 1m
                  two:
                    - action: desk.open
                      onError: fail
                      with: { title: hello }
                    - action: desk.send
                      onError: fail
                      with: { text: hello }
              - id: decision
                ask: Go on?
                to: [lead@contoso.com]
                choices: [Yes, No]
                timeout: 30m
              - forEach: n
                in: "[1, 2, 3]"
                concurrency: 2
                steps:
                  - action: desk.note
                    onError: fail
                    with: { text: "${string(n)}" }
              - return: { said: "${steps.decision.choice}" }
            outputs:
              said: { type: string }
            """;

    private static final String YES =
            "{\"decision\": [{\"answer\": {\"choice\": \"Yes\"}}, "
                    + "{\"answer\": {\"choice\": \"Yes\"}}]}";

    @TempDir Path folder;
    private int stores;

    private final Program program = TestPlaybook.programWithWarnings(PLAYBOOK, null);

    /** What became of a run that was stopped after so many steps. */
    private record Ended(String record, ForgetfulDesk desk, int steps) {}

    private Ended run(int crashAfter, int snapshotEvery, Random random) throws Exception {
        ForgetfulDesk desk = new ForgetfulDesk();
        ScriptedPeople people = new ScriptedPeople(Script.parse(YES));
        int steps = 0;
        Path file = folder.resolve("store-" + ++stores + ".db");
        try (SteppedHost host =
                new SteppedHost(file, _ -> program, desk, StoreOptions.standard(), random)
                        .with(Gate.OPEN, people, Watcher.NOBODY)
                        .keeping(snapshotEvery, 0)) {
            host.begin(SteppedHost.run(program, TestPlaybook.facts(program)));
            while (true) {
                if (steps == crashAfter) {
                    host.crash();
                }
                steps++;
                if (host.step() || resolved(host, desk) || people.answer(host.host())) {
                    continue;
                }
                if (host.host().nextDue() == null) {
                    break;
                }
                host.pass(Duration.ofSeconds(10));
                host.host().wake();
            }
            RunRecord record = Objects.requireNonNull(host.host().record("run-1"));
            return new Ended(textOf(record), desk, steps);
        }
    }

    /** But for times, and for how often something was tried or looked for. */
    private static String textOf(RunRecord record) {
        StringBuilder text = new StringBuilder(record.status());
        for (StepRecord step : record.steps()) {
            text.append('\n').append(step.path()).append(' ').append(step.status());
            text.append(step.kind().equals("ask") ? "" : " " + Json.write(step.result()));
        }
        return text.toString();
    }

    /** A person looks whether the message was sent, and says so. */
    private static boolean resolved(SteppedHost host, ForgetfulDesk desk) throws Exception {
        RunRow row =
                Objects.requireNonNull(host.store().read(reader -> RunTable.byId(reader, "run-1")));
        if (row.status() != RunStatus.NEEDS_ATTENTION) {
            return false;
        }
        Resolution resolution =
                desk.count("send") > 0
                        ? new Resolution.WasDone(MapValue.builder().put("id", "t").build())
                        : new Resolution.Repeat();
        Control control = host.host().resolve("run-1", null, resolution, "ann");
        return control instanceof Control.Done;
    }

    @Test
    void endsTheSameWhereverItStops() throws Exception {
        Ended whole = run(-1, 500, null);
        assertTrue(whole.steps() > 30, () -> "too few steps: " + whole.steps());
        for (int crash = 0; crash < whole.steps(); crash++) {
            int after = crash;
            Ended one = run(crash, 1 + crash % 5, null);
            assertEquals(whole.record(), one.record(), () -> "stopped after " + after);
            check(one, after);
        }
    }

    @Test
    void endsTheSameInWhateverOrder() throws Exception {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            int after = seed;
            Ended one = run(random.nextInt(60), 3, random);
            check(one, after);
        }
    }

    private static void check(Ended ended, int after) {
        for (Map.Entry<String, Integer> done : ended.desk().done().entrySet()) {
            String what = done.getKey();
            int most = what.startsWith("send ") || what.startsWith("open ") ? 1 : 2;
            assertTrue(done.getValue() <= most, () -> done + ", stopped after " + after);
        }
        assertEquals(7, ended.desk().done().size(), () -> ended.desk().done().toString());
    }
}
