package dev.tocsin.host.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.host.RunRecord;
import dev.tocsin.interpreter.Answer;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.program.Program;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.RunStatus;
import dev.tocsin.store.RunTable;
import dev.tocsin.store.StoreRebuild;
import dev.tocsin.testing.Script;
import dev.tocsin.testing.SteppedHost;
import dev.tocsin.testing.TestPlaybook;
import dev.tocsin.value.MapValue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Runs that are stopped at bad moments, and what people can do about them. */
final class DurableHostTest {

    private static final String ASKING =
            """
            playbook: asking
            steps:
              - id: decision
                ask: Go on?
                to: [lead@contoso.com]
                choices: [Yes, No]
                timeout: 30m
                onTimeout: No
              - return: { said: "${steps.decision.choice}" }
            outputs:
              said: { type: string }
            """;

    private static final String SENDING =
            """
            playbook: sending
            steps:
              - parallel:
                  one:
                    - id: message
                      action: desk.send
                      onError: fail
                      with: { text: hello }
                  two:
                    - action: desk.note
                      onError: fail
                      with: { text: noted }
            """;

    @TempDir Path folder;
    private final Map<String, Program> programs = new HashMap<>();
    private final ForgetfulDesk desk = new ForgetfulDesk();
    private final ScriptedPeople people = new ScriptedPeople(Script.parse("{}"));
    private SteppedHost host;

    @AfterEach
    void close() {
        if (host != null) {
            host.close();
        }
    }

    private Created begin(String playbook) throws Exception {
        return begin(playbook, "run-1", null);
    }

    private Created begin(String playbook, String id, String once) throws Exception {
        if (host == null) {
            host =
                    new SteppedHost(
                                    folder.resolve("store.db"),
                                    digest -> Objects.requireNonNull(programs.get(digest)),
                                    desk)
                            .with(Gate.OPEN, people, Watcher.NOBODY);
        }
        Program program = TestPlaybook.programWithWarnings(playbook, null);
        programs.put(program.id(), program);
        RunFacts facts = TestPlaybook.facts(program);
        RunFacts own =
                new RunFacts(
                        id,
                        facts.seed(),
                        facts.event(),
                        facts.signal(),
                        facts.inputs(),
                        facts.run(),
                        facts.maxExpressionSteps());
        return host.begin(new NewRun(id, program.id(), program, own, null, once, null));
    }

    private RunRow row(String id) throws Exception {
        return Objects.requireNonNull(host.store().read(reader -> RunTable.byId(reader, id)));
    }

    private RunStatus status() throws Exception {
        return row("run-1").status();
    }

    private List<String> story() throws Exception {
        return Objects.requireNonNull(host.host().story("run-1")).lines().stream()
                .map(RunStory.Line::words)
                .toList();
    }

    private Answering answer(String choice) throws InterruptedException {
        Answer answer = new Answer(choice, MapValue.EMPTY, "lead@contoso.com");
        return host.host().answer(people.first().id(), answer, "test");
    }

    @Test
    void aQuestionSurvivesACrash() throws Exception {
        begin(ASKING);
        host.settle();
        assertEquals(RunStatus.WAITING, status());
        assertEquals(TestPlaybook.START.plus(Duration.ofMinutes(30)), row("run-1").dueAt());
        host.crash();
        assertEquals(0, host.host().inMemory());
        assertEquals(new Answering.Taken(true), answer("Yes"));
        host.settle();
        assertEquals(RunStatus.SUCCEEDED, status());
        assertEquals(new Answering.Late(), answer("No"));
        assertTrue(story().contains("answered by lead@contoso.com: `Yes` to steps[0], via test"));
    }

    @Test
    void anAnswerAfterExpiryIsRefused() throws Exception {
        begin(ASKING);
        host.settle();
        host.crash();
        host.pass(Duration.ofMinutes(31));
        assertEquals(new Answering.Late(), answer("Yes"));
        host.settle();
        assertEquals(RunStatus.SUCCEEDED, status());
        assertFalse(story().toString().contains("answered by"));
    }

