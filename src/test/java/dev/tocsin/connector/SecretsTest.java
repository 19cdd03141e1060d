package dev.tocsin.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;

import dev.tocsin.value.Json;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.PercentEncoding;
import dev.tocsin.value.StringValue;

import org.junit.jupiter.api.Test;
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
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A canary in each kind of credential: whatever the service repeats, in whatever form, nothing that
 * a step can look at holds it (S9).
 */
final class SecretsTest {

    /** With characters that every encoding changes. */
    private static final String CANARY = "canary\"+/ \\é?s3cr3t";

    private static final String TOKEN = "t0ken-canary.abc_def~1234567890";

    private static final String CLIENT_SECRET = "clientSecret: env:TOCSIN_SECRET";

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
                List.of(
                        "bearer",
                        "basic",
                        "apiKey",
                        "query",
                        "oauth",
                        "oauthHeader",
                        "token",
                        "password",
                        "refreshToken",
                        "replacedToken",
                        "keyPassword",
                        "identityHeader",
                        "identityToken",
                        "hmac",
                        "urlSecret")) {
            for (Echo echo : Echo.values()) {
                cases.add(Arguments.of(kind, echo));
            }
        }
        return cases;
    }

    /** Those whose secret goes to a token endpoint rather than to the service. */
    private static final Set<String> AT_TOKEN_ENDPOINT =
            Set.of(
                    "oauth",
                    "oauthHeader",
                    "password",
                    "refreshToken",
                    "keyPassword",
                    "identityHeader");

    @ParameterizedTest
    @MethodSource("cases")
    void nothingShowsTheCanary(String kind, Echo echo) throws Exception {
        AtomicReference<String> sent = new AtomicReference<>(CANARY);
        AtomicReference<FakeService> self = new AtomicReference<>();
        try (FakeService service =
                new FakeService(
                        exchange -> {
                            boolean token = exchange.getRequestURI().getPath().equals("/token");
                            if (token && !AT_TOKEN_ENDPOINT.contains(kind)) {
                                FakeService.respond(
                                        exchange,
                                        200,
                                        "application/json",
                                        "{\"access_token\":\""
                                                + TOKEN
                                                + "\",\"refresh_token\":"
                                                + Json.write(new StringValue(sent.get()))
                                                + "}");
                            } else {
                                String body = self.get().last().body();
                                echo.answer(exchange, everyForm(exchange, sent.get()) + body);
                            }
                        })) {
            self.set(service);
            String secret = secret(kind, service);
            sent.set(secret);
            try (Calling calling =
                    new Calling(
                            connections(kind, service),
                            credentials(kind, secret, service),
                            new TestMachine()
                                    .in(
                                            Map.of(
                                                    "IDENTITY_ENDPOINT",
                                                    service.url() + "/token",
                                                    "IDENTITY_HEADER",
                                                    kind.equals("identityHeader")
                                                            ? secret
                                                            : "other")))) {
                String operation = kind.equals("urlSecret") ? "teams.postMessage" : "http.get";
                String input = kind.equals("urlSecret") ? "{'text':'x'}" : "{'path':'/x'}";
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
                assertTrue(!service.requests.isEmpty(), shown);
            }
        }
    }

    private static Map<String, String> credentials(String kind, String secret, FakeService service)
            throws IOException {
        boolean inVain = List.of("token", "replacedToken", "identityToken").contains(kind);
        return Map.of(
                "env:TOCSIN_SECRET",
                inVain ? "unused" : secret,
                "env:TOCSIN_OTHER",
                "another-c4nary",
                "env:TOCSIN_URL",
                service.url() + "/webhookb2/0123456789abcdef-canary/x",
                "file:c.pem",
                TestKeys.pem("client-certificate-alone"),
                "file:k.pem",
                TestKeys.pem("client-key-alone"),
                "file:e.pem",
                TestKeys.pem("key-encrypted"));
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
            case "token", "identityToken" -> TOKEN;
            case "keyPassword" -> "k3y-passw0rd-canary";
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
                    case "oauth", "token" -> oauth("ClientCredentials", service, CLIENT_SECRET);
                    case "oauthHeader" ->
                            oauth(
                                    "ClientCredentials",
                                    service,
                                    CLIENT_SECRET + ", clientAuthentication: basic");
                    case "password" ->
                            oauth(
                                    "Password",
                                    service,
                                    "clientSecret: env:TOCSIN_OTHER, user: u, password:"
                                            + " env:TOCSIN_SECRET");
                    case "refreshToken", "replacedToken" ->
                            oauth(
                                    "RefreshToken",
                                    service,
                                    "clientSecret: env:TOCSIN_OTHER, refreshToken:"
                                            + " env:TOCSIN_SECRET");
                    case "keyPassword" ->
                            oauth(
                                    "ClientCredentials",
                                    service,
                                    "clientCertificate: file:c.pem, clientKey: file:e.pem,"
                                            + " clientKeyPassword: env:TOCSIN_SECRET");
                    case "identityHeader", "identityToken" -> "kind: managedIdentity, resource: r";
                    case "hmac" ->
                            "kind: hmac, secret: env:TOCSIN_SECRET, header: X-Key,"
                                    + " signed: \"${target}\"";
                    default -> "kind: urlSecret, url: env:TOCSIN_URL";
                };
        boolean hook = kind.equals("urlSecret");
        return "connections:\n  "
                + (hook ? "teams" : "http")
                + ":\n"
                + (hook ? "" : "    url: " + service.url() + "\n")
                + "    allowAddresses: [127.0.0.1]\n    auth: { "
                + auth
                + " }\n";
    }

    private static String oauth(String grant, FakeService service, String keys) {
        return "kind: oauth2"
                + grant
                + ", clientId: id, tokenUrl: \""
                + service.url()
                + "/token\", "
                + keys;
    }

    /** Good for five minutes and for nothing but a token, but a credential all the same. */
    @Test
    void assertionIsShownNowhere() throws Exception {
        AtomicReference<FakeService> self = new AtomicReference<>();
        try (FakeService service =
                new FakeService(
                        exchange -> {
                            String body = self.get().last().body();
                            FakeService.respond(
                                    exchange,
                                    401,
                                    "application/json",
                                    Json.write(
                                            MapValue.builder()
                                                    .put("message", body.substring(80))
                                                    .build()));
                        })) {
            self.set(service);
            try (Calling calling =
                    new Calling(
                            "connections:\n  http:\n    url: "
                                    + service.url()
                                    + "\n    allowAddresses: [127.0.0.1]\n    auth: { "
                                    + oauth(
                                            "ClientCredentials",
                                            service,
                                            "clientCertificate: file:c.pem, clientKey: file:k.pem")
                                    + " }\n",
                            credentials("token", "", service))) {
                String shown = everything(calling, "http.get", "{'path':'/x'}");
                assertTrue(shown.contains("client_assertion=(secret)"), shown);
                assertTrue(!shown.contains("eyJ"), shown);
            }
        }
    }

    /** The lines of a private key, which is never sent: a message could show them all the same. */
    @Test
    void keyLinesAreScrubbed() throws Exception {
        Scrubber scrubber = new Scrubber();
        scrubber.learnKey(TestKeys.pem("client-rsa"));
        String line = TestKeys.pem("client-rsa").lines().skip(3).findFirst().orElseThrow();
        assertEquals("at (secret): x", scrubber.scrub("at " + line + ": x"));
    }

    /** A process that runs for months learns thousands of tokens, and searches for the latest. */
    @Test
    void onlyLatestTokensAreSearchedFor() {
        Scrubber scrubber = new Scrubber();
        scrubber.learn("lasting-secret");
        for (int i = 100; i < 200; i++) {
            scrubber.learnPassing("passing-secret-" + i);
        }
        assertEquals("(secret)", scrubber.scrub("lasting-secret"));
        assertEquals("(secret)", scrubber.scrub("passing-secret-199"));
        assertEquals("(secret)", scrubber.scrub("passing-secret-194"));
        assertEquals("passing-secret-193", scrubber.scrub("passing-secret-193"));
    }
}
