package dev.tocsin.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.connector.Connector;
import dev.tocsin.connector.ConnectorException;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.connector.Operation;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.schema.ValueCheck;
import dev.tocsin.testing.ContractFile;
import dev.tocsin.value.Json;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Every operation of every connector that ships, against the lab over real sockets: what it gives,
 * the errors it documents, and what becomes of the faults that any service has. One file per
 * connector below {@code contract}.
 */
final class ContractTest {

    private static final Path FOLDER = Path.of("src/test/resources/contract");

    /** Not behind HTTP, so the lab cannot make their answers fail. */
    private static final Set<String> WITHOUT_FAULTS = Set.of("files", "mail");

    @TempDir Path project;

    private static ConnectorRegistry registry() {
        return ConnectorRegistry.load(null, new Diagnostics());
    }

    static List<String> connectors() {
        return registry().names();
    }

    @Test
    void noContractIsLeftOver() throws IOException {
        assertEquals(List.of(), ContractFile.strangers(FOLDER, connectors()));
    }

    @ParameterizedTest
    @MethodSource("connectors")
    void keepsItsContract(String name) throws Exception {
        Connector connector = registry().find(name);
        assertNotNull(connector);
        ContractFile contract = ContractFile.read(FOLDER.resolve(name + ".yaml"));
        Set<String> succeeded = new TreeSet<>();
        Map<String, Value> results = new HashMap<>();
        try (LabCalls calls = new LabCalls(connector, project)) {
            for (ContractFile.Case each : contract.cases()) {
                Operation operation = connector.operation(each.operation());
                assertNotNull(operation, each.operation());
                MapValue input = each.input(results);
                if (each.error() == null
                        && !WITHOUT_FAULTS.contains(name)
                        && succeeded.add(each.operation())) {
                    standsFaults(calls, operation, input);
                }
                succeed(calls, operation, each, input, results);
                if (each.error() == null) {
                    succeeded.add(each.operation());
                }
            }
        }
        Set<String> all = new TreeSet<>();
        connector.operations().forEach(operation -> all.add(operation.spec().name()));
        assertEquals(all, succeeded, "operations with a case that succeeds");
    }

    private static void succeed(
            LabCalls calls,
            Operation operation,
            ContractFile.Case each,
            MapValue input,
            Map<String, Value> results)
            throws Exception {
        if (each.fault() != null) {
            calls.fail(each.fault());
        }
        MapValue error = each.error();
        try {
            Value result = calls.perform(operation, input);
            assertTrue(error == null, () -> each + " gave " + Json.write(result));
            assertEquals(List.of(), ValueCheck.of(operation.spec().output()).check(result));
            String difference = ContractFile.difference(each.expected(results), result, "");
            assertTrue(
                    difference == null,
                    () -> each + ": " + difference + "\nwhole result: " + Json.write(result));
            if (each.as() != null) {
                results.put(each.as(), result);
            }
        } catch (ConnectorException e) {
            if (error == null) {
                throw new AssertionError(each + " failed: " + e.kind() + " " + e.text(), e);
            }
            assertEquals(error.text("kind"), e.kind().word(), () -> each + ": " + e.text());
            if (error.get("status") != null) {
                assertEquals(
                        Json.write(error.get("status")),
                        Integer.toString(e.status()),
                        () -> each + ": " + e.text());
            }
            String message = error.text("message");
            assertTrue(message == null || e.text().contains(message), () -> each + ": " + e.text());
        }
    }

    /** What any service may do to any operation; none of it changes the lab. */
    private static void standsFaults(LabCalls calls, Operation operation, MapValue input)
            throws Exception {
        expect(calls, operation, input, new Fault.Status(401, null), "unauthorized");
        expect(calls, operation, input, new Fault.Status(403, null), "forbidden", "rateLimited");
        ConnectorException busy =
                expect(calls, operation, input, new Fault.Status(429, "7"), "rateLimited");
        assertEquals(Duration.ofSeconds(7), busy.retryAfter(), operation.spec().name());
        assertTrue(busy.nothingDone(), operation.spec().name());
        expect(calls, operation, input, new Fault.Status(500, null), "unavailable");
        expect(calls, operation, input, new Fault.Status(503, null), "unavailable");
        expect(calls, operation, input, new Fault.Close(), "unavailable", "outcomeUnknown");
        expect(calls, operation, input, new Fault.Redirect("https://elsewhere.example/"), "failed");
    }

    private static ConnectorException expect(
            LabCalls calls, Operation operation, MapValue input, Fault.Kind fault, String... kinds)
            throws Exception {
        calls.fail(fault);
        try {
            Value result = calls.perform(operation, input);
            throw new AssertionError(
                    operation.spec().name() + " with " + fault + " gave " + Json.write(result));
        } catch (ConnectorException e) {
            assertTrue(
                    List.of(kinds).contains(e.kind().word()),
                    () ->
                            operation.spec().name()
                                    + " with "
                                    + fault
                                    + ": "
                                    + e.kind().word()
                                    + " "
                                    + e.text());
            return e;
        } finally {
            calls.recover();
        }
    }

    @Test
    void differencesAreSeen() {
        MapValue result =
                MapValue.builder().put("id", "1").put("tags", MapValue.of("a", null)).build();
        List<String> seen = new ArrayList<>();
        seen.add(ContractFile.difference(MapValue.builder().put("id", "2").build(), result, ""));
        seen.add(ContractFile.difference(MapValue.builder().put("no", "2").build(), result, ""));
        seen.add(ContractFile.difference(MapValue.builder().put("id", "1").build(), result, ""));
        assertEquals(
                java.util.Arrays.asList(
                        ".id is \"1\", not \"2\"", ".no is missing, not \"2\"", null),
                seen);
    }
}
