package dev.tocsin.host.durable;

import dev.tocsin.alert.SignalFetch;
import dev.tocsin.alert.SignalReader;
import dev.tocsin.check.EventTypes;
import dev.tocsin.connector.Connections;
import dev.tocsin.connector.Connector;
import dev.tocsin.connector.ConnectorException;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.connector.CredentialSource;
import dev.tocsin.connector.Effect;
import dev.tocsin.connector.Fence;
import dev.tocsin.connector.Idempotency;
import dev.tocsin.connector.Machine;
import dev.tocsin.connector.Operation;
import dev.tocsin.connector.OperationCaller;
import dev.tocsin.connector.OperationSpec;
import dev.tocsin.connector.Secret;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.host.Performer;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.lab.Lab;
import dev.tocsin.lab.LabOptions;
import dev.tocsin.playbook.Trigger;
import dev.tocsin.program.ActionNode;
import dev.tocsin.program.Program;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.ValueCheck;
import dev.tocsin.source.SourceText;
import dev.tocsin.testing.TestPlaybook;
import dev.tocsin.value.Json;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.TimestampValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The services of the lab over HTTP, and how often each of their changes was asked for. The lab
 * outlives the processes that call it.
 */
final class LabServices implements Performer, AutoCloseable {

    private static final ConnectorRegistry CONNECTORS =
            ConnectorRegistry.load(Path.of("src/test/resources/golden/run"), new Diagnostics());
    private static final Map<String, Program> PROGRAMS = new HashMap<>();

    private final Lab lab;
    private final OperationCaller caller;
    private final Map<String, Integer> effects = new TreeMap<>();
    private final List<String> broken = new ArrayList<>();
    private final Map<String, Value> results = new HashMap<>();
    private @Nullable InstantSource time;

    LabServices() throws Exception {
        lab = Lab.start(LabOptions.standard().withClock(this::now));
        Diagnostics diagnostics = new Diagnostics();
        Connections connections =
                Connections.parse(SourceText.of("<lab>", lab.connectionsYaml()), null, diagnostics);
        Map<String, String> credentials = lab.credentials();
        CredentialSource source =
                new CredentialSource() {
                    @Override
                    public @Nullable Secret find(String reference, Instant deadline) {
                        String value = credentials.get(reference);
                        return value == null ? null : Secret.of(value);
                    }

                    @Override
                    public String howToSet(String reference) {
                        return "the lab has it";
                    }
                };
        caller =
                new OperationCaller(
                        connections,
                        source,
                        new Fence(lab.addresses()),
                        Machine.here(Map.of(), _ -> {}));
    }

    private Instant now() {
        InstantSource source = time;
        return source == null ? TestPlaybook.START : source.instant();
    }

    void keepTime(InstantSource source) {
        time = source;
    }

    /** A run of a playbook that ships, begun by an event of the examples. */
    NewRun run(String playbook, String event) throws Exception {
        Program program = PROGRAMS.get(playbook);
        if (program == null) {
            String text = Files.readString(Path.of("playbooks", playbook + ".yaml"));
            program = TestPlaybook.programWithWarnings(text, Path.of("").toAbsolutePath());
            PROGRAMS.put(playbook, program);
        }
        Value told =
                event.equals("no-event")
                        ? MapValue.builder()
                                .put("scheduledAt", new TimestampValue(TestPlaybook.START))
                                .put("since", NullValue.NULL)
                                .build()
                        : Json.parse(Files.readString(Path.of("examples/events", event + ".json")));
        RunFacts facts = TestPlaybook.facts(program, told, fetched(program, told));
        return new NewRun("run-1", playbook, program, facts, null, "once", null);
    }

    private @Nullable Value fetched(Program program, Value event) throws Exception {
        if (!program.usesSignals()) {
            return null;
        }
        for (Trigger trigger : program.playbook().triggers()) {
            Schema schema = EventTypes.schemaOf(trigger, CONNECTORS);
            if (schema == null || ValueCheck.of(schema).check(event).isEmpty()) {
                SignalReader reader = readerOf(trigger);
                SignalFetch fetch = reader == null ? null : reader.fetch(event);
                return fetch == null
                        ? null
                        : perform(fetch.connector(), fetch.operation(), null, fetch.input(), "f");
            }
        }
        return null;
    }

    private static @Nullable SignalReader readerOf(Trigger trigger) {
        return switch (trigger) {
            case Trigger.Alert alert -> {
                Connector source = CONNECTORS.find(alert.source().text());
                yield source == null ? null : SignalReader.ofAlerts(source);
            }
            case Trigger.Incident incident -> {
                Connector source = CONNECTORS.find(incident.source().text());
                yield source == null ? null : SignalReader.ofIncidents(source);
            }
            case Trigger.Schedule _, Trigger.Webhook _, Trigger.Poll _, Trigger.Call _ -> null;
        };
    }

    private Value perform(
            Connector connector,
            Operation operation,
            @Nullable String connection,
            MapValue input,
            String key)
            throws ConnectorException, InterruptedException {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
        return caller.perform(connector, operation, connection, input, key, deadline);
    }

    @Override
    public Value perform(
            ActionNode node, Operation operation, MapValue input, String key, Duration limit)
            throws ConnectorException, InterruptedException {
        OperationSpec spec = operation.spec();
        if (spec.effect().compareTo(Effect.CHANGE) >= 0) {
            String what = node.connector().name() + "." + spec.name() + " " + key;
            int count = effects.merge(what, 1, Integer::sum);
            boolean harmless =
                    spec.idempotency() == Idempotency.YES
                            || spec.idempotency() == Idempotency.KEYED;
            if (count > (harmless ? 2 : 1)) {
                broken.add(what + " was done " + count + " times");
            }
        }
        Value result = perform(node.connector(), operation, node.connection(), input, key);
        if (spec.effect().compareTo(Effect.CHANGE) >= 0) {
            results.put(key, result);
        }
        return result;
    }

    /** Promises that were not kept. */
    List<String> broken() {
        return broken;
    }

    /** How often each change was asked for, by operation and key. */
    Map<String, Integer> effects() {
        return effects;
    }

    /** What the change of a step answered; null where it was not made. */
    @Nullable Value resultOf(String key) {
        return results.get(key);
    }

    @Override
    public void close() {
        caller.close();
        lab.close();
    }
}
