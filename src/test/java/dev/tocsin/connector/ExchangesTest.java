package dev.tocsin.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.schema.DocumentSchema;
import dev.tocsin.schema.FileKind;
import dev.tocsin.source.SourceText;
import dev.tocsin.testing.Golden;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.stream.Stream;

/**
 * What the connector format makes of calls, over real sockets: a connector file, the calls with the
 * answers that the service gives to them ({@code NAME.calls.json}), and all that went over the
 * wire. Without a file of its own it is the connector of that name that ships.
 */
final class ExchangesTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden/exchanges");

    static List<String> cases() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".calls.json"))
                    .map(name -> name.replace(".calls.json", ""))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void goesOverTheWireAsWritten(String name) throws Exception {
        Connector connector = connector(name);
        Value calls = Json.parse(Files.readAllBytes(FOLDER.resolve(name + ".calls.json")));
        StringBuilder record = new StringBuilder();
        for (Value item : ((ListValue) calls).items()) {
            record.append(play(connector, (MapValue) item)).append('\n');
        }
        Golden.check(FOLDER.resolve(name + ".expected.txt"), record.toString());
    }

    private static Connector connector(String name) throws IOException {
        Diagnostics diagnostics = new Diagnostics();
        Path file = FOLDER.resolve(name + ".yaml");
        if (!Files.exists(file)) {
            return Objects.requireNonNull(new BuiltInConnectors().find(name), name);
        }
        SourceText source = SourceText.of(name + ".yaml", Files.readString(file));
        Document document = Objects.requireNonNull(DocumentParser.parse(source, diagnostics));
        DocumentSchema.of(FileKind.CONNECTOR).check(document, diagnostics);
        Connector connector =
                Objects.requireNonNull(ConnectorParser.project(document, diagnostics));
        assertEquals(List.of(), diagnostics.sorted());
        return connector;
    }

    private static String play(Connector connector, MapValue call) throws Exception {
        Queue<Value> answers = new ArrayDeque<>(((ListValue) call.get("answers")).items());
        try (FakeService service =
                        new FakeService(exchange -> answer(exchange, (MapValue) answers.poll()));
                OperationCaller caller = caller(connector, service)) {
            Operation operation =
                    Objects.requireNonNull(connector.operation(call.text("operation")));
            MapValue input = call.get("input") instanceof MapValue given ? given : MapValue.EMPTY;
            String outcome;
            try {
                Value result =
                        caller.perform(
                                connector,
                                operation,
                                null,
                                input,
                                "run-1/steps[0]",
                                Instant.now().plus(Duration.ofSeconds(20)));
                outcome = "=> " + Json.write(result) + "\n";
            } catch (ConnectorException e) {
                outcome = "=> " + Calling.describe(e);
            }
            StringBuilder record = new StringBuilder();
            record.append("# ").append(call.text("about")).append('\n');
            for (FakeService.Request request : service.requests) {
                write(request, record);
            }
            record.append(outcome);
            assertEquals(0, answers.size(), "answers that nobody asked for: " + answers);
            return record.toString().replace(service.url(), "http://service");
        }
    }

    private static void write(FakeService.Request request, StringBuilder record) {
        record.append(request.method()).append(' ').append(request.uri()).append('\n');
        for (String header : request.headers()) {
            if (header.startsWith("X-") || header.startsWith("Idempotency-key")) {
                record.append(header).append('\n');
            }
        }
        if (!request.body().isEmpty()) {
            record.append(request.header("content-type")).append('\n');
            record.append(request.body().replace("\r\n", "\n").stripTrailing()).append('\n');
        }
    }

    private static void answer(HttpExchange exchange, MapValue answer) throws IOException {
        if (answer == null) {
            FakeService.respond(exchange, 500, "text/plain", "no more answers");
            return;
        }
        String here = "http://127.0.0.1:" + exchange.getLocalAddress().getPort();
        if (answer.get("headers") instanceof MapValue(Map<String, Value> headers)) {
            headers.forEach(
                    (header, value) ->
                            exchange.getResponseHeaders()
                                    .set(
                                            header,
                                            ((StringValue) value).value().replace("HERE", here)));
        }
        int status = answer.get("status") instanceof IntValue(long number) ? (int) number : 200;
        String type = answer.text("type");
        byte[] body =
                answer.text("base64") != null
                        ? Base64.getDecoder().decode(answer.text("base64"))
                        : body(answer.get("body"))
                                .replace("HERE", here)
                                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type == null ? "application/json" : type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static String body(Value body) {
        return switch (body) {
            case null -> "";
            case StringValue(String text) -> text;
            default -> Json.write(body);
        };
    }

    private static OperationCaller caller(Connector connector, FakeService service)
            throws JsonException {
        Diagnostics diagnostics = new Diagnostics();
        Connections connections =
                Connections.parse(
                        SourceText.of(
                                "connections.yaml",
                                "connections:\n  "
                                        + connector.name()
                                        + ":\n    allowAddresses: [127.0.0.1]\n    url: "
                                        + service.url()
                                        + "/base\n"),
                        null,
                        diagnostics);
        assertEquals(List.of(), diagnostics.sorted());
        return new OperationCaller(
                connections, Calling.source(Map.of()), null, Machine.here(Map.of(), _ -> {}));
    }
}
