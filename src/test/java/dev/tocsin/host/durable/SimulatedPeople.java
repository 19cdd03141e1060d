package dev.tocsin.host.durable;

import dev.tocsin.expression.Evaluation;
import dev.tocsin.interpreter.Answer;
import dev.tocsin.interpreter.CallbackAnswer;
import dev.tocsin.interpreter.Command;
import dev.tocsin.interpreter.Failure;
import dev.tocsin.interpreter.Place;
import dev.tocsin.interpreter.StepEnd;
import dev.tocsin.interpreter.Trace;
import dev.tocsin.program.StepNode;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.RunStatus;
import dev.tocsin.store.RunTable;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.Transaction;
import dev.tocsin.testing.TestPlaybook;
import dev.tocsin.value.MapValue;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * People around simulated runs. They answer questions, post to callback URLs, and look after
 * operations of which nobody knows what became. They agree; what they say follows from a seed, and
 * they say it twice now and then.
 */
final class SimulatedPeople implements Questions, Trace {

    private static final List<String> PEOPLE = List.of("a@contoso.com", "b@contoso.com");

    private static final Pattern UNKNOWN =
            Pattern.compile("whether `desk\\.(\\w+)` at (\\S+) was done is not known.*");

    private final long seed;
    private final SimulatedDesk desk;
    private final TreeMap<String, String> questions = new TreeMap<>();
    private final TreeSet<String> tokens = new TreeSet<>();
    private final Set<String> said = new HashSet<>();
    private final Set<String> acknowledged = new TreeSet<>();

    SimulatedPeople(long seed, SimulatedDesk desk) {
        this.seed = seed;
        this.desk = desk;
    }

    /** Says one thing; false where nobody has anything to say. */
    boolean act(SimulatedMachine machine) throws StoreException, InterruptedException {
        return lookAfter(machine) || answer(machine) || post(machine);
    }

    private boolean answer(SimulatedMachine machine) throws InterruptedException {
        for (var question : List.copyOf(questions.entrySet())) {
            for (String person : PEOPLE) {
                String what = question.getKey() + " " + person;
                if (said.contains(what)) {
                    continue;
                }
                String choice = dice(question.getValue(), 2) == 0 ? "Yes" : "No";
                Answer answer = new Answer(choice, MapValue.EMPTY, person);
                for (int times = 0; times <= dice(what, 4) / 3; times++) {
                    Answering answering = machine.host().answer(question.getKey(), answer, "test");
                    if (answering instanceof Answering.Unavailable) {
                        return true;
                    }
                    if (answering instanceof Answering.Taken) {
                        hold(machine);
                        acknowledged.add(what);
                    }
                }
                said.add(what);
                return true;
            }
        }
        return false;
    }

    private boolean post(SimulatedMachine machine) throws InterruptedException {
        for (String token : List.copyOf(tokens)) {
            if (dice(token, 3) > 0 && !said.contains(token)) {
                try {
                    MapValue body = MapValue.builder().put("ok", true).build();
                    CallbackAnswer answer = machine.host().calledBack(token, body);
                    if (answer instanceof CallbackAnswer.Accepted) {
                        hold(machine);
                    }
                    said.add(token);
                } catch (UnavailableException _) {
                    // Posted again later.
                }
                return true;
            }
        }
        return false;
    }

    private static void hold(SimulatedMachine machine) {
        if (machine.failure() != null) {
            throw new AssertionError("acknowledged after " + machine.failure());
        }
    }

    private boolean lookAfter(SimulatedMachine machine)
            throws StoreException, InterruptedException {
        for (RunRow row : machine.store().read(reader -> RunTable.unfinished(reader, 0, 100))) {
            if (row.status() == RunStatus.NEEDS_ATTENTION) {
                Control control = lookAfter(machine.host(), row);
                if (control instanceof Control.Done) {
                    return true;
                }
            }
        }
        return false;
    }

    private Control lookAfter(DurableHost host, RunRow row) throws InterruptedException {
        Matcher matcher = UNKNOWN.matcher(String.valueOf(row.reason()));
        if (!matcher.matches()) {
            throw new AssertionError(row.id() + " needs attention: " + row.reason());
        }
        String operation = matcher.group(1);
        String path = matcher.group(2);
        Resolution resolution =
                desk.wasDone(operation, row.id() + "/" + path)
                        ? new Resolution.WasDone(SimulatedDesk.resultOf(operation))
                        : new Resolution.Repeat();
        return host.resolve(row.id(), path, resolution, "ann");
    }

    private int dice(String what, int sides) {
        return new Random(seed * 37 + what.hashCode()).nextInt(sides);
    }

    /** Answers that were taken: question and person. */
    Set<String> acknowledged() {
        return acknowledged;
    }

    @Override
    public void asked(Transaction tx, OpenQuestion question) {
        questions.put(question.id().id(), question.path());
    }

    @Override
    public void reminded(Transaction tx, Held question, List<String> to, Instant at) {}

    @Override
    public void escalated(Transaction tx, Held question, List<String> to, Instant at) {}

    @Override
    public void answered(Transaction tx, Held question, Answer answer, String via, Instant at) {}

    @Override
    public void withdrawn(
            Transaction tx, Held question, Command.Withdraw.Reason reason, Instant at) {}

    @Override
    public void held(Transaction tx, Contained what, String reason) {}

    @Override
    public void settled(Transaction tx, Held what, boolean released, String by, Instant at) {}

    @Override
    public void awaitingCallback(Place place, StepNode node, String url) {
        tokens.add(url.substring(TestPlaybook.CALLBACKS.length()));
    }

    @Override
    public void began(Place place, StepNode node) {}

    @Override
    public void ended(Place place, StepNode node, StepEnd end) {}

    @Override
    public void retrying(Place place, StepNode node, Failure failure, int attempt) {}

    @Override
    public void revealed(Place place, StepNode node, Evaluation.Revealed what) {}
}
