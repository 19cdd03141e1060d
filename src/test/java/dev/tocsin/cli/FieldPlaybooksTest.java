package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tocsin.cli.CapturedConsole.Printed;
import dev.tocsin.testing.Golden;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Each playbook in {@code playbooks/} with each event in {@code examples/events/} that its trigger
 * takes, in the lab: {@code golden/field/<playbook>/<event>/}. Which events a playbook takes is
 * asked of the playbook, so a new file of either kind is a new case. One that asks people is run
 * with each answer: {@code <event>+<answer>}.
 */
class FieldPlaybooksTest {

    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final Path GOLDEN = Path.of("src/test/resources/golden/field");

    /** What is answered to the question `decision`, wherever a playbook asks it. */
    private static final List<String> DECISIONS = List.of("Isolate", "Leave", "noAnswer");

    /**
     * A playbook and what starts it.
     *
     * @param event its file, or {@code no-event}
     * @param decision what is answered, or an empty text
     */
    record Case(String playbook, String event, String decision) {

        @Override
        public String toString() {
            return playbook + "/" + event + (decision.isEmpty() ? "" : "+" + decision);
        }

        Path folder() {
            return GOLDEN.resolve(toString());
        }

        List<String> words(String command, String... options) {
            List<String> words = new ArrayList<>();
            words.add(command);
            words.add("playbooks/" + playbook + ".yaml");
            if (!event.equals("no-event")) {
                words.addAll(List.of("--event", "examples/events/" + event + ".json"));
            }
            if (!decision.isEmpty()) {
                words.addAll(List.of("--answer", "decision=" + decision));
            }
            words.addAll(List.of(options));
            return words;
        }
    }

    static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        for (String playbook : names("playbooks", ".yaml")) {
            int before = cases.size();
            for (String event : names("examples/events", ".json")) {
                Case candidate = new Case(playbook, event, "");
                // The services behind alerts of one product differ in their events' fields.
                if (run(candidate.words("plan")).exitCode() == ExitCode.FINE
                        && isAbout(playbook, event)) {
                    cases.addAll(decided(candidate));
                }
            }
            if (cases.size() == before) {
                cases.add(new Case(playbook, "no-event", ""));
            }
        }
        return cases;
    }

    /** The case with each answer, where it waits for one. */
    private static List<Case> decided(Case field) throws IOException {
        String text = Files.readString(PROJECT.resolve("playbooks/" + field.playbook + ".yaml"));
        if (!text.contains("id: decision")
                || run(field.words("run", "--lab")).exitCode() != ExitCode.WAITING) {
            return List.of(field);
        }
        return DECISIONS.stream()
                .map(decision -> new Case(field.playbook, field.event, decision))
                .toList();
    }

    /** Both kinds of Cloud App Security alert fit each of its playbooks; one is meant. */
    private static boolean isAbout(String playbook, String event) {
        return playbook.contains("travel") == event.contains("travel");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void runsInTheLabAsRecorded(Case field) {
        Printed text = run(field.words("run", "--lab"));

        assertEquals(ExitCode.FINE, text.exitCode(), text::err);
        int changes = text.out().indexOf("changed in the lab");
        int lab = changes < 0 ? text.out().indexOf("nothing changed in the lab") : changes;
        check(field, "run.txt", text.out().substring(0, lab));
        check(field, "lab.txt", text.out().substring(lab));
        check(field, "progress.txt", text.err());
        check(field, "run.json", run(field.words("run", "--lab", "--format", "json")).out());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isPlannedAsRecorded(Case field) {
        check(field, "plan.txt", plan(field));
        check(field, "plan-allow-reads.txt", plan(field, "--lab", "--allow-reads"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void dryRunIsThePlan(Case field) {
        assertEquals(run(field.words("plan")), run(field.words("run", "--dry-run")));
    }

    @Test
    void everyEventStartsAPlaybook() throws IOException {
        TreeSet<String> unused = new TreeSet<>(names("examples/events", ".json"));
        cases().forEach(field -> unused.remove(field.event()));
        assertEquals(new TreeSet<>(), unused);
    }

    @Test
    void recordsAreOfCasesThatExist() throws IOException {
        TreeSet<String> found = new TreeSet<>();
        try (var playbooks = Files.list(GOLDEN)) {
            for (Path playbook : playbooks.toList()) {
                try (var events = Files.list(playbook)) {
                    events.forEach(each -> found.add(GOLDEN.relativize(each).toString()));
                }
            }
        }
        TreeSet<String> known = new TreeSet<>();
        cases().forEach(field -> known.add(field.toString()));
        assertEquals(known, found);
    }

    @Test
    void examplesAndPlaybooksAreValid() {
        Printed printed = run(List.of("validate", "playbooks", "examples"));
        assertEquals(ExitCode.FINE, printed.exitCode(), printed::err);
        assertFalse(printed.out().contains("warning"), printed::out);
    }

    private static String plan(Case field, String... options) {
        Printed printed = run(field.words("plan", options));
        assertEquals(ExitCode.FINE, printed.exitCode(), printed::err);
        return printed.out();
    }

    private static Printed run(List<String> words) {
        return CapturedConsole.in(PROJECT).run(words);
    }

    private static void check(Case field, String file, String actual) {
        Golden.check(field.folder().resolve(file), Normalised.of(actual));
    }

    private static List<String> names(String folder, String ending) throws IOException {
        try (var files = Files.list(PROJECT.resolve(folder))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .map(name -> name.substring(0, name.length() - ending.length()))
                    .sorted()
                    .toList();
        }
    }
}
