package dev.tocsin.alert;

import dev.tocsin.connector.Connector;
import dev.tocsin.connector.Operation;
import dev.tocsin.connector.SignalSource;
import dev.tocsin.expression.EvaluationException;
import dev.tocsin.playbook.SignalKind;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.SchemaFault;
import dev.tocsin.schema.SignalForm;
import dev.tocsin.schema.SignalSchemas;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.ValueCheck;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the events of one source: what its mapping gives, completed by what follows from it, and
 * held against the published schema. Keep one per source; safe for use by several threads.
 */
public final class SignalReader {

    private final String source;
    private final @Nullable Connector connector;
    private final SignalSource signals;
    private final boolean ofAlerts;
    private final Schema form;
    private final ValueCheck check;

    private SignalReader(
            String source,
            @Nullable Connector connector,
            SignalSource signals,
            boolean ofAlerts,
            Schema form) {
        this.source = source;
        this.connector = connector;
        this.signals = signals;
        this.ofAlerts = ofAlerts;
        this.form = form;
        this.check = ValueCheck.of(form);
    }

    /** For the alerts of a connector, or null where it raises none. */
    public static @Nullable SignalReader ofAlerts(Connector connector) {
        SignalSource signals = connector.alerts();
        return signals == null
                ? null
                : new SignalReader(
                        connector.name(), connector, signals, true, SignalSchemas.alert());
    }

    /** For the incidents of a connector, or null where it has none. */
    public static @Nullable SignalReader ofIncidents(Connector connector) {
        SignalSource signals = connector.incidents();
        return signals == null
                ? null
                : new SignalReader(
                        connector.name(), connector, signals, false, SignalSchemas.incident());
    }

    /**
     * For a source without a connector, which sends alerts or incidents in the published form. What
     * it leaves out is completed, where the form says with what.
     *
     * @param source its name
     */
    public static SignalReader ofCommonForm(SignalKind kind, String source) {
        boolean ofAlerts = kind == SignalKind.ALERT;
        return new SignalReader(
                source,
                null,
                CommonForm.SOURCE,
                ofAlerts,
                ofAlerts ? SignalSchemas.alert() : SignalSchemas.incident());
    }

    /**
     * What must be read before the event is complete, or null where nothing must.
     *
     * @param event that fits the schema of the source's events
     */
    public @Nullable SignalFetch fetch(Value event) throws UnreadableSignalException {
        String name = signals.fetch();
        if (name == null || connector == null) {
            return null;
        }
        Operation operation = connector.operation(name);
        if (operation == null) {
            throw new IllegalStateException(
                    "`"
                            + connector.name()
                            + "` completes events with `"
                            + name
                            + "`, and has none");
        }
        try {
            return new SignalFetch(connector, operation, signals.fetchInput(event));
        } catch (EvaluationException e) {
            throw new UnreadableSignalException(e.text());
        }
    }

    /**
     * The alert or incident.
     *
     * @param fetched what {@link #fetch} gave; the event itself where there was nothing to read
     */
    public MapValue read(Value event, Value fetched) throws UnreadableSignalException {
        MapValue mapped;
        List<Value> alerts;
        try {
            mapped = signals.map(event, fetched);
            alerts = ofAlerts ? List.of() : alerts(signals.alertsOf(event, fetched));
        } catch (EvaluationException e) {
            throw new UnreadableSignalException(e.text());
        }
        MapValue whole = whole(mapped, alerts, fetched);
        List<SchemaFault> faults = check.check(whole);
        if (!faults.isEmpty()) {
            throw new UnreadableSignalException(faults.getFirst().message());
        }
        return whole;
    }

    /** Stands for the alert or incident while it was not read: its fields are unknown. */
    public MapValue unread() {
        String kind = ofAlerts ? "alert" : "incident";
        MapValue.Builder fields = MapValue.builder();
        for (String name : fields().keySet()) {
            fields.put(
                    name,
                    switch (name) {
                        case "kind" -> new StringValue(kind);
                        case "source" -> new StringValue(source);
                        default -> new UnknownValue(kind + "." + name);
                    });
        }
        return fields.build();
    }

    private Map<String, Type> fields() {
        if (form.type() instanceof Type.Obj(Map<String, Type> fields, _, _)) {
            return fields;
        }
        throw new IllegalStateException("alerts and incidents are objects");
    }

    private @Nullable SignalReader ofItsAlerts() {
        return connector == null ? ofCommonForm(SignalKind.ALERT, source) : ofAlerts(connector);
    }

    /** The alerts of an incident, each read as an alert of the same source. */
    private List<Value> alerts(List<Value> raw) throws UnreadableSignalException {
        SignalReader reader = raw.isEmpty() ? null : ofItsAlerts();
        List<Value> alerts = new ArrayList<>(raw.size());
        for (Value each : raw) {
            if (reader == null) {
                break;
            }
            try {
                alerts.add(reader.read(each, each));
            } catch (UnreadableSignalException e) {
                throw new UnreadableSignalException(
                        "its alert " + (alerts.size() + 1) + ": " + e.text());
            }
        }
        return alerts;
    }

    /** In the order of the schema, so that an alert reads the same whatever it comes from. */
    private MapValue whole(MapValue mapped, List<Value> alerts, Value fetched) {
        MapValue completed = (MapValue) Completion.of(mapped, form.type());
        Evidence evidence = ofAlerts ? Evidence.of(completed) : ofIncident(mapped, alerts);
        Map<String, Value> whole = new LinkedHashMap<>();
        for (String name : fields().keySet()) {
            Value value =
                    switch (name) {
                        case "kind" -> new StringValue(ofAlerts ? "alert" : "incident");
                        case "id" -> new StringValue(source + ":" + ownId(completed));
                        case "source" -> new StringValue(source);
                        case "alerts" -> new ListValue(alerts);
                        case "raw" -> fetched;
                        default -> {
                            ListValue list = evidence.list(name);
                            yield list == null ? completed.get(name) : list;
                        }
                    };
            whole.put(name, value == null ? NullValue.NULL : value);
        }
        return new MapValue(whole);
    }

    /** Of its alerts, then what its source tells of the incident alone. */
    private Evidence ofIncident(MapValue mapped, List<Value> alerts) {
        Value own = mapped.get("evidence");
        Type type =
                form.type() instanceof Type.Obj incident
                        ? SignalForm.evidenceOfIncident(incident)
                        : null;
        if (own == null || type == null) {
            return Evidence.ofAll(alerts);
        }
        List<Value> all = new ArrayList<>(alerts);
        all.add(MapValue.of("evidence", Completion.of(own, type)));
        return Evidence.ofAll(all);
    }

    private String ownId(MapValue completed) {
        String id = completed.text(ofAlerts ? "sourceAlertId" : "sourceIncidentId");
        return id == null ? "" : id;
    }
}
