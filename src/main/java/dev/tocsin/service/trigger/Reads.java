package dev.tocsin.service.trigger;

import dev.tocsin.connector.Connector;
import dev.tocsin.connector.ConnectorException;
import dev.tocsin.connector.Operation;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

/** Performs read operations outside of runs: what completes an alert, what a poll looks at. */
@FunctionalInterface
public interface Reads {

    /**
     * Makes one attempt, through the usual connection of the connector; ends by itself after a
     * minute at most. Called from several threads.
     */
    Value read(Connector connector, Operation operation, MapValue input)
            throws ConnectorException, InterruptedException;
}
