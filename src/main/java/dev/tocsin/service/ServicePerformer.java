package dev.tocsin.service;

import dev.tocsin.connector.Connector;
import dev.tocsin.connector.ConnectorException;
import dev.tocsin.connector.Operation;
import dev.tocsin.connector.OperationCaller;
import dev.tocsin.host.Performer;
import dev.tocsin.program.ActionNode;
import dev.tocsin.service.http.Observation;
import dev.tocsin.service.trigger.Reads;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** Performs operations at the services of the connections, and counts and traces the attempts. */
record ServicePerformer(OperationCaller caller, Observation observation, InstantSource clock)
        implements Performer, Reads {

    private static final Duration READ_LIMIT = Duration.ofMinutes(1);

    @Override
    public Value perform(
            ActionNode node, Operation operation, MapValue input, String key, Duration limit)
            throws ConnectorException, InterruptedException {
        return attempt(node.connector(), operation, node.connection(), input, key, limit);
    }

    @Override
    public void expect(Value value) {
        caller.expect(value);
    }

    @Override
    public Value read(Connector connector, Operation operation, MapValue input)
            throws ConnectorException, InterruptedException {
        return attempt(connector, operation, null, input, "read", READ_LIMIT);
    }

    private Value attempt(
            Connector connector,
            Operation operation,
            @org.jspecify.annotations.Nullable String connection,
            MapValue input,
            String key,
            Duration limit)
            throws ConnectorException, InterruptedException {
        String action = connector.name() + "." + operation.spec().name();
        Instant deadline = clock.instant().plus(limit);
        try {
            Value result =
                    observation
                            .tracing()
                            .<Value, Exception>during(
                                    "attempt",
                                    Map.of("tocsin.action", action),
                                    () ->
                                            caller.perform(
                                                    connector,
                                                    operation,
                                                    connection,
                                                    input,
                                                    key,
                                                    deadline));
            observation.metrics().attemptEnded(connector.name(), "done");
            return result;
        } catch (ConnectorException e) {
            observation.metrics().attemptEnded(connector.name(), e.kind().word());
            throw e;
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("an attempt throws nothing else", e);
        }
    }
}
