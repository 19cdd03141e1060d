package dev.tocsin.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.source.SourceText;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Performs operations of the connectors that ship, over real sockets. */
final class Calling implements AutoCloseable {

    private final ConnectorRegistry registry;
    private final OperationCaller caller;
    private final @Nullable VaultCredentials vaults;
    private Duration patience = Duration.ofSeconds(20);

    Calling(String connections, Map<String, String> credentials) {
        this(connections, credentials, null, InetAddress::getAllByName);
    }

    Calling(
            String connections,
            Map<String, String> credentials,
            @Nullable Fence fence,
            HostNames names) {
        this(connections, credentials, fence, new TestMachine().resolving(names), null);
    }

    Calling(String connections, Map<String, String> credentials, TestMachine machine) {
        this(connections, credentials, null, machine, null);
    }

    /**
     * @param project whose connectors there are as well, and whose connections may be vaults; null
     *     for none
     */
    Calling(
            String connections,
            Map<String, String> credentials,
            @Nullable Fence fence,
            TestMachine testMachine,
            @Nullable Path project) {
        Diagnostics diagnostics = new Diagnostics();
        Connections parsed =
                Connections.parse(
                        SourceText.of("connections.yaml", connections), null, diagnostics);
        registry = ConnectorRegistry.load(project, diagnostics);
        assertEquals(List.of(), diagnostics.sorted());
        Machine machine = testMachine.machine();
        CredentialSource plain = source(credentials);
        vaults =
                project == null
                        ? null
                        : new VaultCredentials(plain, parsed, registry::find, machine);
        caller =
                new OperationCaller(
                        parsed,
                        new OpenConnections(vaults == null ? plain : vaults, fence, machine));
    }

    static CredentialSource source(Map<String, String> credentials) {
        return new CredentialSource() {
            @Override
            public @Nullable Secret find(String reference, Instant deadline) {
                String text = credentials.get(reference);
                return text == null ? null : Secret.of(text);
            }

            @Override
            public String howToSet(String reference) {
                return "set it in the test";
            }
        };
    }

    Calling within(Duration newPatience) {
        patience = newPatience;
        return this;
    }

    /** The result of a call with JSON as input, or its failure. */
    String outcome(String operation, String json) {
        try {
            return perform(operation, json);
        } catch (ConnectorException e) {
            return describe(e).strip();
        }
    }

    /** {@code input} and result are JSON, with single quotes for ease of reading. */
    String call(String operation, String input) throws ConnectorException {
        return perform(operation, input.replace('\'', '"'));
    }

    private String perform(String operation, String input) throws ConnectorException {
        try {
            int dot = operation.indexOf('.');
            Connector connector = registry.find(operation.substring(0, dot));
            assertNotNull(connector);
            Operation found = connector.operation(operation.substring(dot + 1));
            assertNotNull(found);
            Value result =
                    caller.perform(
                            connector,
                            found,
                            null,
                            (MapValue) Json.parse(input),
                            "run-1/steps[0]",
                            Instant.now().plus(patience));
            return Json.write(result);
        } catch (JsonException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The failure of a call, with everything that a step could look at. */
    String failure(String operation, String input) {
        try {
            return "succeeded with " + call(operation, input);
        } catch (ConnectorException e) {
            return describe(e);
        }
    }

    static String describe(ConnectorException e) {
        return e.kind().word()
                + (e.status() == 0 ? "" : " " + e.status())
                + (e.nothingDone() ? " (nothing was done)" : "")
                + (e.retryAfter() == null ? "" : " (after " + e.retryAfter() + ")")
                + "\n"
                + e.text()
                + "\n";
    }

    @Override
    public void close() {
        caller.close();
        if (vaults != null) {
            vaults.close();
        }
    }
}
