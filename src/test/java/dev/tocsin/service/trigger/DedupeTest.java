package dev.tocsin.service.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.playbook.SignalKind;
import dev.tocsin.store.SignalState;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Policies that take only the first signal with a key, over a real store. */
@Timeout(60)
final class DedupeTest {

    private static final String PASSED_OVER =
            "policy `by-name`: alert `%s` of `siem` came first with the same key; within 1h, until"
                    + " %s, no other starts anything";

    @TempDir private Path folder;
    private Path project;

    @BeforeEach
    void writeProject() throws Exception {
        project = folder.resolve("project");
        Files.createDirectories(project.resolve("connectors"));
        Files.copy(
                TriggerFixture.PROJECT.resolve("connectors/siem.yaml"),
                project.resolve("connectors/siem.yaml"));
        write(
                "connections.yaml",
                "connections:\n  siem: { baseUrl: \"https://siem.contoso.com\" }");
        playbook("first", "accepts:\n  - alert: {}");
        playbook("second", "accepts:\n  - alert: {}");
        playbook("own", "on:\n  - alert: { source: siem }");
        policy(
                """
                triggers: passOver
                dedupe: { key: event.name, within: 1h }
                route:
                  - playbook: first
                """);
    }

    private void write(String name, String text) throws Exception {
        Files.createDirectories(project.resolve(name).getParent());
        Files.writeString(project.resolve(name), text);
    }

    private void playbook(String id, String start) throws Exception {
        write(
                "playbooks/" + id + ".yaml",
                "playbook: " + id + "\n" + start + "\nsteps:\n  - log: x\n");
    }

    private void policy(String rest) throws Exception {
        write(
                "policies/by-name.yaml",
                "policy: by-name\norder: 10\nfor:\n  - alert: { source: siem }\n" + rest);
    }

    private TriggerFixture open() throws Exception {
        TriggerFixture fixture = new TriggerFixture(folder.resolve("tocsin.db"), project, null);
        assertEquals(List.of(), fixture.generation.problems());
        return fixture;
    }

    private static Receipt.Kept take(TriggerFixture fixture, String id, String name, String more)
            throws Exception {
        String alert =
                """
                {"id": "%s", "name": "%s", "level": "high", "at": "2026-03-02T08:00:00Z"%s}
                """
                        .formatted(id, name, more);
        EventBody body = EventBody.read("application/json", _ -> null, alert.getBytes());
        return switch (fixture.ingest.take(
                SignalKind.ALERT, "siem", body, null, "test", ReplayGuard.NONE)) {
            case Ingest.Taking.Done(List<Receipt> receipts) -> (Receipt.Kept) receipts.getFirst();
            case Ingest.Taking.UnknownSource _, Ingest.Taking.Replayed _ ->
                    throw new AssertionError("not taken: " + id);
        };
    }

    private static void assertRouted(Receipt.Kept receipt, String... playbooks) {
        assertEquals(
                List.of(playbooks), receipt.runs().stream().map(Starter.Begun::playbook).toList());
        assertEquals(SignalState.ROUTED, receipt.state());
    }

    private static void assertPassedOver(Receipt.Kept receipt, String first, String until) {
        assertEquals(SignalState.PASSED_OVER, receipt.state());
        assertEquals(PASSED_OVER.formatted(first, until), receipt.detail());
        assertEquals(List.of(), receipt.runs());
    }

    private static void wait(TriggerFixture fixture, String time) {
        fixture.clock.advance(Duration.parse("PT" + time));
    }

    @Test
    void onlyTheFirstOfAWindowThatDoesNotSlideStartsARun() throws Exception {
        try (TriggerFixture fixture = open()) {
            assertRouted(take(fixture, "a-1", "Malware", ""), "first");
            wait(fixture, "40M");
            assertPassedOver(take(fixture, "a-2", "Malware", ""), "a-1", "2026-03-02T10:00:00Z");
            assertRouted(take(fixture, "b-1", "Phishing", ""), "first");
            wait(fixture, "19M59S");
            assertPassedOver(take(fixture, "a-3", "Malware", ""), "a-1", "2026-03-02T10:00:00Z");
            wait(fixture, "1S");
            assertRouted(take(fixture, "a-4", "Malware", ""), "first");
            assertPassedOver(take(fixture, "a-5", "Malware", ""), "a-4", "2026-03-02T11:00:00Z");
            assertEquals(3, fixture.runs.begun.size());
            String rows = fixture.rows();
            assertTrue(
                    rows.contains(
                            "alert siem a-2 revision 1 by test: passedOver ("
                                    + PASSED_OVER.formatted("a-1", "2026-03-02T10:00:00Z")
                                    + ")\n"),
                    rows);
        }
    }

