package dev.tocsin.host.durable;

import dev.tocsin.host.RunRecord;
import dev.tocsin.host.StepRecord;
import dev.tocsin.host.durable.SimulatedMachine.Fault;
import dev.tocsin.interpreter.Outcome;
import dev.tocsin.interpreter.RandomPlaybook;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.program.Program;
import dev.tocsin.store.EventRow;
import dev.tocsin.store.EventTable;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.RunTable;
import dev.tocsin.store.StoreException;
import dev.tocsin.testing.TestPlaybook;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.Json;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Some runs of random playbooks on one {@link SimulatedMachine}, to their end. The seed decides the
 * playbooks and what services and people say, the schedule all else.
 */
final class Simulation {

    private static final Path CALLED = Path.of("src/test/resources/golden/called");
    private static final int MOST_STEPS = 50_000;

    private final long seed;
    private final List<String> texts = new ArrayList<>();
    private final Map<String, Program> programs = new LinkedHashMap<>();

    /**
     * What became of the runs.
     *
     * @param records by id, without what time and chance decide
     * @param effects what the desk did, and how often
     * @param starts how many processes it took
     */
    record Ended(
            Map<String, String> records, Map<String, Integer> effects, int starts, int steps) {}

    /**
     * @param patient whether time limits are so long that they never decide, however long a restart
     *     takes, and no branch wins because it is faster
     */
    Simulation(long seed, boolean patient) {
        this.seed = seed;
        Random random = new Random(seed);
        int count = 1 + random.nextInt(3);
        for (int i = 1; i <= count; i++) {
            String text = withMoreOperations(RandomPlaybook.of(random), random);
            text = patient ? patientOf(text) : text;
            texts.add(text);
            programs.put("digest-" + i, TestPlaybook.programWithWarnings(text, CALLED));
        }
    }

    private static String patientOf(String text) {
        return text.replaceAll("timeout: \\d+s", "timeout: 100d").replace("join: any", "join: all");
    }

    /** Some of the puts become sends, which must not be done twice, or notes, which have a key. */
    private static String withMoreOperations(String text, Random random) {
        StringBuilder out = new StringBuilder();
        String put = "action: desk.put\n";
        int from = 0;
        for (int at = text.indexOf(put); at >= 0; at = text.indexOf(put, from)) {
            out.append(text, from, at);
            from = at + put.length();
            String other = List.of("put", "send", "note").get(random.nextInt(3));
            out.append("action: desk.").append(other).append('\n');
            int end = text.indexOf('\n', from);
            String with = text.substring(from, end);
            out.append(other.equals("put") ? with : with.replace("id: a", "text: a"));
            from = end;
        }
        return out.append(text, from, text.length()).toString();
    }

    String texts() {
        return String.join("\n", texts);
    }

    /** Without faults. */
    Ended undisturbed(Path folder, long schedule) throws Exception {
        return new One(folder, new Random(schedule), 0, false).run();
    }

    /**
     * With faults.
     *
     * @param wild whether clocks jump and people are slow as well
     */
    Ended disturbed(Path folder, long schedule, boolean wild) throws Exception {
        Random random = new Random(schedule);
        return new One(folder, random, 1 + random.nextInt(5), wild).run();
    }

    private final class One implements AutoCloseable {

        private final Random random;
        private final boolean wild;
        private final SimulatedDesk desk = new SimulatedDesk(seed, this::sent);
        private final SimulatedPeople people = new SimulatedPeople(seed, desk);
        private final SimulatedMachine machine;
        private final TreeSet<String> acknowledged = new TreeSet<>();
        private final TreeSet<String> asked = new TreeSet<>();
        private int faultsLeft;
        private int steps;

        One(Path folder, Random random, int faults, boolean wild) throws Exception {
            this.random = random;
            this.faultsLeft = faults;
            this.wild = wild;
            this.machine = new SimulatedMachine(folder, random, programs, desk, people, people);
        }

        /** A change may only be sent after its intent was committed, and until its end was. */
        private void sent(String operation, String key) {
            if (machine.failure() != null) {
                throw new AssertionError(key + " was sent after " + machine.failure());
            }
            String id = key.substring(0, key.indexOf('/'));
            try {
                if (!isIntended(id, " " + key.substring(id.length() + 1) + " desk." + operation)) {
                    throw new AssertionError(key + " was sent without an intent");
                }
            } catch (StoreException e) {
                throw new AssertionError(e.text(), e);
            }
        }

        private boolean isIntended(String id, String what) throws StoreException {
            RunRow row = machine.store().read(reader -> RunTable.byId(reader, id));
            if (row == null) {
                return false;
            }
            TreeSet<String> open = new TreeSet<>();
            for (EventRow event :
                    machine.store().read(r -> EventTable.after(r, row.number(), 0, 100_000))) {
                MapValue body = RowBody.read(event.body(), machine.store().sealer());
                long sub = body.get(RowBody.SUB) instanceof IntValue(long given) ? given : 0;
                if (body.get(RowBody.EVENT) instanceof MapValue told
                        && told.get("attempt") instanceof IntValue(long attempt)) {
                    open.remove(sub + "/" + attempt);
                }
                for (Value line : RunMemory.list(body, RowBody.COMMANDS)) {
                    String text = ((StringValue) line).value();
                    int colon = text.indexOf(": perform ");
                    String of = colon < 0 ? "0" : text.substring(0, colon);
                    String command = colon < 0 ? text : text.substring(colon + 2);
                    if (command.startsWith("perform ") && command.contains(what + " ")) {
                        open.add(of + "/" + command.split(" ")[1]);
                    }
                }
            }
            return !open.isEmpty();
        }