    @Test
    void whatTheQuestionDoesNotTakeIsRefusedAndLeavesNoTrace() throws Exception {
        begin(ASKING);
        host.settle();
        assertInstanceOf(Answering.Refused.class, answer("Perhaps"));
        assertEquals(
                new Answering.Unknown(),
                host.host().answer("run-9.0.1", new Answer("Yes", MapValue.EMPTY, "x"), "test"));
        assertEquals(new Answering.Taken(true), answer("Yes"));
    }

    @Test
    void timersThatWereDueMeanwhileFireOnce() throws Exception {
        begin(
                "playbook: waits\nsteps:\n  - wait: 5m\n  - action: desk.note\n    onError: fail\n"
                        + "    with: { text: later }\n");
        host.settle();
        host.crash();
        host.pass(Duration.ofHours(2));
        host.host().wake();
        host.host().wake();
        host.settle();
        assertEquals(RunStatus.SUCCEEDED, status());
        assertEquals(Map.of("note run-1/steps[1]", 1), desk.done());
    }

    @Test
    void whatMayNotBeDoneTwiceWaitsForAPerson() throws Exception {
        desk.during.put("send", this::crashInside);
        begin(SENDING);
        settleThroughCrash();
        assertEquals(RunStatus.NEEDS_ATTENTION, status());
        assertEquals(1, desk.count("send"));
        assertEquals(1, desk.count("note"), "other branches go on");
        MapValue result = MapValue.builder().put("id", "m-1").build();
        assertInstanceOf(
                Control.Done.class,
                host.host().resolve("run-1", "message", new Resolution.WasDone(result), "ann"));
        host.settle();
        assertEquals(RunStatus.SUCCEEDED, status());
        assertEquals(1, desk.count("send"));
        assertTrue(story().contains("ann said that it was done"), () -> "it says otherwise");
    }

    @Test
    void aPersonCanHaveItDoneAgainOrGiveItUp() throws Exception {
        desk.losing.add("send");
        begin(SENDING);
        host.settle();
        assertEquals(RunStatus.NEEDS_ATTENTION, status());
        host.crash();
        host.settle();
        assertEquals(RunStatus.NEEDS_ATTENTION, status());
        desk.losing.add("send");
        assertInstanceOf(
                Control.Done.class,
                host.host().resolve("run-1", null, new Resolution.Repeat(), "ann"));
        host.settle();
        assertEquals(RunStatus.NEEDS_ATTENTION, status());
        assertEquals(2, desk.count("send"));
        assertInstanceOf(
                Control.Done.class,
                host.host().resolve("run-1", null, new Resolution.GiveUp(), "ann"));
        host.settle();
        assertEquals(RunStatus.FAILED, status());
        assertEquals(
                new Control.Refused("the run has ended: failed"),
                host.host().resolve("run-1", null, new Resolution.GiveUp(), "ann"));
    }

    /** The process dies while the operation is under way, after it was done. */
    private void crashInside() {
        crashes = true;
    }

    private boolean crashes;

    private void settleThroughCrash() throws Exception {
        while (host.step()) {
            if (crashes) {
                crashes = false;
                host.crash();
            }
        }
    }

    @Test
    void anAnswerThatComesTooLateIsKeptAndLeftOut() throws Exception {
        begin(
                """
                playbook: hurried
                steps:
                  - action: desk.read
                    timeout: 10s
                    onError: continue
                    with: { id: a }
                """);
        desk.during.put(
                "read",
                () -> {
                    host.pass(Duration.ofMinutes(1));
                    try {
                        host.host().wake();
                    } catch (dev.tocsin.store.StoreException e) {
                        throw new AssertionError(e);
                    }
                    while (host.step()) {
                        // The run goes on without it.
                    }
                });
        host.settle();
        assertEquals(RunStatus.SUCCEEDED, status());
        List<String> story = story();
        assertTrue(
                story.contains("an answer for steps[0] came too late and was left out"),
                story::toString);
        RunRecord record = Objects.requireNonNull(host.host().record("run-1"));
        assertEquals("failed", record.steps().getFirst().status());
    }

