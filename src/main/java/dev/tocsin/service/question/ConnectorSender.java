package dev.tocsin.service.question;

import dev.tocsin.connector.Connector;
import dev.tocsin.connector.ConnectorException;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.connector.Operation;
import dev.tocsin.connector.OperationCaller;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.MapValue;

import java.time.Instant;

/** Sends through the connectors and connections of the project, or of the lab. */
public final class ConnectorSender implements Sender {

    private final ConnectorRegistry connectors;
    private final OperationCaller caller;

    public ConnectorSender(ConnectorRegistry connectors, OperationCaller caller) {
        this.connectors = connectors;
        this.caller = caller;
    }

    @Override
    public void send(
            String connector,
            String operation,
            String connection,
            MapValue input,
            String key,
            Instant deadline)
            throws ConnectorException, InterruptedException {
        Connector found = connectors.find(connector);
        Operation offered = found == null ? null : found.operation(operation);
        if (found == null || offered == null) {
            throw ConnectorException.of(
                            ErrorKind.INVALID, "there is no `" + connector + "." + operation + "`")
                    .nothingWasDone();
        }
        // A connection that is called like its connector need not be written down by that name.
        String name = connection.equals(connector) ? null : connection;
        caller.perform(found, offered, name, input, key, deadline);
    }
}
