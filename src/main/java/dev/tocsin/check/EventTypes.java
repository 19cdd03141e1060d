package dev.tocsin.check;

import dev.tocsin.connector.Connector;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.connector.Operation;
import dev.tocsin.connector.SignalSource;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.expression.TypeChecker;
import dev.tocsin.playbook.Accepted;
import dev.tocsin.playbook.Name;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.SignalKind;
import dev.tocsin.playbook.Trigger;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeUnion;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What {@code event} holds, by what starts the run. */
public final class EventTypes {

    private EventTypes() {}

    /**
     * One of the events of whatever may start the playbook; {@link Type#ANY} where only people do.
     */
    static TypesByTrigger of(Playbook playbook, ConnectorRegistry connectors) {
        TypesByTrigger types = new TypesByTrigger();
        for (Trigger trigger : playbook.triggers()) {
            types.add(trigger.name(), of(trigger, playbook, connectors));
        }
        for (Accepted accepted : playbook.accepts()) {
            Schema schema = schemaOf(accepted, connectors);
            types.add(accepted.kind().word(), schema == null ? Type.ANY : schema.type());
        }
        return types;
    }

    /** The schemas of all that the event can hold, and what completes it. */
    static List<Schema> sources(
            Playbook playbook, boolean signalsUsed, ConnectorRegistry connectors) {
        List<Schema> sources = new ArrayList<>();
        for (Trigger trigger : playbook.triggers()) {
            add(sources, schemaOf(trigger, connectors));
            switch (trigger) {
                case Trigger.Poll poll -> add(sources, found(poll, playbook, connectors));
                case Trigger.Alert alert when signalsUsed ->
                        add(sources, fetched(SignalKind.ALERT, alert.source(), connectors));
                case Trigger.Incident incident when signalsUsed ->
                        add(sources, fetched(SignalKind.INCIDENT, incident.source(), connectors));
                case Trigger.Alert _,
                        Trigger.Incident _,
                        Trigger.Schedule _,
                        Trigger.Webhook _,
                        Trigger.Call _ -> {}
            }
        }
        for (Accepted accepted : playbook.accepts()) {
            add(sources, schemaOf(accepted, connectors));
            if (signalsUsed && accepted.source() != null) {
                add(sources, fetched(accepted.kind(), accepted.source(), connectors));
            }
        }
        return sources;
    }

    private static void add(List<Schema> sources, @Nullable Schema schema) {
        if (schema != null) {
            sources.add(schema);
        }
    }

    private static @Nullable Schema fetched(
            SignalKind kind, Name source, ConnectorRegistry connectors) {
        Connector connector = connectors.find(source.text());
        SignalSource signals = connector == null ? null : signals(connector, kind);
        String fetch = signals == null ? null : signals.fetch();
        Operation operation = fetch == null ? null : connector.operation(fetch);
        return operation == null ? null : operation.spec().output();
    }

    private static @Nullable Schema found(
            Trigger.Poll poll, Playbook playbook, ConnectorRegistry connectors) {
        Operation operation =
                new ActionCheck(connectors, playbook.source(), new Diagnostics())
                        .operation(poll.operation());
        return operation == null ? null : operation.spec().output();
    }

    private static Type of(Trigger trigger, Playbook playbook, ConnectorRegistry connectors) {
        return switch (trigger) {
            case Trigger.Schedule _ -> scheduledType();
            case Trigger.Poll poll -> item(poll, playbook, connectors);
            case Trigger.Call _ -> Type.NULL;
            case Trigger.Alert _, Trigger.Incident _, Trigger.Webhook _ -> {
                Schema schema = schemaOf(trigger, connectors);
                yield schema == null ? Type.ANY : schema.type();
            }
        };
    }

    /** The schema that an event of this trigger must fit, or null where anything goes. */
    public static @Nullable Schema schemaOf(Trigger trigger, ConnectorRegistry connectors) {
        return switch (trigger) {
            case Trigger.Alert alert -> eventOf(SignalKind.ALERT, alert.source(), connectors);
            case Trigger.Incident incident ->
                    eventOf(SignalKind.INCIDENT, incident.source(), connectors);
            case Trigger.Webhook webhook -> webhook.body();
            case Trigger.Schedule _ -> scheduled();
            case Trigger.Poll _, Trigger.Call _ -> null;
        };
    }

    /** The schema of the event of an accepted signal; null where any source will do. */
    public static @Nullable Schema schemaOf(Accepted accepted, ConnectorRegistry connectors) {
        return accepted.source() == null
                ? null
                : eventOf(accepted.kind(), accepted.source(), connectors);
    }

    private static @Nullable Schema eventOf(
            SignalKind kind, Name source, ConnectorRegistry connectors) {
        Connector connector = connectors.find(source.text());
        SignalSource signals = connector == null ? null : signals(connector, kind);
        return signals == null ? null : signals.event();
    }

    /** What a connector says of its signals of this kind, or null where it has none. */
    public static @Nullable SignalSource signals(Connector connector, SignalKind kind) {
        return switch (kind) {
            case ALERT -> connector.alerts();
            case INCIDENT -> connector.incidents();
        };
    }

    /** An item of what a poll finds; its mistakes are reported where triggers are checked. */
    private static Type item(Trigger.Poll poll, Playbook playbook, ConnectorRegistry connectors) {
        Diagnostics unheard = new Diagnostics();
        Operation operation =
                new ActionCheck(connectors, playbook.source(), unheard).operation(poll.operation());
        Type result = operation == null ? Type.ANY : operation.spec().resultType();
        LexicalEnvironment names = LexicalEnvironment.empty().with("result", result, 0);
        return TypeChecker.checkList(poll.items(), names, playbook.source(), unheard);
    }

    private static Type scheduledType() {
        Map<String, Type> fields = new LinkedHashMap<>();
        fields.put("scheduledAt", Type.TIMESTAMP);
        fields.put("since", TypeUnion.of(Type.TIMESTAMP, Type.NULL));
        return new Type.Obj(fields, Set.of("scheduledAt", "since"), false);
    }

    private static Schema scheduled() {
        MapValue instant =
                MapValue.builder().put("type", "string").put("format", "date-time").build();
        List<Value> orNull = List.of(new StringValue("string"), new StringValue("null"));
        MapValue since =
                MapValue.builder()
                        .put("type", new ListValue(orNull))
                        .put("format", "date-time")
                        .build();
        return new Schema(
                MapValue.builder()
                        .put("type", "object")
                        .put("required", new ListValue(List.of(new StringValue("scheduledAt"))))
                        .put(
                                "properties",
                                MapValue.builder()
                                        .put("scheduledAt", instant)
                                        .put("since", since)
                                        .build())
                        .build());
    }
}