    @Test
    void oneSignalStartsOneRun() throws Exception {
        Created first = begin(ASKING, "run-1", "alert 7");
        Created second = begin(ASKING, "run-2", "alert 7");
        assertTrue(first.isNew());
        assertEquals(new Created("run-1", first.number(), false, "running", null), second);
        host.host().begin(second);
        host.host().begin(first);
        host.settle();
        host.host().begin(first);
        host.settle();
        assertEquals(RunStatus.WAITING, status());
        assertEquals(1, host.store().read(reader -> RunTable.unfinished(reader, 0, 9)).size());
    }

    @Test
    void whoeverIsCreatedAndNotBegunIsTakenUpAtTheNextStart() throws Exception {
        begin(ASKING);
        host.crash();
        host.settle();
        assertEquals(RunStatus.WAITING, status());
    }

    private static String laned(String whenBusy) {
        return ASKING + "concurrency: { limit: 1, whenBusy: " + whenBusy + " }\n";
    }

    @Test
    void runsOfALaneWaitForTheirTurn() throws Exception {
        begin(laned("queue"));
        assertEquals("queued", begin(laned("queue"), "run-2", null).status());
        assertEquals("queued", begin(laned("queue"), "run-3", null).status());
        host.settle();
        assertEquals(RunStatus.QUEUED, row("run-2").status());
        answer("Yes");
        host.settle();
        assertEquals(RunStatus.WAITING, row("run-2").status());
        assertEquals(RunStatus.QUEUED, row("run-3").status());
        host.crash();
        host.host().cancel("run-3", "not needed", "ann");
        host.settle();
        assertEquals(RunStatus.CANCELLED, row("run-3").status());
        assertEquals(RunStatus.WAITING, row("run-2").status());
    }

    @Test
    void aBusyLaneSkips() throws Exception {
        begin(laned("skip"));
        assertEquals("skipped", begin(laned("skip"), "run-2", null).status());
        assertNull(host.host().record("run-2"));
    }

    @Test
    void theOldestOfALaneMakesRoom() throws Exception {
        begin(laned("cancelOldest"));
        host.settle();
        begin(laned("cancelOldest"), "run-2", null);
        host.settle();
        assertEquals(RunStatus.CANCELLED, status());
        assertEquals(RunStatus.WAITING, row("run-2").status());
    }

    @Test
    void theOldestMakesRoomAlsoAfterACrash() throws Exception {
        begin(laned("cancelOldest"));
        host.settle();
        begin(laned("cancelOldest"), "run-2", null);
        host.crash();
        host.settle();
        assertEquals(RunStatus.CANCELLED, status());
        assertEquals(RunStatus.WAITING, row("run-2").status());
    }

    @Test
    void aContainmentThatIsHeldWaitsForPeople() throws Exception {
        String isolating =
                """
                playbook: isolating
                steps:
                  - action: desk.isolate
                    unattended: the test says so
                    onError: fail
                    with: { device: d }
                """;
        begin(ASKING, "run-0", null);
        host.settle();
        people.told.clear();
        Gate gate = (_, _) -> new Gate.Verdict.Hold("the budget is used up");
        host.with(gate, people, Watcher.NOBODY);
        begin(isolating);
        host.settle();
        assertEquals(RunStatus.WAITING, status());
        host.crash();
        host.settle();
        assertTrue(desk.done().isEmpty());
        Held held = Objects.requireNonNull(Held.of("run-1.0.1"));
        assertInstanceOf(Control.Done.class, host.host().release(held, "ann"));
        host.settle();
        assertEquals(RunStatus.SUCCEEDED, status());
        assertEquals(Map.of("isolate run-1/steps[0]", 1), desk.done());
        assertEquals("[held steps[0]: the budget is used up, released by ann]", people.toString());
        begin(isolating, "run-2", null);
        host.settle();
        host.host().deny(Objects.requireNonNull(Held.of("run-2.0.1")), "ann", "not that one");
        host.settle();
        assertEquals(RunStatus.FAILED, row("run-2").status());
        begin(isolating, "run-3", null);
        host.settle();
        host.host().cancel("run-3", "enough", "ann");
        host.settle();
        assertEquals(RunStatus.CANCELLED, row("run-3").status());
        assertEquals(1, desk.done().size());
    }

