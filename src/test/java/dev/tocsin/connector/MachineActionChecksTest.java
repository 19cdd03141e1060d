package dev.tocsin.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether an action that Defender lists is the one whose answer was lost. Somebody else's is not,
 * and neither is one of an earlier run.
 */
final class MachineActionChecksTest {

    private static final Connector DEFENDER = defender();

    private static Connector defender() {
        Connector found = ConnectorRegistry.load(null, new Diagnostics()).find("defender-endpoint");
        assertNotNull(found);
        return found;
    }

    @ParameterizedTest
    @CsvSource({
        "isolateMachine, Isolate, Full",
        "releaseMachine, Unisolate, ",
        "runAntivirusScan, RunAntiVirusScan, Quick",
        "restrictCodeExecution, RestrictCodeExecution, ",
        "unrestrictCodeExecution, UnrestrictCodeExecution, ",
        "collectInvestigationPackage, CollectInvestigationPackage, ",
        "offboardMachine, Offboard, "
    })
    void ofOneTypeOnOneDevice(String operation, String type, @Nullable String scope)
            throws JsonException {
        MapValue given = given(operation, scope, "Run 1");
        String of = "'scope': '" + scope + "', 'status': ";
        Check check = check(operation);

        assertEquals(type, check.input().apply(given, "key").text("type"));
        assertTrue(done(check, given, of + "'Pending'", ago(200)));
        assertTrue(done(check, given, of + "'Succeeded'", ago(5)));
        assertTrue(done(check, given, of + "'Failed'", ago(5)));
        assertFalse(done(check, given, of + "'Succeeded'", ago(60)), "of an earlier run");
        assertFalse(
                done(check, given(operation, scope, "Run 2"), of + "'Pending'", ago(1)),
                "somebody else's");
        assertFalse(check.done().test(given, map("{'actions': []}")));
    }

    @ParameterizedTest
    @CsvSource({"isolateMachine, Full, Selective", "runAntivirusScan, Full, Quick"})
    void anotherScopeIsAnotherAction(String operation, String asked, String seen)
            throws JsonException {
        String pending = "'status': 'Pending', 'scope': '" + seen + "'";
        assertFalse(
                done(check(operation), given(operation, asked, "Run 1"), pending, ago(1)), seen);
    }

    @Test
    void anotherFileIsAnotherAction() throws JsonException {
        Check check = check("stopAndQuarantineFile");
        String file = "'status': 'Pending', 'relatedFileInfo': {'fileIdentifier': 'ABC'}";
        assertTrue(done(check, sha1("abc"), file, ago(1)));
        assertFalse(done(check, sha1("abd"), file, ago(1)));
        assertFalse(done(check, sha1("abc"), "'status': 'Pending'", ago(1)));
    }

    @Test
    void otherCommandsAreAnotherAction() throws JsonException {
        Check check = check("runLiveResponse");
        String ran =
                "'status': 'Pending', 'commands': [{'command': {'type': 'RunScript',"
                        + " 'params': [{'key': 'ScriptName', 'value': 'a.ps1'}]}}]";
        assertTrue(done(check, script("'a.ps1'"), ran, ago(1)));
        assertFalse(done(check, script("'b.ps1'"), ran, ago(1)));
        assertFalse(done(check, script("'a.ps1', 'args': '-x'"), ran, ago(1)));
    }

    @Test
    void theNewestIsTheResult() throws JsonException {
        Check check = check("offboardMachine");
        MapValue given = map("{'machineId': 'm', 'comment': 'Run 1'}");
        MapValue seen =
                map(
                        "{'actions': ["
                                + action("'id': 'other', 'status': 'Pending'", ago(1))
                                        .replace("Run 1", "Run 2")
                                + ","
                                + action("'id': 'ours', 'status': 'Pending'", ago(2))
                                + "]}");
        Value result = check.result().apply(given, seen);
        assertEquals("ours", ((MapValue) result).text("id"));
    }

    @Test
    void aCommentOnAnAlertIsLookedFor() throws JsonException {
        Check check = check("updateAlert");
        MapValue seen = map("{'status': 'Resolved', 'comments': [{'comment': 'Run 1'}]}");
        assertTrue(
                check.done()
                        .test(map("{'id': 'a', 'status': 'Resolved', 'comment': 'Run 1'}"), seen));
        assertFalse(
                check.done().test(map("{'id': 'a', 'status': 'New', 'comment': 'Run 1'}"), seen),
                "the same comment of an earlier step");
        assertFalse(
                check.done()
                        .test(map("{'id': 'a', 'status': 'Resolved', 'comment': 'Run 2'}"), seen));
        assertFalse(
                check.done().test(map("{'id': 'a', 'status': 'Resolved'}"), seen),
                "fields alone may be set twice");
    }

    private static Check check(String operation) {
        Operation found = DEFENDER.operation(operation);
        assertNotNull(found, operation);
        Check check = found.spec().check();
        assertNotNull(check, operation);
        return check;
    }

    private static boolean done(Check check, MapValue given, String fields, Instant created)
            throws JsonException {
        return check.done().test(given, map("{'actions': [" + action(fields, created) + "]}"));
    }

    private static String action(String fields, Instant created) {
        return "{"
                + fields
                + ", 'requestorComment': 'Run 1', 'creationDateTimeUtc': '"
                + created
                + "'}";
    }

    private static Instant ago(int minutes) {
        return Instant.now().minus(Duration.ofMinutes(minutes));
    }

    private static MapValue sha1(String sha1) throws JsonException {
        return map("{'machineId': 'm', 'comment': 'Run 1', 'sha1': '" + sha1 + "'}");
    }

    private static MapValue script(String name) throws JsonException {
        return map(
                "{'machineId': 'm', 'comment': 'Run 1',"
                        + " 'commands': [{'type': 'RunScript', 'scriptName': "
                        + name
                        + "}]}");
    }

    private static MapValue given(String operation, @Nullable String scope, String comment) {
        MapValue.Builder input = MapValue.builder().put("machineId", "m").put("comment", comment);
        if (scope != null) {
            String name = operation.equals("isolateMachine") ? "isolationType" : "scanType";
            input.put(name, scope);
        }
        return input.build();
    }

    private static MapValue map(String json) throws JsonException {
        return (MapValue) Json.parse(json.replace('\'', '"'));
    }
}
