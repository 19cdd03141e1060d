package dev.tocsin.connector;

import dev.tocsin.expression.Evaluator;
import dev.tocsin.expression.Scope;
import dev.tocsin.schema.Schema;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The {@code alerts} or {@code incidents} of a YAML file. Event and mapping are read apart, each
 * when it is first asked for: to check a playbook the event is enough.
 */
final class YamlSignals implements SignalSource {

    /**
     * How an event is read.
     *
     * @param fetch null where the event is enough
     * @param with the input of {@code fetch}, over {@code event}; null likewise
     * @param map over {@code event} and {@code fetched}; null where its mistakes were reported
     * @param alerts of incidents, over the same names; null for alerts
     */
    record Reading(
            @Nullable String fetch,
            @Nullable Evaluator with,
            @Nullable Evaluator map,
            @Nullable Evaluator alerts) {}

    /** Where the two come from. */
    interface Content {

        Schema event();

        Reading reading();
    }

    /** Read already. */
    record Read(Schema event, Reading reading) implements Content {}

    private final Content content;
    private volatile @Nullable Schema event;
    private volatile @Nullable Reading reading;

    YamlSignals(Content content) {
        this.content = content;
    }

    // Two threads may both read at first; they read the same.
    @Override
    public Schema event() {
        Schema known = event;
        if (known == null) {
            known = content.event();
            event = known;
        }
        return known;
    }

    private Reading reading() {
        Reading known = reading;
        if (known == null) {
            known = content.reading();
            reading = known;
        }
        return known;
    }

    @Override
    public @Nullable String fetch() {
        return reading().fetch();
    }

    @Override
    public MapValue fetchInput(Value given) {
        Scope scope = Slots.scope();
        scope.set(Slots.EVENT, filled(given));
        Evaluator with = reading().with();
        return with != null && evaluate(with, scope) instanceof MapValue input
                ? input
                : MapValue.EMPTY;
    }

    @Override
    public MapValue map(Value given, Value fetched) {
        Evaluator map = reading().map();
        if (map != null && evaluate(map, scope(given, fetched)) instanceof MapValue mapped) {
            return mapped;
        }
        throw new IllegalStateException("an event is mapped although the mapping has mistakes");
    }

    @Override
    public List<Value> alertsOf(Value given, Value fetched) {
        Evaluator alerts = reading().alerts();
        return alerts != null
                        && evaluate(alerts, scope(given, fetched)) instanceof ListValue(var items)
                ? items
                : List.of();
    }

    private Scope scope(Value given, Value fetched) {
        Scope scope = Slots.scope();
        Value whole = filled(given);
        scope.set(Slots.EVENT, whole);
        // Where nothing was fetched the mapping reads the event by both names.
        scope.set(Slots.FETCHED, fetched == given ? whole : fetched);
        return scope;
    }

    /** As mappings see it: with each declared property. */
    private Value filled(Value given) {
        return OperationTypes.filled(given, event().json());
    }

    private static Value evaluate(Evaluator evaluator, Scope scope) {
        return evaluator.evaluate(scope, Slots.evaluation());
    }
}
