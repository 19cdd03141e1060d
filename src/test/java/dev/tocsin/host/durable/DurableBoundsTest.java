package dev.tocsin.host.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.host.Performer;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.program.Program;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.RunStatus;
import dev.tocsin.store.RunTable;
import dev.tocsin.testing.SteppedHost;
import dev.tocsin.testing.TestPlaybook;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** What is large stays bounded on the durable host: the memory is what lives after a collection. */
@Timeout(120)
final class DurableBoundsTest {

    private static final long MOST_BYTES = 64L << 20;

    @TempDir Path folder;
    private final AtomicInteger done = new AtomicInteger();

    private final Performer desk =
            (_, _, _, _, _) -> {
                done.incrementAndGet();
                return MapValue.builder().put("name", "x").put("id", "n").build();
            };

    private SteppedHost host(Program program) throws Exception {
        return new SteppedHost(folder.resolve("store.db"), _ -> program, desk);
    }

    private static Program program(String steps) {
        return TestPlaybook.programWithWarnings("playbook: large\nsteps:\n" + steps, null);
    }

    private static long live() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static RunRow row(SteppedHost host) throws Exception {
        return Objects.requireNonNull(host.store().read(reader -> RunTable.byId(reader, "run-1")));
    }

    private static void assertBounded(long before) {
        long grown = live() - before;
        assertTrue(grown < MOST_BYTES, () -> "it holds " + grown + " bytes more");
    }

    @Test
    void fiveThousandItemsAtOnce() throws Exception {
        Program program =
                program(
                        """
                          - forEach: n
                            in: lists.range(5000)
                            concurrency: 5000
                            steps:
                              - action: desk.read
                                with: { id: "${string(n)}" }
                        """);
        try (SteppedHost host = host(program)) {
            long before = live();
            host.begin(SteppedHost.run(program, TestPlaybook.facts(program)));
            host.settle();
            assertEquals(RunStatus.SUCCEEDED, row(host).status());
            assertEquals(5000, done.get());
            assertBounded(before);
        }
    }

    @Test
    void twoHundredThousandItemsOneByOne() throws Exception {
        Program program =
                program(
                        """
                          - forEach: n
                            in: lists.range(200000)
                            steps:
                              - value: ${n}
                        """);
        try (SteppedHost host = host(program)) {
            long before = live();
            host.begin(SteppedHost.run(program, TestPlaybook.facts(program)));
            host.settle();
            assertEquals(RunStatus.SUCCEEDED, row(host).status());
            assertBounded(before);
        }
    }

    @Test
    void aWaitOfThirtyDaysOutlivesProcesses() throws Exception {
        Program program = program("  - wait: 30d\n");
        try (SteppedHost host = host(program)) {
            host.begin(SteppedHost.run(program, TestPlaybook.facts(program)));
            host.settle();
            for (int day = 0; day < 29; day++) {
                host.crash();
                host.pass(Duration.ofDays(1));
                host.host().wake();
                host.settle();
                assertEquals(RunStatus.WAITING, row(host).status());
                assertEquals(0, host.host().inMemory());
            }
            host.pass(Duration.ofDays(1));
            host.host().wake();
            host.settle();
            assertEquals(RunStatus.SUCCEEDED, row(host).status());
        }
    }

    @Test
    void anAlertOfAMegabyte() throws Exception {
        Program program = program("  - wait: 1s\n");
        MapValue event = MapValue.of("text", new StringValue("x".repeat(1 << 20)));
        try (SteppedHost host = host(program)) {
            host.begin(SteppedHost.run(program, TestPlaybook.facts(program, event)));
            host.crash();
            host.finish();
            assertEquals(RunStatus.SUCCEEDED, row(host).status());
            assertNotNull(host.host().record("run-1"));
        }
    }

    @Test
    void tenThousandThatWaitLeaveNothingInMemory() throws Exception {
        Program program = program("  - wait: 30d\n");
        RunFacts facts = TestPlaybook.facts(program);
        try (SteppedHost host = host(program)) {
            long before = live();
            for (int i = 0; i < 10_000; i++) {
                String id = "run-" + i;
                RunFacts own =
                        new RunFacts(
                                id,
                                i,
                                facts.event(),
                                facts.signal(),
                                facts.inputs(),
                                facts.run(),
                                facts.maxExpressionSteps());
                host.begin(SteppedHost.run(program, own));
                host.settle();
            }
            assertEquals(0, host.host().inMemory());
            assertEquals(10_000L, host.store().read(RunTable::counts).get(RunStatus.WAITING));
            assertBounded(before);
        }
    }
}
