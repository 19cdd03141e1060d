package dev.tocsin.service.trigger;

import dev.tocsin.alert.SignalFetch;
import dev.tocsin.alert.SignalReader;
import dev.tocsin.alert.UnreadableSignalException;
import dev.tocsin.check.EventTypes;
import dev.tocsin.connector.Connector;
import dev.tocsin.connector.SignalSource;
import dev.tocsin.expression.EvaluationException;
import dev.tocsin.playbook.SignalKind;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.SchemaFault;
import dev.tocsin.schema.SecretMarks;
import dev.tocsin.schema.SignalSchemas;
import dev.tocsin.schema.ValueCheck;
import dev.tocsin.store.StoreException;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Sealer;
import dev.tocsin.value.SecretValue;
import dev.tocsin.value.StoredFormatException;
import dev.tocsin.value.StoredJson;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;

/**
 * What the alerts, or the incidents, of one source look like, and how they are read. Made once per
 * generation; safe for use by several threads.
 */
final class SignalForm {

    private final String source;
    private final SignalKind kind;
    private final @Nullable SignalSource signals;
    private final @Nullable SignalReader reader;
    private final Schema schema;
    private final ValueCheck check;

    private SignalForm(
            String source,
            SignalKind kind,
            @Nullable SignalSource signals,
            @Nullable SignalReader reader,
            Schema schema) {
        this.source = source;
        this.kind = kind;
        this.signals = signals;
        this.reader = reader;
        this.schema = schema;
        this.check = ValueCheck.of(schema);
    }

    /** Of the events of a connector, or null where it has none of this kind. */
    static @Nullable SignalForm of(Connector connector, SignalKind kind) {
        SignalSource signals = EventTypes.signals(connector, kind);
        if (signals == null) {
            return null;
        }
        SignalReader reader =
                switch (kind) {
                    case ALERT -> SignalReader.ofAlerts(connector);
                    case INCIDENT -> SignalReader.ofIncidents(connector);
                };
        return new SignalForm(connector.name(), kind, signals, reader, signals.event());
    }

    /** Of a source that sends what all sources share, so that nothing has to be read. */
    static SignalForm common(String source, SignalKind kind) {
        Schema schema =
                switch (kind) {
                    case ALERT -> SignalSchemas.alert();
                    case INCIDENT -> SignalSchemas.incident();
                };
        return new SignalForm(source, kind, null, null, schema);
    }

    /** Holds values against the schema of the source's events. */
    ValueCheck check() {
        return check;
    }

    /** What does not fit the source's events; unknown fields do. */
    List<SchemaFault> faults(Value event) {
        return check.check(event);
    }

    /** With its secrets marked, as runs see it. */
    Value marked(Value event) {
        return schema.marksSecrets() ? SecretMarks.mark(event, schema) : event;
    }

    /**
     * An event as the store keeps it: the bytes as they came or, where it may hold secrets, with
     * these sealed.
     *
     * @throws StoreException NO_KEY if it holds one, and the store has no key
     */
    byte[] kept(Value event, byte[] bytes, Sealer sealer) throws StoreException {
        if (!schema.marksSecrets()) {
            return bytes;
        }
        try {
            String text = StoredJson.write(SecretMarks.mark(event, schema), sealer);
            return text.getBytes(StandardCharsets.UTF_8);
        } catch (IllegalStateException e) {
            if (sealer != Sealer.NONE) {
                throw e;
            }
            throw new StoreException(
                    StoreException.Kind.NO_KEY,
                    "what `" + source + "` sends holds secrets, and the store has no key",
                    "`tocsin store key` makes one");
        }
    }

    /** The event out of what {@link #kept} gave. */
    Value parsed(byte[] kept, Sealer sealer) throws JsonException, StoredFormatException {
        return schema.marksSecrets()
                ? SecretValue.openAll(
                        StoredJson.read(new String(kept, StandardCharsets.UTF_8), sealer))
                : Json.parse(kept);
    }

    /** Why the event contradicts the address it was sent to, or null. */
    @Nullable String contradiction(Value event) {
        String named = signals == null && event instanceof MapValue map ? map.text("source") : null;
        return named == null || named.equals(source)
                ? null
                : "`source` is `" + named + "`, and this is the address of `" + source + "`";
    }

    /**
     * The id that the source gives it: what its mapping calls so or, where the event holds ids
     * alone, those. Null where the event has none.
     */
    @Nullable String idOf(Value event) {
        String field = kind == SignalKind.ALERT ? "sourceAlertId" : "sourceIncidentId";
        if (signals == null) {
            String own = event instanceof MapValue map ? map.text(field) : null;
            return own != null && !own.isEmpty()
                    ? own
                    : event instanceof MapValue map ? map.text("id") : null;
        }
        try {
            if (signals.fetch() != null) {
                return joined(signals.fetchInput(event));
            }
            String id = text(signals.map(event, event).get(field));
            return id == null || id.isEmpty() ? null : id;
        } catch (EvaluationException _) {
            return null;
        }
    }

    private static @Nullable String joined(MapValue ids) {
        StringJoiner joined = new StringJoiner("/");
        for (Value id : ids.entries().values()) {
            String text = text(id);
            if (text != null && !text.isEmpty()) {
                joined.add(text);
            }
        }
        return joined.length() == 0 ? null : joined.toString();
    }

    private static @Nullable String text(@Nullable Value value) {
        return switch (value) {
            case StringValue(String text) -> text;
            case IntValue(long number) -> String.valueOf(number);
            case null, default -> null;
        };
    }

    /** What must be read at the source before the form that all sources share is complete. */
    @Nullable SignalFetch fetch(Value event) throws UnreadableSignalException {
        return reader == null ? null : reader.fetch(event);
    }

    /**
     * The form that all sources share.
     *
     * @param fetched what {@link #fetch} gave; the event itself where there was nothing to read
     */
    Value read(Value event, Value fetched) throws UnreadableSignalException {
        return reader == null ? event : reader.read(event, fetched);
    }

    /** What {@code event} holds in a run: of a source of the common form, what it had itself. */
    Value eventOf(Value event) {
        return signals == null
                        && event instanceof MapValue map
                        && map.get("raw") instanceof Value raw
                ? raw
                : marked(event);
    }

    String source() {
        return source;
    }

    SignalKind kind() {
        return kind;
    }
}
