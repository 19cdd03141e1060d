package dev.tocsin.host.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.host.Performer;
import dev.tocsin.interpreter.Answer;
import dev.tocsin.interpreter.Command;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.program.Program;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.RunStatus;
import dev.tocsin.store.RunTable;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.StoreOptions;
import dev.tocsin.store.Transaction;
import dev.tocsin.testing.TestPlaybook;
import dev.tocsin.value.MapValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/** Many runs at once, on threads and in real time. */
@Timeout(120)
final class DurableScaleTest {

    private static final int RUNS = 2000;

    private static final String PLAYBOOK =
            """
            playbook: many
            steps:
              - id: a
                action: desk.read
                with: { id: a }
              - if: steps.a.name == "Anna"
                then:
                  - action: desk.put
                    onError: fail
                    with: { id: a, to: 1 }
              - wait: 1s
              - id: decision
                ask: Go on?
                to: [lead@contoso.com]
                choices: [Yes, No]
                timeout: 30m
              - action: desk.note
                onError: fail
                with: { text: done }
            """;

    private static final Performer DESK =
            (_, operation, _, _, _) ->
                    switch (operation.spec().name()) {
                        case "read" -> MapValue.builder().put("name", "Anna").build();
                        case "put" -> MapValue.builder().put("done", true).build();
                        default -> MapValue.builder().put("id", "n").build();
                    };

    @TempDir Path folder;

    private final Program program = TestPlaybook.programWithWarnings(PLAYBOOK, null);
    private final BlockingQueue<Held> asked = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(RUNS);

    /** Hands on what is asked. */
    private final class Asking implements Questions {

        @Override
        public void asked(Transaction tx, OpenQuestion question) {
            asked.add(question.id());
        }

        @Override
        public void reminded(Transaction tx, Held question, List<String> to, Instant at) {}

        @Override
        public void escalated(Transaction tx, Held question, List<String> to, Instant at) {}

        @Override
        public void answered(
                Transaction tx, Held question, Answer answer, String via, Instant at) {}

        @Override
        public void withdrawn(
                Transaction tx, Held question, Command.Withdraw.Reason reason, Instant at) {}

        @Override
        public void held(Transaction tx, Contained what, String reason) {}

        @Override
        public void settled(Transaction tx, Held what, boolean released, String by, Instant at) {}
    }

    private DurableHost host(Store store) throws StoreException {
        Watcher watcher =
                (_, kind, detail) -> {
                    if (kind.equals("status") && "succeeded".equals(detail.text("status"))) {
                        ended.countDown();
                    }
                };
        DurableHost host =
                new DurableHost(
                        store,
                        _ -> program,
                        DESK,
                        InstantSource.system(),
                        Gate.OPEN,
                        new Asking(),
                        watcher,
                        DurableOptions.standard().keepingIdle(100, Duration.ofMillis(100)));
        host.start();
        return host;
    }

    private CompletableFuture<Created> create(Store store, DurableHost host, int number) {
        RunFacts facts = TestPlaybook.facts(program);
        String id = "run-" + number;
        RunFacts own =
                new RunFacts(
                        id,
                        number,
                        facts.event(),
                        facts.signal(),
                        facts.inputs(),
                        facts.run(),
                        facts.maxExpressionSteps());
        NewRun run = new NewRun(id, "many", program, own, null, id, null);
        return store.write(
                tx -> {
                    try {
                        return host.create(tx, run);
                    } catch (UnstorableRunException e) {
                        throw new AssertionError(e.text(), e);
                    }
                });
    }

    @Test
    void allEndAlthoughTheHostIsReplacedInBetween() throws Exception {
        Path file = folder.resolve("store.db");
        try (Store store = Store.open(file, StoreOptions.standard())) {
            try (DurableHost host = host(store)) {
                for (int i = 0; i < RUNS; i++) {
                    create(store, host, i).thenAccept(host::begin);
                }
                for (int i = 0; i < RUNS / 4; i++) {
                    answer(host, asked.take());
                }
            }
        }
        asked.clear();
        try (Store store = Store.open(file, StoreOptions.standard());
                DurableHost host = host(store)) {
            Thread answering = Thread.ofVirtual().start(() -> answerAll(store, host));
            while (store.read(RunTable::counts).getOrDefault(RunStatus.SUCCEEDED, 0L) < RUNS) {
                ended.await(20, java.util.concurrent.TimeUnit.MILLISECONDS);
            }
            answering.interrupt();
            assertNull(host.failure());
            assertEquals(List.of(), store.read(reader -> RunTable.unfinished(reader, 0, 10)));
            for (int i = 0; i < RUNS; i += 97) {
                assertEquals(6, host.record("run-" + i).steps().size());
            }
        }
    }

    /** Those who were asked before the host was replaced, and those who are asked now. */
    private void answerAll(Store store, DurableHost host) {
        try {
            while (true) {
                List<RunRow> open = store.read(reader -> RunTable.unfinished(reader, 0, 9999));
                for (RunRow row : open) {
                    for (int handle = 1; handle < 8; handle++) {
                        answer(host, new Held(row.id(), 0, handle));
                    }
                }
            }
        } catch (InterruptedException | StoreException e) {
            // The test is over.
        }
    }

    private static void answer(DurableHost host, Held question) throws InterruptedException {
        Answer answer = new Answer("Yes", MapValue.EMPTY, "lead@contoso.com");
        Answering answering = host.answer(question.id(), answer, "test");
        assertTrue(
                answering instanceof Answering.Taken || answering instanceof Answering.Late,
                answering::toString);
    }
}
