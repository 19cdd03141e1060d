import dev.tocsin.host.Performer;
import dev.tocsin.host.durable.Created;
import dev.tocsin.host.durable.DurableHost;
import dev.tocsin.host.durable.DurableOptions;
import dev.tocsin.host.durable.Gate;
import dev.tocsin.host.durable.NewRun;
import dev.tocsin.host.durable.ProgramSources;
import dev.tocsin.host.durable.Questions;
import dev.tocsin.host.durable.SourceCompiler;
import dev.tocsin.host.durable.StoredPrograms;
import dev.tocsin.host.durable.UnstorableRunException;
import dev.tocsin.host.durable.Watcher;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.program.Program;
import dev.tocsin.store.EventRow;
import dev.tocsin.store.EventTable;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.RunStatus;
import dev.tocsin.store.RunTable;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreOptions;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.TimestampValue;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A store with many runs that wait, or that a process left under way, and how a host starts on it.
 * The rows are copies of those of one run that a host carried out, so they are what a host leaves.
 *
 * <pre>
 * java -cp ... Waiting make waiting 1000000 FILE
 * java -cp ... Waiting make unfinished 100000 FILE
 * java -cp ... Waiting start FILE
 * </pre>
 */
public final class Waiting {

    private static final String LONG = "playbook: waiting\nsteps:\n  - wait: 30d\n";
    private static final String SHORT = "playbook: soon\nsteps:\n  - wait: 15s\n";
    private static final String READS =
            "playbook: unfinished\nsteps:\n  - action: defender-endpoint.getAlert\n    with: { id: a }\n";
    private static final int AT_ONCE = 20_000;

    private final Store store;
    private final StoredPrograms programs;

    private Waiting(Store store) {
        this.store = store;
        this.programs = new StoredPrograms(store, new SourceCompiler());
    }

    public static void main(String[] words) throws Exception {
        Path file = Path.of(words[words.length - 1]);
        long begin = System.nanoTime();
        try (Store store = Store.open(file, StoreOptions.standard())) {
            Waiting waiting = new Waiting(store);
            if (words[0].equals("make")) {
                waiting.make(words[1].equals("waiting") ? LONG : READS, Integer.parseInt(words[2]));
            } else {
                waiting.start(begin);
            }
        }
        System.exit(0);
    }

    private static ProgramSources sources(String text) {
        String name = text.substring("playbook: ".length(), text.indexOf('\n'));
        Map<String, String> texts = new TreeMap<>();
        texts.put("playbooks/" + name + ".yaml", text);
        texts.put("connector:defender-endpoint", "1");
        return new ProgramSources(name, "playbooks/" + name + ".yaml", texts);
    }

    private DurableHost host(Performer performer, Watcher watcher) throws Exception {
        DurableHost host =
                new DurableHost(
                        store,
                        programs,
                        performer,
                        InstantSource.system(),
                        Gate.OPEN,
                        Questions.NONE,
                        watcher,
                        DurableOptions.standard());
        host.start();
        return host;
    }

    private Created begin(DurableHost host, String id, String text) throws Exception {
        ProgramSources sources = sources(text);
        Program program = new SourceCompiler().compile(sources);
        MapValue run =
                MapValue.builder()
                        .put("id", id)
                        .put("startedAt", new TimestampValue(Instant.now()))
                        .put("trigger", "manual")
                        .put("startedBy", "benchmark")
                        .build();
        RunFacts facts =
                new RunFacts(
                        id,
                        1,
                        NullValue.NULL,
                        RunFacts.Signal.NONE,
                        MapValue.EMPTY,
                        run,
                        RunFacts.MAX_EXPRESSION_STEPS);
        Created created =
                store.await(
                        tx -> {
                            String digest = programs.keep(tx, sources, program, Instant.now());
                            try {
                                return host.create(
                                        tx, new NewRun(id, digest, program, facts, null, null, null));
                            } catch (UnstorableRunException e) {
                                throw new IllegalStateException(e.text());
                            }
                        });
        host.begin(created);
        return created;
    }

    private RunRow row(long number) throws Exception {
        return store.read(reader -> RunTable.get(reader, number));
    }