    @Test
    void laterRevisionsAreNoRepetitionsAndOpenNoWindow() throws Exception {
        policy(
                """
                match: all
                triggers: passOver
                dedupe: { key: event.name, within: 1h }
                route:
                  - playbook: first
                  - when: has(event.total)
                    playbook: second
                """);
        try (TriggerFixture fixture = open()) {
            assertRouted(take(fixture, "a-1", "Malware", ""), "first");
            wait(fixture, "30M");
            // It is still about what came first: what holds now starts, and the window stays.
            Receipt.Kept second = take(fixture, "a-1", "Malware", ", \"total\": 1");
            assertRouted(second, "first", "second");
            assertEquals(2, fixture.runs.begun.size());
            assertPassedOver(take(fixture, "a-2", "Malware", ""), "a-1", "2026-03-02T10:00:00Z");
            wait(fixture, "30M");
            assertRouted(take(fixture, "a-1", "Malware", ", \"total\": 2"), "first", "second");
            assertEquals(2, fixture.runs.begun.size());
            // That started nothing new, so it keeps nothing else from starting.
            assertRouted(take(fixture, "a-3", "Malware", ""), "first");
        }
    }

    @Test
    void aWindowOutlivesTheProcess() throws Exception {
        try (TriggerFixture fixture = open()) {
            assertRouted(take(fixture, "a-1", "Malware", ""), "first");
        }
        try (TriggerFixture fixture = open()) {
            assertPassedOver(take(fixture, "a-2", "Malware", ""), "a-1", "2026-03-02T10:00:00Z");
            wait(fixture, "1H");
            assertRouted(take(fixture, "a-3", "Malware", ""), "first");
        }
    }

    @Test
    void ofManyAtOnceExactlyOneStarts() throws Exception {
        int senders = 16;
        try (TriggerFixture fixture = open();
                ExecutorService threads = Executors.newFixedThreadPool(senders)) {
            for (int round = 0; round < 10; round++) {
                String name = "Malware " + round;
                CyclicBarrier together = new CyclicBarrier(senders);
                List<Callable<SignalState>> calls = new ArrayList<>();
                for (int sender = 0; sender < senders; sender++) {
                    String id = "a-" + round + "-" + sender;
                    calls.add(
                            () -> {
                                together.await();
                                return take(fixture, id, name, "").state();
                            });
                }
                List<SignalState> states = new ArrayList<>();
                for (Future<SignalState> call : threads.invokeAll(calls)) {
                    states.add(call.get());
                }
                assertEquals(1, states.stream().filter(SignalState.ROUTED::equals).count());
                assertEquals(
                        senders - 1,
                        states.stream().filter(SignalState.PASSED_OVER::equals).count());
                assertEquals(round + 1, fixture.runs.begun.size());
            }
        }
    }

    @Test
    void ofOneRequestTheFirstStarts() throws Exception {
        try (TriggerFixture fixture = open()) {
            String alert =
                    "{\"id\": \"a-%d\", \"name\": \"Malware\", \"level\": \"low\", \"at\": \"\"}";
            String both = "[" + alert.formatted(1) + ", " + alert.formatted(2) + "]";
            EventBody body = EventBody.read("application/json", _ -> null, both.getBytes());
            fixture.ingest.take(SignalKind.ALERT, "siem", body, null, "test", ReplayGuard.NONE);
            String rows = fixture.rows();
            assertTrue(rows.contains("alert siem a-1 revision 1 by test: routed\n"), rows);
            assertTrue(rows.contains("alert siem a-2 revision 1 by test: passedOver ("), rows);
            assertEquals(1, fixture.runs.begun.size());
        }
    }

