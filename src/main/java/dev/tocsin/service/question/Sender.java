package dev.tocsin.service.question;

import dev.tocsin.connector.ConnectorException;
import dev.tocsin.value.MapValue;

import java.time.Instant;

/** Performs the operation that carries a message. Called from many virtual threads. */
@FunctionalInterface
public interface Sender {

    /**
     * Makes one attempt.
     *
     * @param connector {@code mail} or {@code teams}
     * @param operation of the connector
     * @param connection the name of the connection to go through
     * @param key the same for each attempt at the same message
     * @param deadline when the attempt must have ended
     * @throws ConnectorException if it is not known to have arrived
     */
    void send(
            String connector,
            String operation,
            String connection,
            MapValue input,
            String key,
            Instant deadline)
            throws ConnectorException, InterruptedException;
}
