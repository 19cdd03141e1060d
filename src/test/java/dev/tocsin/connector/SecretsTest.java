package dev.tocsin.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;

import dev.tocsin.value.Json;
import dev.tocsin.value.PercentEncoding;
import dev.tocsin.value.StringValue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A canary in each kind of credential: whatever the service repeats, in whatever form, nothing that
 * a step can look at holds it (S9).
 */
final class SecretsTest {

    /** With characters that every encoding changes. */
    private static final String CANARY = "canary\"+/ \\é?s3cr3t";

    private static final String TOKEN = "t0ken-canary.abc_def~1234567890";

    /** What a service does with a request that holds the canary. */
    enum Echo {
        TEXT(400, "text/plain"),
        PAGE(200, "text/html"),
        ERROR(500, "application/json"),
        NESTED(403, "application/json"),
        BROKEN_JSON(200, "application/json"),
        REDIRECT(302, "text/plain"),
        RATE_LIMIT_IN_OK(200, "text/plain");

        private final int status;
        private final String type;

        Echo(int status, String type) {
            this.status = status;
            this.type = type;
        }

        void answer(HttpExchange exchange, String all) throws IOException {
            String quoted = Json.write(new StringValue(all));
            String body =
                    switch (this) {
                        case TEXT, REDIRECT -> all;
                        case PAGE -> "you sent " + all + " and " + quoted;
                        case ERROR -> "{\"error_description\":" + quoted + "}";
                        case NESTED ->
                                "{\"error\":{\"message\":"
                                        + quoted
                                        + ",\"innerError\":["
                                        + quoted
                                        + "]}}";
                        case BROKEN_JSON -> "{" + all;
                        case RATE_LIMIT_IN_OK -> "HTTP error 429 for " + all;
                    };
            exchange.getResponseHeaders()
                    .set("X-Echo", URLEncoder.encode(all, StandardCharsets.UTF_8));
            if (this == REDIRECT) {
                exchange.getResponseHeaders().set("Location", "/again" + exchange.getRequestURI());
            }
            FakeService.respond(exchange, status, type, body);
        }
    }

    static List<Arguments> cases() {
        List<Arguments> cases = new ArrayList<>();
        for (String kind :
                List.of("bearer", "basic", "apiKey", "query", "oauth", "token", "urlSecret")) {
            for (Echo echo : Echo.values()) {
                cases.add(Arguments.of(kind, echo));
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nothingShowsTheCanary(String kind, Echo echo) throws IOException {
        boolean atTokenEndpoint = kind.equals("oauth");
        AtomicReference<String> sent = new AtomicReference<>(CANARY);
        try (FakeService service =
                new FakeService(
                        exchange -> {
                            boolean token = exchange.getRequestURI().getPath().equals("/token");
                            if (token && !atTokenEndpoint) {
                                FakeService.respond(
                                        exchange,
                                        200,
                                        "application/json",
                                        "{\"access_token\":\"" + TOKEN + "\"}");
                            } else {
                                echo.answer(exchange, everyForm(exchange, sent.get()));
                            }
                        })) {
            String secret = secret(kind, service);
            sent.set(secret);
            try (Calling calling =
                    new Calling(
                            connections(kind, service),
                            Map.of(
                                    "env:TOCSIN_SECRET",
                                    kind.equals("token") ? "unused" : secret,
                                    "env:TOCSIN_URL",
                                    service.url() + "/webhookb2/0123456789abcdef-canary/x"))) {
                String operation = kind.equals("urlSecret") ? "teams.postMessage" : "graph.getUser";
                String input = kind.equals("urlSecret") ? "{'text':'x'}" : "{'user':'ana'}";
                String shown = everything(calling, operation, input);
                List<String> found = new ArrayList<>();
                for (String form : forms(secret)) {
                    if (shown.contains(form)) {
                        found.add(form);
                    }
                }
                if (shown.contains("canary")) {
                    found.add("canary");
                }
                assertEquals(List.of(), found, shown);
            }
        }
    }

    /** The failure with its details, or the result. */
    private static String everything(Calling calling, String operation, String input) {
        try {
            return calling.call(operation, input);
        } catch (ConnectorException e) {
            return Calling.describe(e) + e.getMessage() + Json.write(e.details()) + e.getCause();
        }
    }

    private static String everyForm(HttpExchange exchange, String secret) {
        StringBuilder all = new StringBuilder();
        all.append(exchange.getRequestURI()).append(' ');
        for (String header : List.of("Authorization", "X-Key")) {
            String value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) {
                all.append(value).append(' ');
            }
        }
        for (String form : forms(secret)) {
            all.append(form).append(' ');
        }
        return all.toString();
    }

    private static List<String> forms(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        return List.of(
                secret,
                PercentEncoding.encode(secret),
                URLEncoder.encode(secret, StandardCharsets.UTF_8),
                Base64.getEncoder().encodeToString(bytes),
                Base64.getEncoder().withoutPadding().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                Base64.getEncoder()
                        .encodeToString(("user:" + secret).getBytes(StandardCharsets.UTF_8)));
    }

    private static String secret(String kind, FakeService service) {
        return switch (kind) {
            case "token" -> TOKEN;
            case "urlSecret" -> service.url() + "/webhookb2/0123456789abcdef-canary/x";
            default -> CANARY;
        };
    }

    private static String connections(String kind, FakeService service) {
        String auth =
                switch (kind) {
                    case "bearer" -> "kind: bearer, token: env:TOCSIN_SECRET";
                    case "basic" -> "kind: basic, user: user, password: env:TOCSIN_SECRET";
                    case "apiKey" -> "kind: apiKey, header: X-Key, key: env:TOCSIN_SECRET";
                    case "query" -> "kind: apiKey, query: key, key: env:TOCSIN_SECRET";
                    case "oauth", "token" ->
                            "kind: oauth2ClientCredentials, clientId: id, clientSecret:"
                                    + " env:TOCSIN_SECRET, tokenUrl: \""
                                    + service.url()
                                    + "/token\"";
                    default -> "kind: urlSecret, url: env:TOCSIN_URL";
                };
        boolean hook = kind.equals("urlSecret");
        return "connections:\n  "
                + (hook ? "teams" : "graph")
                + ":\n"
                + (hook ? "" : "    url: " + service.url() + "\n")
                + "    allowAddresses: [127.0.0.1]\n    auth: { "
                + auth
                + " }\n";
    }
}
