package dev.tocsin.host;

import dev.tocsin.connector.ConnectorException;
import dev.tocsin.connector.Operation;
import dev.tocsin.program.ActionNode;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import java.time.Duration;

/** Makes one attempt at an operation. Called from many virtual threads at once. */
@FunctionalInterface
public interface Performer {

    /**
     * @param node the action, which names the connector and perhaps the connection
     * @param operation its own operation, or the one that looks at its job or at what became of it
     * @param idempotencyKey the same for all attempts at one step
     * @param limit how long the attempt may take
     * @throws ConnectorException if the attempt failed
     * @throws InterruptedException if nobody waits for it any more
     */
    Value perform(
            ActionNode node,
            Operation operation,
            MapValue input,
            String idempotencyKey,
            Duration limit)
            throws ConnectorException, InterruptedException;

    /**
     * Tells of values that came into a run from elsewhere, or out of a store: services must not
     * repeat the secrets in them where nobody expects a secret.
     */
    default void expect(Value value) {}
}
