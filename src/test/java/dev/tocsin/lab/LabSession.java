package dev.tocsin.lab;

import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Plays a file of requests against a lab and writes them down again with the answers.
 *
 * <p>Each exchange starts with {@code ###} and what it shows; then the request line, headers, an
 * empty line and a body; then {@code ->} with the status, the headers that matter, the body. {@code
 * Authorization: graph} stands for a bearer token of that audience.
 */
final class LabSession {

    private static final List<String> HEADERS =
            List.of("Link", "Location", "Azure-AsyncOperation", "Retry-After", "X-Total-Count");

    private final List<String> headers;
    private final Lab lab;
    private final HttpClient client;
    private final Map<String, String> tokens = new HashMap<>();

    LabSession(Lab lab, HttpClient client) {
        this(lab, client, HEADERS);
    }

    /** One in which these headers matter. */
    LabSession(Lab lab, HttpClient client, String... headers) {
        this(lab, client, List.of(headers));
    }

    private LabSession(Lab lab, HttpClient client, List<String> headers) {
        this.lab = lab;
        this.client = client;
        this.headers = headers;
    }

    String play(String file) throws IOException, InterruptedException {
        StringBuilder out = new StringBuilder();
        for (String exchange : file.split("(?m)^### ")) {
            if (exchange.isBlank()) {
                out.append(exchange);
                continue;
            }
            int answer = exchange.indexOf("\n-> ");
            String asked = (answer < 0 ? exchange : exchange.substring(0, answer)).strip();
            out.append("### ").append(asked).append("\n\n").append(answer(asked)).append('\n');
        }
        return out.toString();
    }

    private String answer(String asked) throws IOException, InterruptedException {
        String[] parts = asked.split("\n\n", 2);
        String[] lines = parts[0].split("\n");
        String[] request = lines[1].split(" ", 2);
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(lab.baseUrl() + request[1]))
                        .method(
                                request[0],
                                parts.length == 1
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(parts[1].strip()));
        for (int i = 2; i < lines.length; i++) {
            String[] header = lines[i].split(": ", 2);
            builder.header(
                    header[0],
                    header[0].equals("Authorization") ? authorization(header[1]) : header[1]);
        }
        HttpResponse<String> response =
                client.send(builder.build(), HttpResponse.BodyHandlers.ofString());
        StringBuilder out = new StringBuilder("-> ").append(response.statusCode()).append('\n');
        for (String name : headers) {
            response.headers()
                    .firstValue(name)
                    .ifPresent(value -> out.append(name).append(": ").append(value).append('\n'));
        }
        if (!response.body().isEmpty()) {
            out.append(shown(response.body())).append('\n');
        }
        return out.toString().replace(lab.baseUrl(), "http://lab");
    }

    private static String shown(String body) {
        try {
            return Json.writePretty(Json.parse(body));
        } catch (JsonException _) {
            return body.stripTrailing();
        }
    }

    private String authorization(String value) throws IOException, InterruptedException {
        return switch (value) {
            case "defender" -> bearer("https://api.securitycenter.microsoft.com/.default");
            case "graph" -> bearer("https://graph.microsoft.com/.default");
            case "cloud-apps" -> bearer("05a65629-4c1b-48c1-a78b-804c4abdd4af/.default");
            case "azure" -> bearer("https://management.azure.com/.default");
            case "log-analytics" -> bearer("https://api.loganalytics.azure.com/.default");
            case "monitor" -> bearer("https://monitor.azure.com/.default");
            case "vault" -> bearer("https://vault.azure.net/.default");
            case "servicenow" ->
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString(
                                            "tocsin.integration:lab-only-servicenow-password"
                                                    .getBytes(StandardCharsets.UTF_8));
            default -> value;
        };
    }

    private String bearer(String scope) throws IOException, InterruptedException {
        String known = tokens.get(scope);
        if (known != null) {
            return known;
        }
        String form =
                "grant_type=client_credentials&client_id=c11e0000-0000-4000-8000-000000000001"
                        + "&client_secret=lab-only-client-secret&scope="
                        + URLEncoder.encode(scope, StandardCharsets.UTF_8);
        HttpResponse<String> response =
                client.send(
                        HttpRequest.newBuilder(tokenUrl())
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        try {
            String token = ((MapValue) Json.parse(response.body())).text("access_token");
            tokens.put(scope, "Bearer " + token);
            return "Bearer " + token;
        } catch (JsonException e) {
            throw new IOException(e);
        }
    }

    /** As the lab's own connections have it. */
    private URI tokenUrl() {
        String yaml = lab.connectionsYaml();
        int start = yaml.indexOf("tokenUrl: ") + "tokenUrl: ".length();
        return URI.create(yaml.substring(start, yaml.indexOf('\n', start)));
    }
}
