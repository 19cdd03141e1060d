package dev.tocsin.alert;

import dev.tocsin.connector.Connector;
import dev.tocsin.connector.Operation;
import dev.tocsin.value.MapValue;

/** The read that gives what an event lacks; performed before the first step of a run. */
public record SignalFetch(Connector connector, Operation operation, MapValue input) {

    /** {@code connector.operation}. */
    public String action() {
        return connector.name() + "." + operation.spec().name();
    }
}