    @Test
    void whatIsNotSentAtAGracefulStopIsSentLater() throws Exception {
        begin(
                ASKING.replace(
                        "  - return",
                        "  - action: desk.send\n    onError: fail\n"
                                + "    with: { text: hello }\n  - return"));
        host.settle();
        assertTrue(host.host().drain(Duration.ofSeconds(1)));
        assertEquals(new Answering.Taken(true), answer("Yes"));
        host.settle();
        assertTrue(desk.done().isEmpty());
        host.crash();
        host.settle();
        assertEquals(RunStatus.SUCCEEDED, status());
        assertEquals(Map.of("send run-1/steps[1]", 1), desk.done());
    }

    @Test
    void aChangedProgramLeavesTheRunUntouched() throws Exception {
        begin(ASKING);
        host.settle();
        Program changed =
                TestPlaybook.programWithWarnings(ASKING.replace("Go on?", "Really?"), null);
        Program before = Objects.requireNonNull(programs.put("asking", changed));
        host.crash();
        Answering refused = answer("Yes");
        assertTrue(refused.toString().contains("diverged: after row 2"), refused::toString);
        host.settle();
        assertEquals(RunStatus.NEEDS_ATTENTION, status());
        assertInstanceOf(Control.Refused.class, host.host().resume("run-1", "ann"));
        programs.put("asking", before);
        assertInstanceOf(Control.Done.class, host.host().resume("run-1", "ann"));
        assertEquals(new Answering.Taken(true), answer("Yes"));
        host.settle();
        assertEquals(RunStatus.SUCCEEDED, status());
    }

    @Test
    void aRunIsBegunAgainFromAStep() throws Exception {
        String playbook =
                """
                playbook: twice
                steps:
                  - action: desk.note
                    onError: fail
                    with: { text: "${run.id}" }
                  - id: second
                    timeout: 1m
                    action: desk.note
                    onError: fail
                    with: { text: second }
                  - fail: it went wrong
                """;
        begin(playbook);
        host.settle();
        host.pass(Duration.ofDays(1));
        assertEquals(
                new Control.Refused("the run never came to a step `third`"),
                host.host().retryFrom("run-1", "third", "ann"));
        assertEquals(new Control.Done("run-1-1"), host.host().retryFrom("run-1", "second", "ann"));
        host.crash();
        host.settle();
        assertEquals(
                new Control.Done("run-1-2"), host.host().retryFrom("run-1-1", "steps[0]", "b"));
        host.settle();
        assertEquals(
                List.of(
                        "note run-1/steps[0]",
                        "note run-1/steps[1]",
                        "note run-1/steps[1]#1",
                        "note run-1/steps[0]#2",
                        "note run-1/steps[1]#2"),
                desk.calls);
        RunRecord old = Objects.requireNonNull(host.host().record("run-1"));
        RunRecord begun = Objects.requireNonNull(host.host().record("run-1-1"));
        assertEquals(List.of(), RunDiff.of(old, begun).differences());
        assertEquals(RunStatus.FAILED, row("run-1-2").status());
        assertTrue(
                Objects.requireNonNull(host.host().story("run-1-1"))
                        .toString()
                        .contains("begun again from second of run-1"));
    }

