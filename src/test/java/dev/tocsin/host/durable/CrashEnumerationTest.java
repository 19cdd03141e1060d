package dev.tocsin.host.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.host.RunRecord;
import dev.tocsin.host.StepRecord;
import dev.tocsin.interpreter.Answer;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.RunStatus;
import dev.tocsin.store.RunTable;
import dev.tocsin.value.Json;
import dev.tocsin.value.MapValue;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Each playbook that ships, with its events and answers, against the services of the lab over HTTP:
 * the process stops before and after each write of the journal. Each time the run ends as it does
 * when nothing stops, and each operation was done once, or once more with the same key where nobody
 * can know, and never where that does harm.
 */
final class CrashEnumerationTest {

    private static final Path PLAYBOOKS = Path.of("playbooks");

    /** Which events and answers belong to a playbook; held complete by the runs in the lab. */
    private static final Path CASES = Path.of("src/test/resources/golden/field");

    @TempDir Path folder;
    private int stores;

    /**
     * What became of the run.
     *
     * @param record without times, and without how often something was tried
     */
    private record Ended(String record, Map<String, Integer> effects, int writes) {}

    static List<Path> cases() throws IOException {
        List<Path> cases = new ArrayList<>();
        for (Path playbook : listed(PLAYBOOKS)) {
            String name = playbook.getFileName().toString().replace(".yaml", "");
            Path own = CASES.resolve(name);
            assertTrue(Files.isDirectory(own), () -> "no event for " + playbook);
            cases.addAll(listed(own));
        }
        return cases;
    }

    private static List<Path> listed(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void endsTheSameWhereverItStops(Path example) throws Exception {
        Ended whole = run(example, 0, false);
        assertFalse(whole.effects().values().stream().anyMatch(count -> count > 1));
        for (int write = 1; write <= whole.writes(); write++) {
            check(whole, run(example, write, true), "before write " + write);
            check(whole, run(example, write, false), "after write " + write);
        }
    }

    private static void check(Ended whole, Ended one, String when) {
        assertEquals(whole.record(), one.record(), () -> "stopped " + when);
        assertEquals(whole.effects().keySet(), one.effects().keySet(), () -> "stopped " + when);
    }

    private Ended run(Path example, int stopAt, boolean before) throws Exception {
        Path place = Files.createDirectory(folder.resolve("run-" + ++stores));
        String[] name = example.getFileName().toString().split("\\+");
        try (LabServices lab = new LabServices()) {
            NewRun run = lab.run(example.getParent().getFileName().toString(), name[0]);
            Asked asked = new Asked(name.length > 1 ? name[1] : "noAnswer");
            try (SimulatedMachine machine =
                    new SimulatedMachine(
                            place,
                            new Random(1),
                            Map.of(run.digest(), run.program()),
                            lab,
                            asked,
                            asked)) {
                lab.keepTime(machine);
                machine.stopAt(stopAt, before);
                RunRecord record = finish(machine, run, asked, lab);
                assertEquals(List.of(), lab.broken());
                return new Ended(textOf(record), lab.effects(), machine.writes());
            }
        }
    }

    private static RunRecord finish(
            SimulatedMachine machine, NewRun run, Asked asked, LabServices lab) throws Exception {
        boolean[] created = new boolean[1];
        boolean begun = false;
        while (true) {
            try {
                if (!created[0] && !begun) {
                    begun = true;
                    DurableHost host = machine.host();
                    machine.later(tx -> create(host, tx, run))
                            .thenAccept(
                                    done -> {
                                        created[0] = true;
                                        host.begin(done);
                                    });
                }
                if (machine.step() || asked.answer(machine) || resolve(machine, run, lab)) {
                    continue;
                }
                RunRecord record = machine.host().record(run.id());
                if (record != null) {
                    return record;
                }
                assertTrue(machine.wake(), "nothing goes on");
            } catch (SimulatedMachine.Gone _) {
                machine.restart();
                begun = false;
            }
        }
    }

    private static Created create(DurableHost host, dev.tocsin.store.Transaction tx, NewRun run)
            throws dev.tocsin.store.StoreException {
        try {
            return host.create(tx, run);
        } catch (UnstorableRunException e) {
            throw new AssertionError(e.text(), e);
        }
    }

    /** A person looks what became of an operation, and says so. */
    private static boolean resolve(SimulatedMachine machine, NewRun run, LabServices lab)
            throws Exception {
        RunRow row = machine.store().read(reader -> RunTable.byId(reader, run.id()));
        if (row == null || row.status() != RunStatus.NEEDS_ATTENTION) {
            return false;
        }
        String why = Objects.requireNonNull(row.reason());
        String path = why.replaceFirst(".* at (\\S+) was done is not known: .*", "$1");
        var result = lab.resultOf(run.id() + "/" + path);
        Resolution resolution =
                result == null ? new Resolution.Repeat() : new Resolution.WasDone(result);
        Control control = machine.host().resolve(run.id(), path, resolution, "ann");
        assertTrue(control instanceof Control.Done, control::toString);
        return true;
    }

    private static String textOf(RunRecord record) {
        StringBuilder text = new StringBuilder(record.status());
        for (StepRecord step : record.steps()) {
            text.append('\n').append(step.path()).append(' ').append(step.status());
        }
        return text.append('\n')
                .append(Json.write(record.toValue().entries().get("outputs")))
                .toString();
    }

    /** Who answers the one question that a playbook asks. */
    private static final class Asked extends QuietPeople {

        private final String choice;
        private final Map<String, Boolean> open = new TreeMap<>();

        Asked(String choice) {
            this.choice = choice;
        }

        @Override
        public void asked(dev.tocsin.store.Transaction tx, OpenQuestion question) {
            open.put(question.id().id(), true);
        }

        boolean answer(SimulatedMachine machine) throws InterruptedException {
            if (choice.equals("noAnswer") || open.isEmpty()) {
                return false;
            }
            String id = open.keySet().iterator().next();
            Answer answer = new Answer(choice, MapValue.EMPTY, "soc-lead@contoso.com");
            machine.host().answer(id, answer, "test");
            open.remove(id);
            return true;
        }
    }
}
