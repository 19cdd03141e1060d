package dev.tocsin.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.tocsin.interpreter.Answer;
import dev.tocsin.interpreter.Command;
import dev.tocsin.interpreter.Outcome;
import dev.tocsin.interpreter.Trace;
import dev.tocsin.program.Program;
import dev.tocsin.testing.TestPlaybook;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.Json;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

@Timeout(60)
final class MemoryHostTest {

    private static final Performer NEVER =
            (_, _, _, _, _) -> {
                throw new AssertionError("nothing should be performed");
            };

    private static RunClock.Skipping fixedClock() {
        return new RunClock.Skipping(InstantSource.fixed(TestPlaybook.START));
    }

    private static Program read(String settings) {
        return TestPlaybook.program(
                """
                playbook: read
                steps:
                  - action: desk.read
                    with: { id: a }
                    retry: none
                """
                        + settings);
    }

    private static Outcome run(MemoryHost host, Program program) throws InterruptedException {
        return host.run(program, TestPlaybook.facts(program), Trace.NONE);
    }

    @Test
    void aRunCancelledBeforeItBeginsDoesNothing() throws InterruptedException {
        MemoryHost host = new MemoryHost(NEVER, fixedClock());
        host.cancel("not wanted any more");
        assertEquals(new Outcome.Cancelled("not wanted any more"), run(host, read("")));
    }

    @Test
    void cancellingBreaksOffARead() throws InterruptedException {
        CountDownLatch brokenOff = new CountDownLatch(1);
        MemoryHost[] host = new MemoryHost[1];
        host[0] =
                new MemoryHost(
                        (_, _, _, _, _) -> {
                            host[0].cancel("enough");
                            return blocked(brokenOff);
                        },
                        fixedClock());
        assertEquals(new Outcome.Cancelled("enough"), run(host[0], read("")));
        brokenOff.await();
    }

    /** The time of the lab goes on while a service hangs, so that limits still hold. */
    @Test
    void aTimeoutEndsAnAttemptThatHangs() throws InterruptedException {
        CountDownLatch brokenOff = new CountDownLatch(1);
        RunClock clock = new RunClock.Skipping(InstantSource.system());
        MemoryHost host = new MemoryHost((_, _, _, _, _) -> blocked(brokenOff), clock);
        Outcome outcome = run(host, read("    timeout: 20ms\n"));
        assertEquals(
                ErrorKind.TIMEOUT, assertInstanceOf(Outcome.Failed.class, outcome).error().kind());
        brokenOff.await();
    }

