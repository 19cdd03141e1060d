package dev.tocsin.service.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.host.durable.Contained;
import dev.tocsin.host.durable.Gate.Verdict;
import dev.tocsin.host.durable.Held;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.program.ActionNode;
import dev.tocsin.program.Program;
import dev.tocsin.program.ProgramActions;
import dev.tocsin.service.config.Containment;
import dev.tocsin.store.ContainmentTable;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreOptions;
import dev.tocsin.testing.TestPlaybook;
import dev.tocsin.value.Json;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

/** Budgets that hold for runs side by side, and what is never cut off unasked. */
final class ContainmentGateTest {

    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    private static final Program PROGRAM =
            TestPlaybook.program(
                    """
                    playbook: isolate
                    inputs: { machine: { type: string } }
                    steps:
                      - action: defender-endpoint.isolateMachine
                        onError: fail
                        unattended: a test
                        with:
                          machineId: ${inputs.machine}
                          isolationType: Full
                          comment: a test
                    """);

    private static final String ALERT =
            """
            {"devices": [{"id": "m-1", "name": "DC-01.contoso.com", "group": "tier0",
                          "osPlatform": "Windows"},
                         {"id": "m-2", "name": "ws-1.contoso.com", "group": "clients",
                          "osPlatform": "Windows"}],
             "users": [{"id": "u-1", "upn": "ceo@contoso.com"},
                       {"id": "u-2", "upn": "ana@contoso.com"}]}
            """;

    @TempDir private Path folder;
    private Store store;

    @BeforeEach
    void open() throws Exception {
        store = Store.open(folder.resolve("tocsin.db"), StoreOptions.standard());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Containment rules(int perRun, int perHour) {
        return new Containment(
                perRun,
                perHour,
                List.of("dc-*"),
                List.of("ceo@*"),
                List.of("tier?"),
                Duration.ofHours(1));
    }

    private static Contained isolation(long run, String input, Instant at) throws Exception {
        ActionNode node = ProgramActions.of(PROGRAM).getFirst();
        RunFacts facts =
                new RunFacts(
                        "run-" + run,
                        1,
                        NullValue.NULL,
                        new RunFacts.Signal(Json.parse(ALERT), NullValue.NULL),
                        MapValue.EMPTY,
                        MapValue.EMPTY,
                        1000);
        return new Contained(
                new Held("run-" + run, 0, 1),
                run,
                "isolate",
                "steps[0]",
                node,
                (MapValue) Json.parse(input),
                "key",
                facts,
                at);
    }

    private String judge(Containment rules, Contained what) throws Exception {
        ContainmentGate gate = new ContainmentGate(rules);
        return switch (store.await(tx -> gate.judge(tx, what))) {
            case Verdict.Go _ -> "go";
            case Verdict.Hold(String reason) -> reason;
        };
    }

    private long counted() throws Exception {
        return store.read(reader -> ContainmentTable.ofRun(reader, 1));
    }

    @Test
    void aRunHasABudget() throws Exception {
        Containment rules = rules(2, 20);
        String machine = "{\"machineId\": \"m-2\"}";
        assertEquals("go", judge(rules, isolation(1, machine, NOW)));
        assertEquals("go", judge(rules, isolation(1, machine, NOW)));
        assertEquals(
                "this would be containment number 3 in this run, and 2 go unasked",
                judge(rules, isolation(1, machine, NOW)));
        assertEquals("go", judge(rules, isolation(2, machine, NOW)));
    }

    @Test
    void aPlaybookHasOneForAnHour() throws Exception {
        Containment rules = rules(5, 1);
        String machine = "{\"machineId\": \"m-2\"}";
        assertEquals("go", judge(rules, isolation(1, machine, NOW)));
        assertEquals(
                "this would be containment number 2 of `isolate` within an hour, and 1 goes"
                        + " unasked",
                judge(rules, isolation(2, machine, NOW.plusSeconds(3599))));
        assertEquals("go", judge(rules, isolation(3, machine, NOW.plusSeconds(3600))));
    }

    @Test
    void aListCountsAsManyAsItHas() throws Exception {
        String users = "{\"users\": [\"a\", \"b\", \"c\"]}";
        assertEquals("go", judge(rules(3, 20), isolation(1, users, NOW)));
        assertEquals(3L, counted());
        assertEquals(
                "these would be containments up to number 6 in this run, and 5 go unasked",
                judge(rules(5, 20), isolation(1, users, NOW)));
        assertEquals(3L, counted());
        String deep = "{\"body\": {\"groups\": [{\"members\": [\"a\", \"b\", \"c\"]}]}}";
        assertEquals("go", judge(rules(3, 20), isolation(2, deep, NOW)));
        assertEquals(
                "these would be containments up to number 6 in this run, and 3 go unasked",
                judge(rules(3, 20), isolation(2, deep, NOW)));
    }

    @Test
    void whatIsProtectedIsHeldByItsNameItsIdOrItsGroup() throws Exception {
        Containment rules = rules(5, 20);
        assertEquals(
                "`dc-07` is a protected device (`dc-*`)",
                judge(rules, isolation(1, "{\"machine\": \"dc-07\"}", NOW)));
        assertEquals(
                "`DC-01.contoso.com` is a protected device (`dc-*`)",
                judge(rules, isolation(1, "{\"machineId\": \"m-1\"}", NOW)));
        assertEquals(
                "`ceo@contoso.com` is a protected user (`ceo@*`)",
                judge(rules, isolation(1, "{\"ids\": [\"u-2\", \"U-1\"]}", NOW)));
        Containment tags =
                new Containment(5, 20, List.of(), List.of(), List.of("TIER?"), Duration.ofHours(1));
        assertEquals(
                "it has the protected tag `tier0` (`TIER?`)",
                judge(tags, isolation(1, "{\"machineId\": \"m-1\"}", NOW)));
        assertEquals("go", judge(rules, isolation(1, "{\"machineId\": \"m-2\"}", NOW)));
        assertEquals("go", judge(rules, isolation(1, "{\"id\": \"u-2\"}", NOW)));
        assertEquals(2L, counted());
    }

    @Test
    void runsSideBySideDoNotGoBeyondItTogether() throws Exception {
        ContainmentGate gate = new ContainmentGate(rules(5, 20));
        List<Future<Verdict>> verdicts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Contained what = isolation(i, "{\"machineId\": \"m-2\"}", NOW);
            verdicts.add(store.write(tx -> gate.judge(tx, what)));
        }
        int passed = 0;
        for (Future<Verdict> verdict : verdicts) {
            passed += verdict.get() instanceof Verdict.Go ? 1 : 0;
        }
        assertEquals(20, passed);
    }
}