    @Test
    void whatOthersStartIsNotHeldBack() throws Exception {
        policy(
                """
                match: all
                dedupe: { key: event.name, within: 1h }
                route:
                  - playbook: first
                """);
        write(
                "policies/later.yaml",
                """
                policy: later
                order: 20
                for:
                  - alert: { source: siem }
                dedupe: { key: event.id, within: 1h }
                route:
                  - playbook: second
                """);
        try (TriggerFixture fixture = open()) {
            assertRouted(take(fixture, "a-1", "Malware", ""), "first", "second", "own");
            Receipt.Kept repeated = take(fixture, "a-2", "Malware", "");
            assertRouted(repeated, "second", "own");
            assertEquals(PASSED_OVER.formatted("a-1", "2026-03-02T10:00:00Z"), repeated.detail());
        }
    }

    @Test
    void aPlaybookOfThePolicyIsNotStartedByItsOwnTriggerInstead() throws Exception {
        policy(
                """
                dedupe: { key: event.name, within: 1h }
                route:
                  - playbook: own
                """);
        try (TriggerFixture fixture = open()) {
            assertRouted(take(fixture, "a-1", "Malware", ""), "own");
            assertPassedOver(take(fixture, "a-2", "Malware", ""), "a-1", "2026-03-02T10:00:00Z");
        }
    }

    @Test
    void aKeyWithoutAValueIsAFaultAndNullIsNoKey() throws Exception {
        policy(
                """
                triggers: passOver
                dedupe:
                  key: 'event.name == "Odd" ? event.hosts[0] : event?.bad'
                  within: 1h
                route:
                  - playbook: first
                """);
        try (TriggerFixture fixture = open()) {
            Receipt.Kept failed = take(fixture, "a-1", "Odd", ", \"hosts\": []");
            assertEquals(SignalState.ROUTING_FAILED, failed.state());
            assertTrue(
                    String.valueOf(failed.detail())
                            .startsWith(
                                    "policies/by-name.yaml, line 7: the key of policy `by-name` has"
                                            + " no value: "),
                    failed.detail());
            assertEquals(List.of(), failed.runs());
            assertRouted(take(fixture, "a-2", "Malware", ""), "first");
            assertRouted(take(fixture, "a-3", "Malware", ""), "first");
        }
    }

    @Test
    void oneThatCouldNotStartKeepsNoOtherFromStarting() throws Exception {
        playbook(
                "first",
                "accepts:\n  - alert: {}\ninputs:\n  total: { type: integer, minimum: 5 }");
        policy(
                """
                triggers: passOver
                dedupe: { key: event.name, within: 1h }
                route:
                  - playbook: first
                    inputs: { total: "${has(event.total) ? event.total : 5}" }
                """);
        try (TriggerFixture fixture = open()) {
            Receipt.Kept failed = take(fixture, "a-1", "Malware", ", \"total\": 1");
            assertEquals(SignalState.ROUTING_FAILED, failed.state());
            assertRouted(take(fixture, "a-2", "Malware", ""), "first");
            // Mended, it is what came second.
            assertPassedOver(
                    take(fixture, "a-1", "Malware", ", \"total\": 7"),
                    "a-2",
                    "2026-03-02T10:00:00Z");
        }
    }

    @Test
    void oneThatIsRoutedAgainByHandIsStillARepetition() throws Exception {
        try (TriggerFixture fixture = open()) {
            assertRouted(take(fixture, "a-1", "Malware", ""), "first");
            take(fixture, "a-2", "Malware", "");
            assertEquals(SignalState.PASSED_OVER, again(fixture).state());
            wait(fixture, "1H");
            assertRouted(again(fixture), "first");
            assertNull(again(fixture));
        }
    }

    private static Receipt.@Nullable Kept again(TriggerFixture fixture) throws Exception {
        return fixture.ingest.routeAgain(SignalKind.ALERT, "siem", "a-2", "op")
                        instanceof Ingest.Rerouting.Done(Receipt.Kept receipt)
                ? receipt
                : null;
    }
}
