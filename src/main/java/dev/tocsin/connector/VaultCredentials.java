package dev.tocsin.connector;

import dev.tocsin.schema.Schema;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.SecretValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Credentials that are read through another connection: {@code vault:CONNECTION/NAME} performs
 * {@link #OPERATION} of that connection's connector with {@code name} and takes {@code value} of
 * its result. What was read is kept for an hour, and for as long as the vault cannot be asked. A
 * vault's own credentials come from elsewhere, so that no vault ever waits for itself. Thread-safe.
 */
public final class VaultCredentials implements CredentialSource, AutoCloseable {

    /** What a connector has to offer to serve as a vault. */
    static final String OPERATION = "getSecret";

    private static final String INPUT = "name";
    private static final String RESULT = "value";

    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST = 200;

    private final CredentialSource plain;
    private final Connections connections;
    private final Function<String, @Nullable Connector> connectors;
    private final OperationCaller reader;
    private final Machine machine;
    private final Map<String, FetchedValue<Secret>> known =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(
                        Map.Entry<String, FetchedValue<Secret>> eldest) {
                    return size() > MOST;
                }
            };

    /**
     * @param plain gives what no vault gives
     * @param connectors by name; asked by one thread at a time
     */
    public VaultCredentials(
            CredentialSource plain,
            Connections connections,
            Function<String, @Nullable Connector> connectors,
            Machine machine) {
        this.plain = plain;
        this.connections = connections;
        this.connectors = connectors;
        this.reader = new OperationCaller(connections, plain, null, machine);
        this.machine = machine;
    }

    @Override
    public @Nullable Secret find(String reference, Instant deadline)
            throws ConnectorException, InterruptedException {
        if (!reference.startsWith(CredentialParser.VAULT)) {
            return plain.find(reference, deadline);
        }
        if (CredentialParser.problem(reference) != null) {
            return null;
        }
        try {
            return value(reference).get(deadline);
        } catch (ConnectorException e) {
            if (e.kind() == ErrorKind.NOT_FOUND) {
                return null;
            }
            throw unread(reference, e);
        }
    }

    @Override
    public String howToSet(String reference) {
        if (!reference.startsWith(CredentialParser.VAULT)) {
            return plain.howToSet(reference);
        }
        if (CredentialParser.problem(reference) != null) {
            return "write `vault:CONNECTION/NAME`";
        }
        return "put a secret called `"
                + nameIn(reference)
                + "` into the vault of connection `"
                + connectionIn(reference)
                + "`";
    }

    /** Whether the connector can serve as a vault: a read that marks what it gives as a secret. */
    static boolean isVault(Connector connector) {
        Operation operation = connector.operation(OPERATION);
        return operation != null
                && operation.spec().effect() == Effect.READ
                && property(operation.spec().input(), INPUT) != null
                && property(operation.spec().output(), RESULT) instanceof MapValue value
                && BoolValue.TRUE.equals(value.get("x-secret"));
    }

    private static @Nullable Value property(Schema schema, String name) {
        return schema.json().get("properties") instanceof MapValue properties
                ? properties.get(name)
                : null;
    }

    static String connectionIn(String reference) {
        return reference.substring(CredentialParser.VAULT.length(), reference.indexOf('/'));
    }

    private static String nameIn(String reference) {
        return reference.substring(reference.indexOf('/') + 1);
    }

    private FetchedValue<Secret> value(String reference) throws ConnectorException {
        synchronized (known) {
            FetchedValue<Secret> value = known.get(reference);
            if (value == null) {
                value = new FetchedValue<>(source(reference), PATIENCE, machine.nanos());
                known.put(reference, value);
            }
            return value;
        }
    }

    private FetchedValue.Source<Secret> source(String reference) throws ConnectorException {
        String name = connectionIn(reference);
        Connection connection = connections.named(name);
        Connector connector = connection == null ? null : connectors.apply(connection.connector());
        Operation operation = connector == null ? null : connector.operation(OPERATION);
        if (connector == null || operation == null || !isVault(connector)) {
            throw ConnectorException.of(
                    ErrorKind.INVALID, "connection `" + name + "` is not one that gives secrets");
        }
        return new Read(connector, operation, name, nameIn(reference));
    }

    private static ConnectorException unread(String reference, ConnectorException e) {
        String message = "the credential `" + reference + "` cannot be read: " + e.text();
        return e.as(Credentials.withheld(e.kind()), message)
                .withDetails(MapValue.EMPTY)
                .nothingWasDone();
    }

    @Override
    public void close() {
        reader.close();
    }

    /** Reads one secret. */
    private final class Read implements FetchedValue.Source<Secret> {

        private final Connector connector;
        private final Operation operation;
        private final String connection;
        private final String name;
        private @Nullable Secret last;

        private Read(Connector connector, Operation operation, String connection, String name) {
            this.connector = connector;
            this.operation = operation;
            this.connection = connection;
            this.name = name;
        }

        @Override
        public FetchedValue.Good<Secret> fetch(Instant deadline)
                throws ConnectorException, InterruptedException {
            try {
                Secret secret = read(deadline);
                last = secret;
                return new FetchedValue.Good<>(secret, KEPT);
            } catch (ConnectorException e) {
                Secret old = last;
                boolean passing =
                        e.kind() == ErrorKind.UNAVAILABLE
                                || e.kind() == ErrorKind.TIMEOUT
                                || e.kind() == ErrorKind.RATE_LIMITED;
                if (old == null || !passing) {
                    throw e;
                }
                return new FetchedValue.Good<>(old, PATIENCE);
            }
        }

        private Secret read(Instant deadline) throws ConnectorException, InterruptedException {
            MapValue input = MapValue.builder().put(INPUT, name).build();
            Value result =
                    SecretValue.openAll(
                            reader.perform(
                                    connector, operation, connection, input, name, deadline));
            if (result instanceof MapValue map
                    && map.get(RESULT) instanceof StringValue(String text)
                    && !text.isEmpty()) {
                return Secret.of(text);
            }
            throw ConnectorException.of(
                    ErrorKind.FAILED,
                    "connection `" + connection + "`: the vault gave no text for `" + name + "`");
        }

        @Override
        public ConnectorException late() {
            return ConnectorException.of(
                    ErrorKind.TIMEOUT,
                    "connection `" + connection + "`: the vault did not answer in time");
        }
    }
}
