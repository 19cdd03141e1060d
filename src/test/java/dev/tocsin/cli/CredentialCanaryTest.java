package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.tocsin.cli.CapturedConsole.Printed;
import dev.tocsin.value.Json;
import dev.tocsin.value.PercentEncoding;
import dev.tocsin.value.StringValue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The credentials of connections of every kind, against a service that repeats what it is sent and
 * refuses it, are in nothing that any command prints.
 */
final class CredentialCanaryTest {

    private static final String SECRET = "s3cr3t+canary/é=";
    private static final String KEY_PASSWORD = "k3y-passw0rd-canary";
    private static final Path KEYS = Path.of("src/test/resources/tls");

    private static final String VAULT =
            """
            connector: own-vault
            summary: Gives secrets.
            auth: [bearer]
            operations:
              getSecret:
                summary: Gives one secret.
                effect: read
                request: { method: GET, path: "/secrets/${input.name}" }
                input: { required: [name], properties: { name: { type: string, description: which } } }
                output: { required: [value], properties: { value: { type: string, x-secret: true } } }
                examples: [{ input: { name: a }, output: { value: b } }]
            """;

    /** By name of the connection: its keys, with URL in place of the service. */
    private static final Map<String, String> CONNECTIONS =
            Map.of(
                    "password",
                    "auth: { kind: oauth2Password, tokenUrl: \"URL/NAME/token\", clientId: id,"
                            + " clientSecret: env:TOCSIN_SECRET, user: u, password:"
                            + " env:TOCSIN_SECRET }",
                    "refresh",
                    "auth: { kind: oauth2RefreshToken, tokenUrl: \"URL/NAME/token\", clientId: id,"
                            + " clientSecret: env:TOCSIN_SECRET, clientAuthentication: basic,"
                            + " refreshToken: file:secret }",
                    "certificate",
                    "auth: { kind: oauth2ClientCredentials, tokenUrl: \"URL/NAME/token\", clientId:"
                        + " id, clientCertificate: file:client-certificate-alone.pem, clientKey:"
                        + " file:key-encrypted.pem, clientKeyPassword: env:TOCSIN_KEY_PASSWORD }",
                    "plain-key",
                    "auth: { kind: oauth2ClientCredentials, tokenUrl: \"URL/NAME/token\", clientId:"
                            + " id, clientCertificate: file:client-rsa.pem, clientKeyPassword:"
                            + " env:TOCSIN_SECRET }",
                    "wrong-key",
                    "auth: { kind: oauth2ClientCredentials, tokenUrl: \"URL/NAME/token\", clientId:"
                        + " id, clientCertificate: file:client-certificate-alone.pem, clientKey:"
                        + " file:key-encrypted.pem, clientKeyPassword: env:TOCSIN_SECRET }",
                    "signed",
                    "auth: { kind: hmac, secret: env:TOCSIN_SECRET, header: X-Signature, signed:"
                            + " \"${target}${body}\" }",
                    "vaulted",
                    "auth: { kind: bearer, token: \"vault:kv/token\" }",
                    "proxied",
                    "proxy: { url: \"PROXY\", auth: { user: u, password: env:TOCSIN_SECRET } }",
                    "identified",
                    "auth: { kind: managedIdentity, resource: r }",
                    "shown",
                    "tls: { certificate: file:client-rsa.pem }\n    auth: { kind: mtls }");