        Ended run() throws Exception {
            try (this) {
                while (!isOver()) {
                    if (steps++ > MOST_STEPS) {
                        throw new AssertionError("it does not end: " + unfinished());
                    }
                    try {
                        go();
                    } catch (SimulatedMachine.Gone _) {
                        machine.restart();
                        asked.retainAll(acknowledged);
                    }
                }
                return end();
            }
        }

        private void go() throws Exception {
            if (machine.failure() != null) {
                // It says so as long as it is there, and goes on with nothing.
                for (int i = 0; i < 100 && machine.step(); i++) {
                    Objects.requireNonNull(machine.failure());
                }
                throw new SimulatedMachine.Gone();
            }
            if (faultsLeft > 0 && !machine.isExpecting()) {
                faultsLeft--;
                Fault[] faults = Fault.values();
                machine.expect(faults[random.nextInt(faults.length)], random.nextInt(40));
            }
            if (create() || machine.step()) {
                return;
            }
            if (wild && random.nextInt(3) == 0) {
                disturb();
            } else if (!people.act(machine) && !machine.wake() && asked.containsAll(ids())) {
                throw new AssertionError("nothing goes on: " + unfinished());
            }
        }

        private void disturb() throws Exception {
            switch (random.nextInt(4)) {
                case 0 -> machine.pass(Duration.ofHours(1));
                case 1 -> machine.pass(Duration.ofMinutes(-1));
                case 2 -> machine.pass(Duration.ofSeconds(random.nextInt(20)));
                default -> {
                    String id = "run-" + (1 + random.nextInt(programs.size()));
                    if (random.nextInt(8) == 0) {
                        machine.host().cancel(id, "enough", "ann");
                    }
                }
            }
            machine.host().wake();
        }

        private List<String> ids() {
            return programs.keySet().stream().map(One::idOf).toList();
        }

        private static String idOf(String digest) {
            return digest.replace("digest-", "run-");
        }

        /** Asks for a run of each program; whoever is not told that it is there asks again. */
        private boolean create() {
            for (String digest : programs.keySet()) {
                String id = idOf(digest);
                if (asked.contains(id) || !asked.isEmpty() && random.nextInt(5) > 0) {
                    continue;
                }
                asked.add(id);
                create(id, digest);
                return true;
            }
            return false;
        }

        private void create(String id, String digest) {
            Program program = Objects.requireNonNull(programs.get(digest));
            NewRun run = new NewRun(id, digest, program, facts(id, program), null, id, null);
            DurableHost host = machine.host();
            machine.later(
                            tx -> {
                                try {
                                    return host.create(tx, run);
                                } catch (UnstorableRunException e) {
                                    throw new AssertionError(e.text(), e);
                                }
                            })
                    .whenComplete(
                            (created, thrown) -> {
                                if (thrown == null) {
                                    acknowledged.add(id);
                                    machine.soon(() -> host.begin(created));
                                }
                            });
        }

        private static RunFacts facts(String id, Program program) {
            RunFacts facts = TestPlaybook.facts(program);
            return new RunFacts(
                    id,
                    id.hashCode(),
                    facts.event(),
                    facts.signal(),
                    facts.inputs(),
                    facts.run(),
                    facts.maxExpressionSteps());
        }

        private boolean isOver() throws StoreException {
            return acknowledged.size() == programs.size() && unfinished().isEmpty();
        }

        private List<RunRow> unfinished() throws StoreException {
            return machine.store().read(reader -> RunTable.unfinished(reader, 0, 100));
        }

        private Ended end() throws Exception {
            machine.expectNothing();
            while (machine.step()) {
                // What is left over changes nothing.
            }
            Map<String, String> records = new TreeMap<>();
            for (String id : acknowledged) {
                RunRecord record = machine.host().record(id);
                if (record == null) {
                    throw new AssertionError(id + " is not there");
                }
                records.put(id, textOf(record));
            }
            if (!desk.broken().isEmpty()) {
                throw new AssertionError(desk.broken().toString());
            }
            return new Ended(records, desk.effects(), machine.starts(), steps);
        }

        @Override
        public void close() {
            machine.close();
        }
    }

    /** But for times, and for how often something was tried or looked for. */
    private static String textOf(RunRecord record) {
        StringBuilder text = new StringBuilder(record.status());
        if (record.outcome() instanceof Outcome.Failed(var error)) {
            text.append(' ').append(error.kind().word());
        }
        for (StepRecord step : record.steps()) {
            text.append('\n').append(step.path()).append(' ').append(step.status());
            text.append(step.kind().equals("ask") ? "" : " " + Json.write(step.result()));
        }
        return text.toString();
    }
}
