package dev.tocsin.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.util.Map;

/** What Defender may answer when an action is asked for that a device has not ended yet. */
final class MachineActionAnswersTest {

    private static final String ISOLATE = "{'machineId':'m','comment':'Run 1'}";

    @ParameterizedTest
    @CsvSource({
        "BadRequest, Action is already in progress, conflict",
        "ActiveRequestAlreadyExists, Another session is open, conflict",
        "OsPlatformNotSupported, OS Platform macOS isn't supported, invalid",
        "MissingRequiredParameter, Parameter Comment is missing, invalid"
    })
    void refused(String code, String message, String kind) throws IOException {
        String body = "{\"error\":{\"code\":\"%s\",\"message\":\"%s\"}}".formatted(code, message);
        String told = isolate(400, body);
        assertTrue(told.startsWith(kind + " 400"), told);
        assertTrue(told.contains(message), told);
    }

    @Test
    void theSameKindOfIsolationIsTheAction() throws IOException {
        assertTrue(isolate(201, action("Full")).startsWith("succeeded"));
    }

    @Test
    void anIsolationOfAnotherKindIsNot() throws IOException {
        assertEquals(
                """
                conflict 201
                connection `defender-endpoint`: another isolation (Selective) is pending on the \
                device already, asked for with: Run 7
                """,
                isolate(201, action("Selective")));
    }

    private static String action(String scope) {
        return """
        {"id":"1","type":"Isolate","status":"Pending","machineId":"m","scope":"%s",\
        "requestorComment":"Run 7","creationDateTimeUtc":"2026-03-02T08:00:00Z"}\
        """
                .formatted(scope);
    }

    private static String isolate(int status, String body) throws IOException {
        try (FakeService service = FakeService.answering(status, "application/json", body);
                Calling calling =
                        new Calling(
                                "connections:\n  defender-endpoint:\n"
                                        + "    allowAddresses: [127.0.0.1]\n    url: "
                                        + service.url()
                                        + "\n",
                                Map.of())) {
            return calling.failure("defender-endpoint.isolateMachine", ISOLATE);
        }
    }
}
