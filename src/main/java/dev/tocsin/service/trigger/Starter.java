package dev.tocsin.service.trigger;

import dev.tocsin.host.durable.Created;
import dev.tocsin.host.durable.NewRun;
import dev.tocsin.host.durable.UnstorableRunException;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.Transaction;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.TimestampValue;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * Makes runs of starts: facts first, outside of any transaction, then rows inside one. Thread-safe.
 */
public final class Starter {

    private final RunCreator host;
    private final StartInputs inputs;
    private final RandomGenerator random;
    private final Set<String> storedPrograms = ConcurrentHashMap.newKeySet();

    /**
     * @param random for ids and seeds of runs; a secure one, but in tests
     */
    public Starter(RunCreator host, StartInputs inputs, RandomGenerator random) {
        this.host = host;
        this.inputs = inputs;
        this.random = random;
    }

    /** A start with all that its run needs, or why it cannot be. */
    sealed interface Prepared {

        /** To be created in a transaction; {@code facts} are those of the run if it is new. */
        record Ready(Start start, RunFacts facts) implements Prepared {}

        /**
         * @param reason for people
         */
        record Impossible(Start start, String reason) implements Prepared {}
    }

    /** A start that was created, or found, in a transaction. */
    record Begun(String playbook, Created created) {

        /** As answers tell it. */
        MapValue toValue() {
            return MapValue.builder()
                    .put("id", created.id())
                    .put("playbook", playbook)
                    .put("status", created.status())
                    .build();
        }
    }

    /** Computes what does not belong onto the writer's thread. */
    Prepared prepare(Start start, Instant now) throws InterruptedException {
        return switch (inputs.of(start.playbook().program().playbook(), start.inputs())) {
            case StartInputs.Given.Lacking(String reason) -> new Prepared.Impossible(start, reason);
            case StartInputs.Given.All(MapValue values) -> {
                String id = newId();
                MapValue run =
                        MapValue.builder()
                                .put("id", id)
                                .put("startedAt", new TimestampValue(now))
                                .put("trigger", start.trigger())
                                .put("startedBy", start.by())
                                .build();
                yield new Prepared.Ready(
                        start,
                        new RunFacts(
                                id,
                                random.nextLong(),
                                start.event(),
                                start.signal(),
                                values,
                                run,
                                RunFacts.MAX_EXPRESSION_STEPS));
            }
        };
    }

    /**
     * Creates the run of a start, unless there is one.
     *
     * @param signal the number of the signal that started it, or null
     */
    Begun create(Transaction tx, Prepared.Ready ready, @Nullable Long signal, Instant now)
            throws StoreException, UnstorableRunException {
        LoadedPlaybook playbook = ready.start().playbook();
        if (!storedPrograms.contains(playbook.digest())) {
            host.keep(tx, playbook.sources(), playbook.program(), now);
        }
        NewRun run =
                new NewRun(
                        ready.facts().runId(),
                        playbook.digest(),
                        playbook.program(),
                        ready.facts(),
                        signal,
                        ready.start().once(),
                        null);
        return new Begun(playbook.id(), host.create(tx, run));
    }

    /** Begins what was created, after the commit. */
    void begin(Iterable<Begun> begun, Iterable<Prepared.Ready> ready) {
        for (Begun each : begun) {
            host.begin(each.created());
        }
        for (Prepared.Ready each : ready) {
            storedPrograms.add(each.start().playbook().digest());
        }
    }

    private String newId() {
        byte[] bytes = new byte[6];
        random.nextBytes(bytes);
        return "run-" + HexFormat.of().formatHex(bytes);
    }
}
