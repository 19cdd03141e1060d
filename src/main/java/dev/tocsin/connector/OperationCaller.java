package dev.tocsin.connector;

import dev.tocsin.schema.SecretMarks;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.SecretValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Instant;

/**
 * Performs operations: finds the connection, opens it, checks the input, makes the one attempt.
 * Never retries, because the engine does that and records it. Safe for use by many threads; hold
 * one per process and close it at the end.
 */
public final class OperationCaller implements AutoCloseable {

    private final Connections connections;
    private final OpenConnections open;
    private final InputCheck inputs = new InputCheck();
    private final RunSecrets secrets = new RunSecrets();

    OperationCaller(Connections connections, OpenConnections open) {
        this.connections = connections;
        this.open = open;
    }

    /**
     * @param credentials asked when an operation is performed
     * @param fence what may be reached at most, or null where connections alone decide
     * @param machine this one
     */
    public OperationCaller(
            Connections connections,
            CredentialSource credentials,
            @Nullable Fence fence,
            Machine machine) {
        this(connections, credentials, fence, machine, null);
    }

    /**
     * The same for the connections of a project.
     *
     * @param folder of the project, for connectors that work on its files; null for none
     */
    public OperationCaller(
            Connections connections,
            CredentialSource credentials,
            @Nullable Fence fence,
            Machine machine,
            @Nullable Path folder) {
        this(connections, new OpenConnections(credentials, fence, machine, folder));
    }

    /**
     * Makes one attempt.
     *
     * @param connectionName as the step gives it, or null for the one that the connector has
     * @param input what the step passes; null values of optional properties count as left out;
     *     secrets in it are opened here
     * @param idempotencyKey the same for each attempt at the same step of the same run
     * @param deadline when the attempt must have ended; the connection's own timeout may end it
     *     sooner
     * @return a value that fits the operation's output schema; what that marks as secret is one
     * @throws ConnectorException if the attempt failed
     * @throws InterruptedException if the run was cancelled meanwhile
     */
    public Value perform(
            Connector connector,
            Operation operation,
            @Nullable String connectionName,
            MapValue input,
            String idempotencyKey,
            Instant deadline)
            throws ConnectorException, InterruptedException {
        secrets.learn(input);
        MapValue given = SecretValue.openAll(input) instanceof MapValue map ? map : MapValue.EMPTY;
        try {
            MapValue checked = inputs.check(operation.spec(), given);
            OpenConnection connection = connection(connector, connectionName);
            Call call = new Call(checked, idempotencyKey, deadline, connection);
            return sealed(operation.perform(call), operation.spec());
        } catch (ConnectorException e) {
            throw secrets.scrub(explained(e, operation.spec()));
        }
    }

    /**
     * Tells of values that come into runs from elsewhere: services must not repeat their secrets.
     */
    public void expect(Value value) {
        secrets.learn(value);
    }

    private Value sealed(Value answer, OperationSpec spec) {
        Value sealed = SecretMarks.mark(answer, spec.output());
        secrets.learn(sealed);
        return secrets.scrub(sealed);
    }

    private static ConnectorException explained(ConnectorException e, OperationSpec spec) {
        boolean repeatable =
                spec.effect().compareTo(Effect.READ) <= 0
                        || spec.idempotency() == Idempotency.YES
                        || spec.idempotency() == Idempotency.KEYED;
        return switch (e.kind()) {
            // The request may have arrived: only the service knows.
            case TIMEOUT ->
                    repeatable || e.nothingDone()
                            ? e
                            : e.as(ErrorKind.OUTCOME_UNKNOWN, e.text() + notKnown(spec));
            case FORBIDDEN ->
                    e.status() == 0 || spec.permissions().isEmpty()
                            ? e
                            : e.as(
                                    e.kind(),
                                    e.text()
                                            + "; `"
                                            + spec.name()
                                            + "` needs "
                                            + String.join(" or ", spec.permissions()));
            case OUTCOME_UNKNOWN -> repeatable ? e.as(ErrorKind.UNAVAILABLE, e.text()) : e;
            case UNAUTHORIZED,
                    NOT_FOUND,
                    CONFLICT,
                    RATE_LIMITED,
                    INVALID,
                    UNAVAILABLE,
                    EXPRESSION,
                    EXHAUSTED,
                    FAILED,
                    CANCELLED,
                    LIMIT ->
                    e;
        };
    }

    /** Where the service can be asked, the run tells what came of that. */
    private static String notKnown(OperationSpec spec) {
        return spec.idempotency() == Idempotency.CHECK
                ? ""
                : "; whether `" + spec.name() + "` was done is not known";
    }

    private OpenConnection connection(Connector connector, @Nullable String name)
            throws ConnectorException {
        if (connector.needs() == null) {
            return NoConnection.NONE;
        }
        return switch (connections.lookup(connector, name)) {
            case Connections.Lookup.Found(Connection found) -> open.open(connector, found);
            case Connections.Lookup.Missing(String message, _) ->
                    throw ConnectorException.of(
                                    ErrorKind.INVALID,
                                    message
                                            + "; `tocsin explain missing-connection` shows what to"
                                            + " write")
                            .nothingWasDone();
        };
    }

    /** Closes pooled sockets; operations still running fail. */
    @Override
    public void close() {
        open.close();
    }
}
