package dev.tocsin.testing;

import dev.tocsin.alert.SignalFetch;
import dev.tocsin.alert.SignalReader;
import dev.tocsin.alert.UnreadableSignalException;
import dev.tocsin.check.EventTypes;
import dev.tocsin.connector.Connector;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.playbook.Trigger;
import dev.tocsin.program.Program;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.ValueCheck;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/** The signal behind the event of a golden run, read as a run by hand reads it. */
final class TestSignal {

    private final ConnectorRegistry connectors;
    private final Trigger trigger;

    private TestSignal(ConnectorRegistry connectors, Trigger trigger) {
        this.connectors = connectors;
        this.trigger = trigger;
    }

    /** For the first trigger that the event fits. */
    static TestSignal of(Program program, Value event, ConnectorRegistry connectors) {
        for (Trigger trigger : program.playbook().triggers()) {
            Schema schema = EventTypes.schemaOf(trigger, connectors);
            if (schema == null || ValueCheck.of(schema).check(event).isEmpty()) {
                return new TestSignal(connectors, trigger);
            }
        }
        throw new AssertionError("the event fits no trigger of " + program.id());
    }

    String trigger() {
        return trigger.name();
    }

    /**
     * @param fetched what the source gives, or null where it is not asked
     */
    RunFacts.Signal signal(Value event, @Nullable Value fetched) {
        return switch (trigger) {
            case Trigger.Alert alert -> {
                Connector source = connectors.find(alert.source().text());
                Value read =
                        read(SignalReader.ofAlerts(Objects.requireNonNull(source)), event, fetched);
                yield new RunFacts.Signal(read, NullValue.NULL);
            }
            case Trigger.Incident incident -> {
                Connector source = connectors.find(incident.source().text());
                Value read =
                        read(
                                SignalReader.ofIncidents(Objects.requireNonNull(source)),
                                event,
                                fetched);
                yield new RunFacts.Signal(NullValue.NULL, read);
            }
            case Trigger.Schedule _, Trigger.Webhook _, Trigger.Poll _, Trigger.Call _ ->
                    RunFacts.Signal.NONE;
        };
    }

    private static Value read(@Nullable SignalReader found, Value event, @Nullable Value fetched) {
        SignalReader reader = Objects.requireNonNull(found);
        try {
            SignalFetch fetch = reader.fetch(event);
            Value whole = fetch == null ? event : fetched;
            return whole == null ? reader.unread() : reader.read(event, whole);
        } catch (UnreadableSignalException e) {
            throw new AssertionError(e.text(), e);
        }
    }
}
