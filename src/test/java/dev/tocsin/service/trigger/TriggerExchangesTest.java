package dev.tocsin.service.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.connector.ConnectorException;
import dev.tocsin.testing.Golden;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.Json;
import dev.tocsin.value.MapValue;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What is sent, what is answered, and what is in the store afterwards: a file for each case. */
final class TriggerExchangesTest {

    private static final Path FOLDER =
            Path.of("src/test/resources/golden/service/trigger/exchanges");

    static List<String> cases() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".http"))
                    .map(name -> name.substring(0, name.length() - 5))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void exchange(String name, @TempDir Path folder) throws Exception {
        try (TriggerFixture fixture = new TriggerFixture(folder.resolve("tocsin.db"))) {
            assertEquals(List.of(), fixture.generation.problems());
            fixture.answers = new Sensor();
            Exchange exchange = new Exchange(fixture, fixture.serve());
            String script = Files.readString(FOLDER.resolve(name + ".http"));
            for (String part : script.split("\n---\n")) {
                exchange.part(part);
            }
            String told = exchange.out + "=== rows\n" + fixture.rows();
            Golden.check(FOLDER.resolve(name + ".expected.txt"), told);
        }
    }

    /** Does not answer the first time it is asked for an alert. */
    private static final class Sensor
            implements java.util.function.BiFunction<String, MapValue, Object> {
        private final Set<String> asked = new HashSet<>();

        @Override
        public Object apply(String operation, MapValue input) {
            String id = String.valueOf(input.text("id"));
            if (asked.add(id) && id.equals("a-1")) {
                return ConnectorException.of(ErrorKind.UNAVAILABLE, "the sensor restarts");
            }
            return alert(id, id.endsWith("low") ? "low" : "high");
        }
    }

    /** As the sensor tells it. */
    static MapValue alert(String id, String level) {
        return MapValue.builder()
                .put("id", id)
                .put("name", "Malware")
                .put("level", level)
                .put("at", "2026-03-02T08:00:00Z")
                .build();
    }

    private static final class Exchange {
        private final TriggerFixture fixture;
        private final int port;
        private final HttpClient client = HttpClient.newHttpClient();
        final StringBuilder out = new StringBuilder();

        Exchange(TriggerFixture fixture, int port) {
            this.fixture = fixture;
            this.port = port;
        }

        void part(String text) throws Exception {
            List<String> lines = text.lines().toList();
            int at = 0;
            while (at < lines.size() && "#!".indexOf((lines.get(at) + " ").charAt(0)) >= 0) {
                directive(lines.get(at++));
            }
            if (at < lines.size()) {
                int blank = lines.indexOf("");
                int end = blank < 0 ? lines.size() : blank;
                String body =
                        blank < 0 ? "" : String.join("\n", lines.subList(blank + 1, lines.size()));
                request(lines.get(at), lines.subList(at + 1, end), body(body.strip()));
            }
        }

        private void directive(String line) throws InterruptedException {
            out.append(line).append('\n');
            if (line.equals("!tick")) {
                fixture.ingest.arrivals().tick();
            } else if (line.startsWith("!advance ")) {
                fixture.clock.advance(Duration.parse("PT" + line.substring(9)));
            }
        }

        private static String body(String text) {
            return switch (text) {
                case "<large>" -> "{\"id\": \"" + "a".repeat(1 << 20) + "\"}";
                case "<deep>" -> "{\"a\":".repeat(100) + "1" + "}".repeat(100);
                default -> text;
            };
        }

        private void request(String first, List<String> headers, String body) throws Exception {
            out.append("=== ").append(first).append('\n');
            String path = first.substring(first.indexOf(' ') + 1);
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
            for (String header : headers) {
                int colon = header.indexOf(": ");
                String value = filled(header.substring(colon + 2), body);
                request.header(header.substring(0, colon), value);
            }
            request.POST(HttpRequest.BodyPublishers.ofString(body));
            HttpResponse<String> answer =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            String json = Json.writePretty(Json.parse(answer.body()));
            answer.headers()
                    .firstValue("retry-after")
                    .ifPresent(after -> out.append("Retry-After: " + after + "\n"));
            out.append(answer.statusCode())
                    .append('\n')
                    .append(
                            json.replaceAll(
                                            "urn:tocsin:request:[0-9a-zA-Z-]+",
                                            "urn:tocsin:request:ID")
                                    .replaceAll("token `[0-9a-f]{12}`", "token `ID`"))
                    .append('\n');
        }

        private String filled(String text, String body) throws Exception {
            long now = fixture.clock.instant().getEpochSecond();
            String filled =
                    text.replace("<now>", String.valueOf(now))
                            .replace("<now-301>", String.valueOf(now - 301));
            int open = filled.indexOf('<');
            if (open < 0) {
                return filled;
            }
            String hole = filled.substring(open + 1, filled.indexOf('>'));
            String value;
            if (hole.startsWith("hmac")) {
                // The late one signs its own time: it is not refused for a wrong signature.
                long time = body.contains("/d\"") ? now - 301 : now;
                String before = hole.startsWith("hmac-timed") ? time + "." : "";
                String key = hole.substring(hole.indexOf(' ') + 1);
                value =
                        HexFormat.of()
                                .formatHex(
                                        SenderCheckTest.sign(
                                                key,
                                                before,
                                                body.getBytes(StandardCharsets.UTF_8)));
            } else {
                value = String.valueOf(fixture.tokens.get(hole));
            }
            return filled.substring(0, open) + value + filled.substring(filled.indexOf('>') + 1);
        }
    }
}