    private void make(String text, int count) throws Exception {
        long begin = System.nanoTime();
        Created first;
        CountDownLatch never = new CountDownLatch(1);
        Performer silent =
                (_, _, _, _, _) -> {
                    never.await();
                    return NullValue.NULL;
                };
        try (DurableHost host = host(silent, Watcher.NOBODY)) {
            first = begin(host, "run-first", text);
            RunStatus wanted = text.equals(LONG) ? RunStatus.WAITING : RunStatus.RUNNING;
            long number = first.number();
            while (row(number).status() != wanted
                    || store.read(reader -> EventTable.last(reader, number)) < 2) {
                Thread.onSpinWait();
            }
        }
        RunRow model = row(first.number());
        List<EventRow> events =
                store.read(reader -> EventTable.after(reader, model.number(), 0, 100));
        for (int made = 1; made < count; made += AT_ONCE) {
            copy(model, events, made, Math.min(count, made + AT_ONCE));
        }
        if (text.equals(LONG)) {
            // Last, so that it is not over before the next process looks.
            try (DurableHost host = host(silent, Watcher.NOBODY)) {
                Created soon = begin(host, "run-soon", SHORT);
                while (row(soon.number()).status() != RunStatus.WAITING) {
                    Thread.onSpinWait();
                }
            }
        }
        System.out.printf(
                "made %,d runs with %d rows each in %.1f s%n",
                count, events.size(), (System.nanoTime() - begin) / 1e9);
    }

    private void copy(RunRow model, List<EventRow> events, int from, int to) throws Exception {
        store.await(
                tx -> {
                    for (int i = from; i < to; i++) {
                        String id = "run-" + i;
                        long number = RunTable.add(tx, with(model, id));
                        for (EventRow event : events) {
                            String body = new String(event.body(), StandardCharsets.UTF_8);
                            byte[] own =
                                    body.replace("run-first", id).getBytes(StandardCharsets.UTF_8);
                            EventTable.append(
                                    tx,
                                    new EventRow(
                                            number, event.seq(), event.at(), event.kind(), own));
                        }
                    }
                    return true;
                });
    }

    private static RunRow with(RunRow model, String id) {
        return new RunRow(
                0,
                id,
                model.playbook(),
                model.digest(),
                model.trigger(),
                null,
                null,
                model.startedBy(),
                model.createdAt(),
                model.beganAt(),
                null,
                model.status(),
                null,
                null,
                model.dueAt(),
                model.seq());
    }

    /** Starts a host, and says how long it took until it took in work. */
    private void start(long begin) throws Exception {
        RunRow soon = store.read(reader -> RunTable.byId(reader, "run-soon"));
        Map<RunStatus, Long> before = store.read(RunTable::counts);
        CountDownLatch fired = new CountDownLatch(1);
        CountDownLatch taken = new CountDownLatch(1);
        List<Instant> at = new ArrayList<>();
        Watcher watcher =
                (run, kind, _) -> {
                    if (run.equals("run-soon") && kind.equals("timerFired")) {
                        at.add(Instant.now());
                        fired.countDown();
                    }
                    if (run.equals("run-new") && kind.equals("started")) {
                        taken.countDown();
                    }
                };
        Performer answers = (_, _, _, _, _) -> MapValue.builder().put("id", "a").build();
        try (DurableHost host = host(answers, watcher)) {
            long started = System.nanoTime();
            begin(host, "run-new", LONG);
            taken.await();
            System.out.printf(
                    "%s: started in %.2f s, first new run after %.2f s%n",
                    before, (started - begin) / 1e9, (System.nanoTime() - begin) / 1e9);
            if (soon != null && fired.await(60, TimeUnit.SECONDS)) {
                Duration late = Duration.between(soon.dueAt(), at.getFirst());
                System.out.printf("a timer that was due fired %d ms late%n", late.toMillis());
            }
            long unfinished = before.getOrDefault(RunStatus.RUNNING, 0L);
            while (unfinished > 0
                    && store.read(reader -> ended(RunTable.counts(reader))) < unfinished) {
                Thread.sleep(50);
            }
            if (unfinished > 0) {
                System.out.printf(
                        "all %,d that were under way have ended after %.1f s%n",
                        unfinished, (System.nanoTime() - begin) / 1e9);
            }
            System.gc();
            long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            System.out.printf(
                    "in memory: %d runs; heap after a collection: %d MB%n",
                    host.inMemory(), used >> 20);
        }
    }

    private static long ended(Map<RunStatus, Long> counts) {
        return counts.getOrDefault(RunStatus.SUCCEEDED, 0L)
                + counts.getOrDefault(RunStatus.FAILED, 0L);
    }
}