    @Test
    void interruptingTheThreadLeavesNoAttemptBehind() throws InterruptedException {
        CountDownLatch under = new CountDownLatch(1);
        CountDownLatch brokenOff = new CountDownLatch(1);
        CountDownLatch thrown = new CountDownLatch(1);
        MemoryHost host =
                new MemoryHost(
                        (_, _, _, _, _) -> {
                            under.countDown();
                            return blocked(brokenOff);
                        },
                        RunClock.real());
        Thread runner =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        run(host, read(""));
                                    } catch (InterruptedException _) {
                                        thrown.countDown();
                                    }
                                });
        under.await();
        runner.interrupt();
        thrown.await();
        brokenOff.await();
    }

    @Test
    void aBugOfAConnectorFailsItsStep() throws InterruptedException {
        Performer buggy =
                (_, _, _, _, _) -> {
                    throw new IndexOutOfBoundsException("7");
                };
        Outcome outcome = run(new MemoryHost(buggy, fixedClock()), read(""));
        assertEquals(
                "the connector of `desk.read` has a bug: IndexOutOfBoundsException: 7",
                assertInstanceOf(Outcome.Failed.class, outcome).error().message());
    }

    @Test
    void aLongWaitTakesNoTimeWhereTimeIsSkipped() throws InterruptedException {
        Program program = TestPlaybook.program("playbook: long\nsteps:\n  - wait: 30d\n");
        RunClock.Skipping clock = fixedClock();
        run(new MemoryHost(NEVER, clock), program);
        assertEquals(Duration.ofDays(30), Duration.between(TestPlaybook.START, clock.now()));
    }

    @Test
    void fiveThousandItemsAtOnce() throws Exception {
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(5000);
        Performer performer =
                (_, _, input, _, _) -> {
                    most.accumulateAndGet(open.incrementAndGet(), Math::max);
                    all.countDown();
                    all.await();
                    open.decrementAndGet();
                    return MapValue.of("name", input.entries().get("id"));
                };
        String steps =
                """
                  - id: names
                    forEach: id
                    in: event.items
                    concurrency: 5000
                    collect: ${steps.found.name}
                    steps:
                      - id: found
                        action: desk.read
                        with: { id: "${string(id)}" }
                  - return: { last: "${steps.names[4999]}", count: "${size(steps.names)}" }
                """;
        Outcome outcome = runItems(5000, steps, performer);
        assertEquals(
                Json.parse("{\"last\": \"4999\", \"count\": 5000}"),
                assertInstanceOf(Outcome.Succeeded.class, outcome).outputs());
        assertEquals(5000, most.get());
    }

    @Test
    void manyItemsOneAfterTheOther() throws Exception {
        String steps =
                """
                  - forEach: n
                    in: event.items
                    steps:
                      - if: n % 2 == 0
                        then:
                          - set: { count: "${vars.count + 1}" }
                  - return: { count: "${vars.count}" }
                """;
        Outcome outcome = runItems(200_000, steps, NEVER);
        assertEquals(
                Json.parse("{\"count\": 100000, \"last\": null}"),
                assertInstanceOf(Outcome.Succeeded.class, outcome).outputs());
    }

    private static Outcome runItems(int count, String steps, Performer performer)
            throws InterruptedException {
        Program program =
                TestPlaybook.program(
                        """
                        playbook: items
                        on:
                          - webhook: { path: items }
                        vars: { count: 0 }
                        outputs:
                          last: { default: null }
                          count: { default: null }
                        steps:
                        """
                                + steps);
        List<Value> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(IntValue.of(i));
        }
        Value event = MapValue.of("items", new ListValue(items));
        MemoryHost host = new MemoryHost(performer, fixedClock());
        return host.run(program, TestPlaybook.facts(program, event), Trace.NONE);
    }

    /** Stopped timers are forgotten, also while an earlier one runs on. */
    @Test
    void stoppedTimersAreForgotten() {
        TimerQueue timers = new TimerQueue();
        Instant soon = TestPlaybook.START;
        Program program = read("");
        RunTree.Run run =
                new RunTree(program, TestPlaybook.facts(program), (_, _) -> {}, Trace.NONE).root();
        timers.start(run, 1, soon);
        for (int timer = 2; timer < 10_000; timer++) {
            timers.start(run, timer, soon.plusSeconds(timer));
            timers.stop(run, timer);
            assertTrue(timers.size() < 100, "stopped timers pile up");
        }
        assertEquals(new TimerQueue.Due(run, 1, soon, 1), timers.first());
    }

    private static Value blocked(CountDownLatch brokenOff) throws InterruptedException {
        try {
            new CountDownLatch(1).await();
            fail("nobody opens it");
            return NullValue.NULL;
        } catch (InterruptedException e) {
            brokenOff.countDown();
            throw e;
        }
    }

    private static Answerer answering(Consumer<Answerer.Answers> who) {
        return new Answerer() {
            @Override
            public boolean ask(Command.Ask question, Answers answers) {
                who.accept(answers);
                return true;
            }

            @Override
            public boolean again(long question, @Nullable String refusal) {
                throw new AssertionError("one answer is enough: " + refusal);
            }

            @Override
            public void remind(Command.Remind reminder) {
                throw new AssertionError("nobody waits so long");
            }

            @Override
            public void escalate(Command.Escalate escalation) {
                throw new AssertionError("nobody waits so long");
            }

            @Override
            public void withdraw(Command.Withdraw withdrawal) {}
        };
    }

    private static final String ASKING =
            """
            playbook: asking
            steps:
              - id: decision
                ask: Isolate it?
                to: [ann@contoso.com]
                remind: 1m
                timeout: 5m
              - return: { choice: "${steps.decision.choice}" }
            """;

    @Test
    void aClockThatSkipsWaitsForThePersonWhoThinks() throws InterruptedException {
        RunClock.Skipping clock = fixedClock();
        Answer approval = new Answer("Approve", MapValue.EMPTY, "ann@contoso.com");
        Answerer thinking =
                answering(answers -> Thread.ofVirtual().start(() -> answers.give(approval)));
        Outcome outcome = run(new MemoryHost(NEVER, clock, thinking), TestPlaybook.program(ASKING));

        assertEquals(
                new Outcome.Succeeded(MapValue.of("choice", new StringValue("Approve"))), outcome);
        assertEquals(TestPlaybook.START, clock.now());
    }

    @Test
    void whereNobodyAnswersTheTimePasses() throws InterruptedException {
        Outcome outcome = run(new MemoryHost(NEVER, fixedClock()), TestPlaybook.program(ASKING));

        Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, outcome);
        assertEquals("nobody answered within 5m", failed.error().message());
    }

    @Test
    void givingUpEndsTheRunInGoodOrder() throws InterruptedException {
        Answerer nobody = answering(answers -> answers.giveUp("nobody is there"));
        Outcome outcome =
                run(new MemoryHost(NEVER, fixedClock(), nobody), TestPlaybook.program(ASKING));

        assertEquals(new Outcome.Cancelled("nobody is there"), outcome);
    }
}
