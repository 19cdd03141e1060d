package dev.tocsin.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Whatever a determination is called, the service gets one name for it, and gives one back. */
final class DefenderDeterminationsTest {

    private static final Set<String> SENT =
            Set.of(
                    "MultiStagedAttack",
                    "MaliciousUserActivity",
                    "CompromisedUser",
                    "Malware",
                    "Phishing",
                    "UnwantedSoftware",
                    "SecurityTesting",
                    "LineOfBusinessApplication",
                    "ConfirmedActivity",
                    "NotMalicious",
                    "InsufficientData",
                    "Other");

    private static final String ALERT =
            "{\"id\":\"a\",\"severity\":\"High\",\"status\":\"New\",\"title\":\"t\","
                    + "\"alertCreationTime\":\"2026-03-02T08:00:00Z\",\"determination\":%s}";

    @Test
    void eachNameIsSentAsOneOfTwelve() throws IOException, JsonException {
        Set<String> sent = new TreeSet<>();
        try (FakeService service = answering("null");
                Calling calling = new Calling(connection(service, ""), Map.of())) {
            for (Value name : names()) {
                outcome(
                        calling,
                        "updateAlert",
                        "{'id':'a','determination':" + Json.write(name) + "}");
                sent.add(determination(service));
            }
        }
        assertEquals(new TreeSet<>(SENT), sent);
    }

    @Test
    void aTenantMayTakeOtherWords() throws IOException, JsonException {
        String settings = "    settings: { determinations: { NotMalicious: Clean } }\n";
        try (FakeService service = answering("null");
                Calling calling = new Calling(connection(service, settings), Map.of())) {
            outcome(calling, "updateAlert", "{'id':'a','determination':'notMalicious'}");
            assertEquals("Clean", determination(service));
            outcome(
                    calling,
                    "batchUpdateAlerts",
                    "{'alertIds':['a'],'determination':'NotMalicious'}");
            assertEquals("Clean", determination(service));
            outcome(calling, "updateAlert", "{'id':'a','determination':'Malware'}");
            assertEquals("Malware", determination(service));
        }
    }

    @Test
    void whatIsReadHasOneName() throws IOException {
        Map<String, String> read =
                Map.of(
                        "\"Clean\"", "\"determination\":\"NotMalicious\"",
                        "\"ConfirmedUserActivity\"", "\"determination\":\"ConfirmedActivity\"",
                        "\"Malware\"", "\"determination\":\"Malware\"",
                        "\"Apt\"", "\"determination\":\"Apt\"",
                        "null", "\"determination\":null");
        for (Map.Entry<String, String> each : read.entrySet()) {
            try (FakeService service = answering(each.getKey());
                    Calling calling = new Calling(connection(service, ""), Map.of())) {
                String result = outcome(calling, "getAlert", "{'id':'a'}");
                assertTrue(result.contains(each.getValue()), result);
            }
        }
    }

    private static String outcome(Calling calling, String operation, String input) {
        return calling.outcome("defender-endpoint." + operation, input.replace('\'', '"'));
    }

    private static FakeService answering(String determination) throws IOException {
        return FakeService.answering(200, "application/json", ALERT.formatted(determination));
    }

    private static List<Value> names() {
        Connector connector =
                Objects.requireNonNull(
                        ConnectorRegistry.load(null, new Diagnostics()).find("defender-endpoint"));
        Operation operation = Objects.requireNonNull(connector.operation("updateAlert"));
        MapValue inputs = (MapValue) operation.spec().input().json().entries().get("properties");
        MapValue determination = (MapValue) inputs.entries().get("determination");
        return ((ListValue) determination.entries().get("enum")).items();
    }

    private static String determination(FakeService service) throws JsonException {
        MapValue body = (MapValue) Json.parse(service.last().body());
        return String.valueOf(body.text("determination"));
    }

    private static String connection(FakeService service, String more) {
        return "connections:\n  defender-endpoint:\n    allowAddresses: [127.0.0.1]\n    url: "
                + service.url()
                + "\n"
                + more;
    }
}
