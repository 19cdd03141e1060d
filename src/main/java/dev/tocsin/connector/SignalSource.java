package dev.tocsin.connector;

import dev.tocsin.schema.Schema;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What a connector says of the alerts, or of the incidents, of its service: what an event of one
 * holds, and how the form that is the same for every source is read from it. Stateless and
 * thread-safe.
 *
 * <p>Events come from outside, and may be anything that fits {@link #event}: where an expression of
 * the mapping has no value for one, the methods throw {@link
 * dev.tocsin.expression.EvaluationException}, and nothing else.
 */
public interface SignalSource {

    /** The schema of the event as it comes from the service; types {@code event}. */
    Schema event();

    /** The read operation that gives what the event lacks, or null where the event is enough. */
    @Nullable String fetch();

    /** The input of {@link #fetch}; only asked where there is one. */
    MapValue fetchInput(Value event);

    /**
     * The fields of the common form that the service knows; those it does not may be absent or
     * null.
     *
     * @param fetched what {@link #fetch} gave; the event itself where there is none
     */
    MapValue map(Value event, Value fetched);

    /**
     * The alerts of an incident, each as {@link #map} of the connector's alerts takes it both as
     * event and as fetched; empty for alerts themselves.
     */
    List<Value> alertsOf(Value event, Value fetched);
}
