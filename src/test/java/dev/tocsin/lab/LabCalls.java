package dev.tocsin.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.connector.Connections;
import dev.tocsin.connector.Connector;
import dev.tocsin.connector.ConnectorException;
import dev.tocsin.connector.CredentialSource;
import dev.tocsin.connector.Fence;
import dev.tocsin.connector.Machine;
import dev.tocsin.connector.Operation;
import dev.tocsin.connector.OperationCaller;
import dev.tocsin.connector.Secret;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.source.SourceText;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.SecretValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Performs operations of one connector against a fresh lab. */
final class LabCalls implements AutoCloseable {

    private final Lab lab;
    private final Connector connector;
    private final OperationCaller caller;

    LabCalls(Connector connector, java.nio.file.Path project) throws IOException {
        this.lab = Lab.start(LabOptions.standard());
        this.connector = connector;
        java.nio.file.Path folder = lab.openFiles(project.resolve("data"));
        Diagnostics diagnostics = new Diagnostics();
        Connections connections =
                Connections.parse(SourceText.of("<lab>", lab.connectionsYaml()), null, diagnostics);
        assertEquals(List.of(), diagnostics.sorted());
        caller =
                new OperationCaller(
                        connections,
                        credentials(),
                        new Fence(lab.addresses()),
                        Machine.here(Map.of(), _ -> {}),
                        folder);
    }

    private CredentialSource credentials() {
        return new CredentialSource() {
            @Override
            public @Nullable Secret find(String reference, Instant deadline) {
                String value = lab.credentials().get(reference);
                return value == null ? null : Secret.of(value);
            }

            @Override
            public String howToSet(String reference) {
                return "the lab knows its own credentials only";
            }
        };
    }

    /** The result with its secrets open. */
    Value perform(Operation operation, MapValue input)
            throws ConnectorException, InterruptedException {
        return SecretValue.openAll(
                caller.perform(
                        connector,
                        operation,
                        null,
                        input,
                        "run-1/steps[0]",
                        Instant.now().plus(Duration.ofSeconds(30))));
    }

    /** The next requests fail, as {@code POST /lab/faults} has it; the service is this one. */
    void fail(MapValue fault) throws Fault.InvalidException {
        MapValue.Builder whole = MapValue.builder().put("service", connector.name());
        fault.entries().forEach(whole::put);
        lab.faults().add(Fault.from(whole.build()));
    }

    /** All requests fail until {@link #recover}. */
    void fail(Fault.Kind kind) {
        lab.faults().add(Fault.of(connector.name(), kind).times(100));
    }

    void recover() {
        lab.faults().clear();
    }

    @Override
    public void close() {
        caller.close();
        lab.close();
    }
}
