package dev.tocsin.host;

import dev.tocsin.connector.Connector;
import dev.tocsin.connector.Operation;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

/**
 * A read that happens before the first step, because the event tells too little.
 *
 * @param name what it completes: {@code alert} or {@code incident}
 * @param result null where it was not performed: then {@code name} is unknown
 */
public record PlannedFetch(
        String name,
        Connector connector,
        Operation operation,
        MapValue input,
        @Nullable Value result) {

    /** {@code connector.operation}. */
    public String action() {
        return connector.name() + "." + operation.spec().name();
    }
}
