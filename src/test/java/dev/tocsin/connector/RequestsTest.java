package dev.tocsin.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.testing.Golden;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What goes over the wire for the example of each operation, and what comes back. The answers are
 * written after the services' documentation, in {@code NAME.answers.json}.
 */
final class RequestsTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden/requests");

    /** Those that any connector asks for. */
    private static final String SETTINGS =
            "    settings:\n"
                    + "      subscription: 50c\n"
                    + "      resourceGroup: soc\n"
                    + "      workspace: soc\n"
                    + "      workspaceId: 10ca\n"
                    + "      ruleId: dcr-1\n"
                    + "      stream: Custom-T_CL\n";

    static List<String> connectors() {
        return new BuiltInConnectors().names();
    }

    @ParameterizedTest
    @MethodSource("connectors")
    void exampleOfEachOperation(String name) throws IOException, JsonException {
        MapValue own =
                (MapValue) Json.parse(Files.readAllBytes(FOLDER.resolve(name + ".answers.json")));
        Connector connector =
                Objects.requireNonNull(
                        ConnectorRegistry.load(null, new Diagnostics()).find(name), name);
        StringBuilder record = new StringBuilder();
        for (Operation operation : connector.operations()) {
            String answer = answer(own.get(operation.spec().name()));
            try (FakeService service = FakeService.answering(200, "application/json", answer);
                    Calling calling =
                            new Calling(connection(name, service), credentials(service))) {
                String input = Json.write(operation.spec().examples().getFirst().input());
                String result = calling.outcome(name + "." + operation.spec().name(), input);
                record.append("# ").append(operation.spec().name()).append('\n');
                for (FakeService.Request request : service.requests) {
                    record.append(request.method()).append(' ').append(request.uri()).append('\n');
                    if (!request.body().isEmpty()) {
                        record.append(request.header("content-type")).append('\n');
                        record.append(request.body()).append('\n');
                    }
                }
                record.append("=> ").append(result).append("\n\n");
            }
        }
        Golden.check(FOLDER.resolve(name + ".txt"), record.toString());
    }

    @Test
    void authHeaders() throws IOException {
        try (FakeService service = FakeService.answering(200, "application/json", "{}");
                Calling calling =
                        new Calling(
                                connection("cloud-app-security", service)
                                        + "    auth: { kind: apiKey, key: env:TOCSIN_KEY }\n",
                                Map.of("env:TOCSIN_KEY", "key-1"))) {
            calling.failure("cloud-app-security.getAlert", "{'id':'1'}");
            assertEquals("Token key-1", service.last().header("authorization"));
        }
        try (FakeService service = FakeService.answering(200, "application/json", "{}");
                Calling calling =
                        new Calling(
                                connection("servicenow", service)
                                        + "    auth: { kind: basic, user: Aladdin, password:"
                                        + " env:TOCSIN_KEY }\n",
                                Map.of("env:TOCSIN_KEY", "open sesame"))) {
            calling.failure("servicenow.getRecord", "{'sysId':'9d385017c611228701d22104cc95c371'}");
            assertEquals(
                    "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", service.last().header("authorization"));
        }
    }

    private static String answer(@org.jspecify.annotations.Nullable Value answer) {
        return answer instanceof StringValue(String text)
                ? text
                : Json.write(Objects.requireNonNull(answer));
    }

    private static String connection(String name, FakeService service) {
        return "connections:\n  "
                + name
                + ":\n    allowAddresses: [127.0.0.1]\n"
                + SETTINGS
                + (name.equals("teams")
                        ? "    auth: { kind: urlSecret, url: env:TOCSIN_URL }\n"
                        : "    url: " + service.url() + "/base\n");
    }

    private static Map<String, String> credentials(FakeService service) {
        return Map.of("env:TOCSIN_URL", service.url() + "/webhook?sig=canary");
    }
}