    @TempDir Path project;
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    requests.incrementAndGet();
                    answer(exchange);
                });
        server.start();
        Files.createDirectory(project.resolve("connectors"));
        Files.writeString(project.resolve("connectors/own-vault.yaml"), VAULT);
        Path secrets = Files.createDirectory(project.resolve("secrets"));
        Files.writeString(secrets.resolve("secret"), SECRET + "\n");
        for (String name :
                List.of("client-certificate-alone.pem", "key-encrypted.pem", "client-rsa.pem")) {
            Files.copy(KEYS.resolve(name), secrets.resolve(name));
        }
        StringBuilder connections =
                new StringBuilder(
                        """
                        connections:
                          kv:
                            connector: own-vault
                            url: URL
                            allowAddresses: [127.0.0.1]
                            auth: { kind: bearer, token: env:TOCSIN_VAULT_TOKEN }
                        """);
        StringBuilder playbook = new StringBuilder("playbook: kinds\nsteps:\n");
        CONNECTIONS.forEach(
                (name, keys) -> {
                    boolean tls = keys.startsWith("proxy") || keys.startsWith("tls");
                    connections
                            .append("  ")
                            .append(name)
                            .append(":\n    connector: http\n    url: ")
                            .append(tls ? "https://127.0.0.1:1" : "URL/" + name)
                            .append("\n    allowAddresses: [127.0.0.1]\n    ")
                            .append(keys.replace("NAME", name))
                            .append('\n');
                    String id = name.replace("-", "");
                    playbook.append("  - id: ")
                            .append(id)
                            .append("\n    action: http.send\n    connection: ")
                            .append(name)
                            .append("\n    onError: continue\n    retry: none\n")
                            .append("    with: { method: POST, path: /x, body: { a: 1 } }\n")
                            .append("  - log: ${toJson(error(\"")
                            .append(id)
                            .append("\"))} ${toJson(steps.")
                            .append(id)
                            .append(")}\n");
                });
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        Files.writeString(
                project.resolve("connections.yaml"),
                connections.toString().replace("URL", url).replace("PROXY", url));
        Files.writeString(project.resolve("kinds.yaml"), playbook);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** Repeats the request, and its secret in each usual encoding, and says no. */
    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String all =
                    exchange.getRequestURI()
                            + " "
                            + exchange.getRequestHeaders().entrySet()
                            + " "
                            + body
                            + " "
                            + String.join(
                                    " ",
                                    forms(
                                            exchange.getRequestURI()
                                                            .getPath()
                                                            .startsWith("/certificate")
                                                    ? KEY_PASSWORD
                                                    : SECRET));
            if (exchange.getRequestURI().getPath().equals("/replaced/token")) {
                respond(
                        exchange,
                        200,
                        "{\"access_token\": \"t\", \"refresh_token\": \"n3w-canary\"}");
                return;
            }
            boolean vault = exchange.getRequestURI().getPath().startsWith("/secrets/");
            String answer =
                    vault
                            ? "{\"value\": " + Json.write(new StringValue(SECRET)) + "}"
                            : "{\"error\": \"invalid_grant\", \"error_description\": "
                                    + Json.write(new StringValue(all))
                                    + "}";
            respond(exchange, vault ? 200 : 400, answer);
        }
    }

    private static void respond(HttpExchange exchange, int status, String answer)
            throws IOException {
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static List<String> forms(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        return List.of(
                secret,
                PercentEncoding.encode(secret),
                URLEncoder.encode(secret, StandardCharsets.UTF_8),
                Base64.getEncoder().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                Base64.getEncoder()
                        .encodeToString(("id:" + secret).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void isNowhere() throws IOException {
        Map<String, String> environment = new HashMap<>();
        environment.put("TOCSIN_SECRET", SECRET);
        environment.put("TOCSIN_KEY_PASSWORD", KEY_PASSWORD);
        environment.put("TOCSIN_VAULT_TOKEN", "own-t0ken-canary");
        environment.put(
                "IDENTITY_ENDPOINT",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/token");
        environment.put("IDENTITY_HEADER", SECRET);
        CapturedConsole console = CapturedConsole.in(project).with(environment);
        List<Printed> printed = new ArrayList<>();
        Printed run = console.run("run", "kinds.yaml", "--secrets", "secrets");
        printed.add(run);
        printed.add(console.run("run", "kinds.yaml", "--secrets", "secrets", "--format", "json"));
        printed.add(console.run("run", "kinds.yaml"));
        printed.add(console.run("run", "kinds.yaml", "--format", "json"));
        int before = requests.get();
        printed.add(console.run("plan", "kinds.yaml", "--secrets", "secrets"));
        printed.add(console.run("validate", "."));
        assertEquals(before, requests.get(), "neither asks a vault, nor anybody else");
        assertEquals(0, run.exitCode(), () -> run.out() + run.err());
        // Each was tried for real, and told of its own failure.
        for (String name : CONNECTIONS.keySet()) {
            assertTrue(run.err().contains("`" + name + "`"), () -> name + " in\n" + run.err());
        }
        List<String> keyLines =
                Files.readString(KEYS.resolve("client-rsa.pem"))
                        .lines()
                        .takeWhile(line -> !line.contains("END"))
                        .filter(line -> !line.contains("BEGIN"))
                        .toList();
        assertTrue(keyLines.size() > 10);
        for (Printed one : printed) {
            String all = one.out() + one.err();
            assertFalse(all.contains("canary"), all);
            assertFalse(all.contains("eyJ"), all);
            for (String form : forms(SECRET)) {
                assertFalse(all.contains(form), () -> form + " in\n" + all);
            }
            for (String form : forms(KEY_PASSWORD)) {
                assertFalse(all.contains(form), () -> form + " in\n" + all);
            }
            keyLines.forEach(line -> assertFalse(all.contains(line), all));
        }
    }

    /**
     * An operator has to know that the token in the secrets folder is used up, and sees no other.
     */
    @Test
    void replacedRefreshTokenIsToldAndNotShown() throws IOException {
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        Files.writeString(
                project.resolve("connections.yaml"),
                """
                connections:
                  http:
                    url: %1$s
                    allowAddresses: [127.0.0.1]
                    auth:
                      kind: oauth2RefreshToken
                      tokenUrl: %1$s/replaced/token
                      clientId: id
                      clientSecret: env:TOCSIN_SECRET
                      refreshToken: file:secret
                """
                        .formatted(url));
        Files.writeString(
                project.resolve("kinds.yaml"),
                """
                playbook: kinds
                steps:
                  - { action: http.get, onError: continue, with: { path: /x } }
                """);
        Printed run =
                CapturedConsole.in(project)
                        .with(Map.of("TOCSIN_SECRET", SECRET))
                        .run("run", "kinds.yaml", "--secrets", "secrets");
        assertTrue(
                run.err()
                        .contains(
                                "warning: connection `http`: the token endpoint replaced the"
                                        + " refresh token `file:secret`; the new one is known to"
                                        + " this process only"),
                run.err());
        assertFalse((run.out() + run.err()).contains("canary"), run.err());
    }

    /** A setting may be in a vault as well; a rehearsal leaves it there. */
    @Test
    void settingFromAVault() throws IOException {
        Path file = project.resolve("connections.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        + "settings: { kinds: { token: \"vault:kv/token\", more: \"vault:kx/t\" }"
                        + " }\n");
        Files.writeString(
                project.resolve("kinds.yaml"),
                """
                playbook: kinds
                inputs:
                  token: { type: string, x-secret: true }
                steps:
                  - log: ${inputs.token == null}
                """);
        CapturedConsole console =
                CapturedConsole.in(project).with(Map.of("TOCSIN_VAULT_TOKEN", "own-t0ken"));
        Printed run = console.run("run", "kinds.yaml");
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(1, requests.get());
        assertEquals(0, console.run("plan", "kinds.yaml").exitCode());
        assertEquals(1, requests.get());
        Files.writeString(
                project.resolve("kinds.yaml"),
                """
                playbook: kinds
                inputs:
                  more: { type: string, x-secret: true }
                steps:
                  - log: ${inputs.more == null}
                """);
        Printed lost = console.run("run", "kinds.yaml");
        assertEquals(ExitCode.FAULT, lost.exitCode());
        assertTrue(lost.err().contains("[unresolved-credential]"), lost.err());
        assertTrue(lost.err().contains("connection `kx` is not one that gives"), lost.err());
    }
}
