package dev.tocsin.check;

import dev.tocsin.connector.Connector;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.playbook.Trigger;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.Type;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What {@code event} holds, by what starts the run. */
public final class EventTypes {

    private static final Type SCHEDULED =
            new Type.Obj(
                    Map.of("scheduledAt", Type.TIMESTAMP, "since", Type.TIMESTAMP),
                    Set.of("scheduledAt"),
                    false);

    private EventTypes() {}

    /** Of a playbook with several kinds of event nothing is known before the run. */
    static Type of(List<Trigger> triggers, ConnectorRegistry connectors) {
        Type only = null;
        for (Trigger trigger : triggers) {
            Type type = of(trigger, connectors);
            if (only != null && !only.equals(type)) {
                return Type.ANY;
            }
            only = type;
        }
        return only == null ? Type.ANY : only;
    }

    private static Type of(Trigger trigger, ConnectorRegistry connectors) {
        if (trigger instanceof Trigger.Schedule) {
            return SCHEDULED;
        }
        Schema schema = schemaOf(trigger, connectors);
        return schema == null ? Type.ANY : schema.type();
    }

    /** The schema that an event of this trigger must fit, or null where anything goes. */
    public static @Nullable Schema schemaOf(Trigger trigger, ConnectorRegistry connectors) {
        return switch (trigger) {
            case Trigger.Alert alert -> {
                Connector source = connectors.find(alert.source().text());
                yield source == null ? null : source.alertEvent();
            }
            case Trigger.Webhook webhook -> webhook.body();
            case Trigger.Schedule _ -> scheduled();
            case Trigger.Incident _, Trigger.Poll _, Trigger.Call _ -> null;
        };
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
