package dev.tocsin.cli;

import dev.tocsin.diagnostic.TerminalText;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.SequencedMap;

/** Asks a running service on behalf of one command. */
final class ServiceClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The story of the longest run is smaller. */
    private static final int MAX_BYTES = 64 << 20;

    private final ServiceAddress address;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(10))
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    ServiceClient(ServiceAddress address) {
        this.address = address;
    }

    /** How messages call the service. */
    String name() {
        return address.url().toString();
    }

    /** What is at a path, such as {@code /v1/runs}. */
    Value get(String path, SequencedMap<String, String> query)
            throws CommandFault, InterruptedException {
        StringBuilder url = new StringBuilder(path);
        for (Map.Entry<String, String> each : query.entrySet()) {
            url.append(url.indexOf("?") < 0 ? '?' : '&').append(encode(each.getKey()));
            url.append('=').append(encode(each.getValue()));
        }
        return send(request(url.toString()).GET());
    }

    /** Changes something; null value where the service has nothing to say about it. */
    Value post(String path, Value body) throws CommandFault, InterruptedException {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(Json.write(body))));
    }

    /** Takes something away. */
    Value delete(String path) throws CommandFault, InterruptedException {
        return send(request(path).DELETE());
    }

    /** One segment of a path, whatever it holds. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create(address.url() + pathAndQuery))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + address.token())
                .header("Accept", "application/json");
    }

    private Value send(HttpRequest.Builder request) throws CommandFault, InterruptedException {
        try {
            HttpResponse<InputStream> response =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            byte[] body;
            try (InputStream in = response.body()) {
                body = in.readNBytes(MAX_BYTES);
            }
            Value value = value(body);
            if (response.statusCode() < 300 && value != null) {
                return value;
            }
            throw refused(response.statusCode(), value);
        } catch (ConnectException _) {
            throw CommandFault.configuration("no service answers at " + name(), null);
        } catch (HttpTimeoutException _) {
            throw CommandFault.configuration(
                    "the service at " + name() + " did not answer within a minute",
                    "it may have done what was asked: look before you repeat it");
        } catch (IOException e) {
            String why = e.getMessage();
            throw CommandFault.configuration(
                    "the service at "
                            + name()
                            + " cannot be reached"
                            + (why == null ? "" : ": " + why),
                    null);
        }
    }

    private static @Nullable Value value(byte[] body) {
        try {
            return body.length == 0 ? NullValue.NULL : Json.parse(body);
        } catch (JsonException _) {
            return null;
        }
    }

    private CommandFault refused(int status, @Nullable Value body) {
        String detail = body instanceof MapValue map ? map.text("detail") : null;
        if (detail == null) {
            return CommandFault.configuration(
                    name() + " answered with status " + status + ", and not as a service of Tocsin",
                    "does `--url` name the service itself?");
        }
        StringBuilder text = new StringBuilder(TerminalText.of(detail));
        if (body instanceof MapValue map && map.get("errors") instanceof ListValue(var errors)) {
            for (Value error : errors) {
                if (error instanceof MapValue one
                        && one.text("detail") instanceof String wrong
                        && !detail.endsWith(wrong)) {
                    text.append("; ").append(TerminalText.of(wrong));
                }
            }
        }
        return switch (status) {
            case 401 ->
                    CommandFault.configuration(
                            text.toString(), "the variable TOCSIN_TOKEN must hold a valid token");
            case 403 ->
                    CommandFault.refused(
                            text.toString(),
                            "the token in the variable TOCSIN_TOKEN says who you are");
            case 404, 409, 410, 422 -> CommandFault.refused(text.toString(), null);
            default -> CommandFault.configuration(text.toString(), null);
        };
    }

    @Override
    public void close() {
        http.close();
    }
}