    @Test
    void aFailedDiskStopsEverything() throws Exception {
        begin(ASKING);
        begin(SENDING, "run-2", null);
        host.breakDisk();
        host.settle();
        assertEquals(List.of(), desk.calls);
        assertEquals("the store has failed: the disk is gone", host.host().failure());
        assertEquals(
                new Control.Refused("the store has failed: the disk is gone"),
                host.host().cancel("run-1", "enough", "ann"));
        host.crash();
        host.settle();
        assertNull(host.host().failure());
        assertEquals(RunStatus.WAITING, status());
        assertEquals(RunStatus.SUCCEEDED, row("run-2").status());
    }

    @Test
    void aStepCanSayWhatBecomesOfALostChange() throws Exception {
        desk.losing.add("send");
        desk.losing.add("send");
        begin(
                """
                playbook: perhaps
                steps:
                  - action: desk.send
                    onUnknown: repeat
                    retry: { times: 1, every: 1s }
                    onError: { outcomeUnknown: continue, timeout: continue }
                    with: { text: repeated }
                """);
        host.finish();
        assertEquals(RunStatus.SUCCEEDED, status());
        assertEquals(2, desk.count("send"));
    }

    @Test
    void rowsAreMadeAgainOutOfJournals() throws Exception {
        begin(ASKING);
        begin(SENDING, "run-2", null);
        host.settle();
        desk.losing.add("send");
        begin(SENDING, "run-3", null);
        host.settle();
        String before = rows();
        StoreRebuild.rebuild(
                host.store(),
                (tx, row) -> {
                    RunTable.advance(tx, row.number(), RunStatus.WAITING, "wrong", null, row.seq());
                    new RunRebuild(host.store(), programs::get).rebuild(tx, row);
                });
        assertEquals(before, rows());
    }

    private String rows() throws Exception {
        return host.store()
                .read(reader -> RunTable.after(reader, 0, 9))
                .toString()
                .replaceAll("seq=[0-9]+", "");
    }

    @Test
    void equalLooksAreWrittenOnce() throws Exception {
        begin(
                """
                playbook: polls
                steps:
                  - waitFor: desk.read
                    with: { id: a }
                    until: result.name == "Bob"
                    every: 10s
                    timeout: 5m
                    onTimeout: fail
                """);
        host.finish();
        assertEquals(RunStatus.FAILED, status());
        long number = row("run-1").number();
        List<String> bodies =
                host
                        .store()
                        .read(reader -> dev.tocsin.store.EventTable.after(reader, number, 0, 999))
                        .stream()
                        .filter(row -> row.kind().equals("completed"))
                        .map(row -> new String(row.body(), java.nio.charset.StandardCharsets.UTF_8))
                        .toList();
        assertTrue(bodies.size() > 10, bodies::toString);
        assertEquals(1, bodies.stream().filter(body -> body.contains("Anna")).count());
        assertNotNull(host.host().record("run-1"));
    }

    @Test
    void aLargeResultIsABlob() throws Exception {
        host =
                new SteppedHost(
                        folder.resolve("store.db"),
                        digest -> Objects.requireNonNull(programs.get(digest)),
                        (_, _, _, _, _) ->
                                MapValue.builder().put("name", "x".repeat(100_000)).build());
        begin(
                """
                playbook: large
                steps:
                  - id: a
                    action: desk.read
                    with: { id: a }
                  - wait: 1m
                  - return: { length: "${size(steps.a.name)}" }
                outputs:
                  length: { type: integer }
                """);
        host.settle();
        host.crash();
        host.finish();
        assertEquals(RunStatus.SUCCEEDED, status());
        assertTrue(
                Objects.requireNonNull(host.host().record("run-1"))
                        .toValue()
                        .toString()
                        .contains("100000"));
    }
}
