package dev.tocsin.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.schema.ValueCheck;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What every operation that ships has to declare. */
final class BuiltInConnectorsTest {

    private final ConnectorRegistry registry = ConnectorRegistry.load(null, new Diagnostics());

    @Test
    void theFolderAndTheListAgree() throws IOException {
        List<String> files = new ArrayList<>();
        try (Stream<Path> folder = Files.list(Path.of("src/main/resources/connectors"))) {
            folder.forEach(file -> files.add(file.getFileName().toString()));
        }
        files.sort(null);
        List<String> named = new ArrayList<>();
        new BuiltInConnectors().names().forEach(name -> named.add(name + ".yaml"));
        assertEquals(files, named);
    }

    @Test
    void allAreFound() {
        assertEquals(
                List.of(
                        "azure-resource-manager",
                        "cloud-app-security",
                        "defender-endpoint",
                        "files",
                        "github",
                        "graph",
                        "http",
                        "jira",
                        "keyvault",
                        "log-analytics",
                        "log-ingestion",
                        "mail",
                        "sentinel",
                        "servicenow",
                        "slack",
                        "teams",
                        "virustotal"),
                registry.names());
    }

    @TestFactory
    Stream<DynamicTest> eachOperationKeepsTheContract() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String name : registry.names()) {
            Connector connector = registry.find(name);
            assertNotNull(connector);
            assertTrue(connector.summary().endsWith("."), connector.summary());
            assertNotNull(connector.needs(), name);
            for (Operation operation : connector.operations()) {
                tests.add(
                        DynamicTest.dynamicTest(
                                name + "." + operation.spec().name(),
                                () -> check(connector, operation.spec())));
            }
        }
        return tests.stream();
    }

    private static void check(Connector connector, OperationSpec spec) {
        assertTrue(spec.summary().endsWith("."), spec.summary());
        assertFalse(spec.permissions().isEmpty(), "permissions");
        assertFalse(spec.examples().isEmpty(), "examples");
        if (spec.input().json().get("properties") instanceof MapValue inputs) {
            for (Map.Entry<String, Value> input : inputs.entries().entrySet()) {
                assertNotNull(
                        input.getValue() instanceof MapValue schema
                                ? schema.text("description")
                                : null,
                        input.getKey() + " has no description");
            }
        }
        for (OperationSpec.Example example : spec.examples()) {
            assertEquals(List.of(), ValueCheck.of(spec.input()).check(example.input()));
            assertEquals(List.of(), ValueCheck.of(spec.output()).check(example.output()));
        }
        Job job = spec.job();
        if (job != null) {
            Operation poll = connector.operation(job.operation());
            assertNotNull(poll, job.operation());
            MapValue input =
                    job.pollInput()
                            .apply(
                                    spec.examples().getFirst().input(),
                                    spec.examples().getFirst().output());
            assertEquals(List.of(), ValueCheck.of(poll.spec().input()).check(input));
            assertEquals(Job.State.RUNNING, job.state().apply(spec.examples().getFirst().output()));
            assertEquals(
                    Job.State.DONE, job.state().apply(poll.spec().examples().getFirst().output()));
        }
        Check check = spec.check();
        assertEquals(spec.idempotency() == Idempotency.CHECK, check != null, "check");
        if (check != null) {
            Operation look = connector.operation(check.operation());
            assertNotNull(look, check.operation());
            MapValue given = spec.examples().getFirst().input();
            MapValue input = check.input().apply(given, "key");
            assertEquals(List.of(), ValueCheck.of(look.spec().input()).check(input));
            int shown = 0;
            for (OperationSpec.Example example : look.spec().examples()) {
                Value found = example.output();
                if (check.done().test(given, found)) {
                    Value answer = check.result().apply(given, found);
                    assertEquals(List.of(), ValueCheck.of(spec.output()).check(answer));
                    shown++;
                }
            }
            assertTrue(shown > 0, "no example of " + check.operation() + " shows it done");
        }
    }
}
