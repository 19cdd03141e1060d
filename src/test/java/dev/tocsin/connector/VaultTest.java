package dev.tocsin.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.source.SourceText;
import dev.tocsin.testing.Golden;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Credentials that are read through another connection. */
final class VaultTest {

    /** Shaped like Azure Key Vault's {@code GET /secrets/NAME}. */
    private static final String CONNECTOR =
            """
            connector: own-vault
            summary: Gives secrets.
            auth: [bearer]
            operations:
              getSecret:
                summary: Gives one secret.
                effect: read
                request:
                  method: GET
                  path: /secrets/${input.name}
                  query: { api-version: "7.4" }
                input: { required: [name], properties: { name: { type: string, description: which } } }
                output: { required: [value], properties: { value: { type: string, x-secret: true } } }
                examples: [{ input: { name: a }, output: { value: b } }]
            """;

    private static final String GET = "{'path':'/x'}";

    @TempDir Path project;
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final AtomicInteger failing = new AtomicInteger();

    @BeforeEach
    void writeConnector() throws IOException {
        Files.createDirectory(project.resolve("connectors"));
        Files.writeString(project.resolve("connectors/own-vault.yaml"), CONNECTOR);
        secrets.put("api-token", "v4ult-canary-1");
    }

    private FakeService service() throws IOException {
        return new FakeService(
                exchange -> {
                    String path = exchange.getRequestURI().getPath();
                    if (!path.startsWith("/secrets/")) {
                        FakeService.respond(exchange, 200, "text/plain", "fine");
                        return;
                    }
                    String value = secrets.get(path.substring("/secrets/".length()));
                    int status = failing.get() != 0 ? failing.get() : value == null ? 404 : 200;
                    FakeService.respond(
                            exchange,
                            status,
                            "application/json",
                            status == 200
                                    ? "{\"value\":\"" + value + "\",\"id\":\"x\"}"
                                    : "{\"error\":{\"code\":\"E\",\"message\":\"vault said "
                                            + status
                                            + "\"}}");
                });
    }

    private Calling calling(FakeService service, TestMachine machine) {
        return new Calling(
                connections(service),
                Map.of("env:TOCSIN_VAULT_TOKEN", "own-t0ken-canary"),
                null,
                machine,
                project);
    }

    private static String connections(FakeService service) {
        return """
        connections:
          kv:
            connector: own-vault
            url: %1$s
            allowAddresses: [127.0.0.1]
            auth: { kind: bearer, token: env:TOCSIN_VAULT_TOKEN }
          http:
            url: %1$s
            allowAddresses: [127.0.0.1]
            auth: { kind: bearer, token: vault:kv/api-token }
        """
                .formatted(service.url());
    }

    @Test
    void isReadOnceAndKeptForAnHour() throws Exception {
        TestMachine machine = new TestMachine();
        try (FakeService service = service();
                Calling calling = calling(service, machine)) {
            calling.call("http.get", GET);
            assertEquals("Bearer v4ult-canary-1", service.last().header("authorization"));
            FakeService.Request read = service.requests.getFirst();
            assertEquals("/secrets/api-token?api-version=7.4", read.uri());
            assertEquals("Bearer own-t0ken-canary", read.header("authorization"));
            secrets.put("api-token", "v4ult-canary-2");
            machine.pass(Duration.ofMinutes(59));
            calling.call("http.get", GET);
            assertEquals("Bearer v4ult-canary-1", service.last().header("authorization"));
            machine.pass(Duration.ofMinutes(1));
            calling.call("http.get", GET);
            assertEquals("Bearer v4ult-canary-2", service.last().header("authorization"));
            assertEquals(2, reads(service));
        }
    }

    private static long reads(FakeService service) {
        return service.requests.stream().filter(one -> one.uri().startsWith("/secrets")).count();
    }

    /** A vault that is down for a while stops nothing that it has given before. */
    @Test
    void oldOneIsUsedWhileTheVaultIsDown() throws Exception {
        TestMachine machine = new TestMachine();
        try (FakeService service = service();
                Calling calling = calling(service, machine)) {
            calling.call("http.get", GET);
            machine.pass(Duration.ofHours(1));
            failing.set(503);
            calling.call("http.get", GET);
            assertEquals("Bearer v4ult-canary-1", service.last().header("authorization"));
            // Known to be gone is another matter than not known.
            failing.set(0);
            secrets.clear();
            machine.pass(Duration.ofHours(1));
            assertTrue(calling.failure("http.get", GET).contains("which is not set"));
        }
    }

    @Test
    void manyStepsMakeOneRead() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (FakeService service =
                        new FakeService(
                                exchange -> {
                                    if (exchange.getRequestURI().getPath().startsWith("/secrets")) {
                                        await(end);
                                        FakeService.respond(
                                                exchange,
                                                200,
                                                "application/json",
                                                "{\"value\":\"v4ult-canary-1\"}");
                                    } else {
                                        FakeService.respond(exchange, 200, "text/plain", "fine");
                                    }
                                });
                Calling calling = calling(service, new TestMachine())) {
            List<String> outcomes = Collections.synchronizedList(new ArrayList<>());
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                threads.add(
                        Thread.ofVirtual()
                                .start(() -> outcomes.add(calling.failure("http.get", GET))));
            }
            for (Thread thread : threads) {
                while (thread.getState() != Thread.State.TIMED_WAITING) {
                    Thread.onSpinWait();
                }
            }
            end.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(1, reads(service));
            assertTrue(outcomes.stream().allMatch(one -> one.startsWith("succeeded")));
        }
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** That a vault lacks or forbids something is no answer to what the step asked. */
    @ParameterizedTest
    @CsvSource({
        "404, unauthorized, vault-lacks-it",
        "403, unauthorized, vault-forbids-it",
        "409, unauthorized, ",
        "429, rateLimited, ",
        "503, unavailable, vault-is-down",
    })
    void failureOfTheVault(int status, String kind, String golden) throws Exception {
        failing.set(status);
        try (FakeService service = service();
                Calling calling = calling(service, new TestMachine())) {
            String failure = calling.failure("http.send", "{'path':'/x','method':'POST'}");
            assertTrue(failure.startsWith(kind), failure);
            assertTrue(
                    failure.lines().findFirst().orElse("").contains("nothing was done"), failure);
            assertEquals(reads(service), service.requests.size());
            if (golden != null) {
                assertFalse(failure.contains("canary"), failure);
                Golden.check(
                        Path.of("src/test/resources/golden/connector/" + golden + ".txt"), failure);
            }
        }
    }

    @Test
    void isLookedUpBeforeTheFirstStep() throws Exception {
        failing.set(403);
        try (FakeService service = service()) {
            Diagnostics diagnostics = new Diagnostics();
            ConnectorRegistry registry = ConnectorRegistry.load(project, diagnostics);
            Connections connections =
                    Connections.parse(
                            SourceText.of("connections.yaml", connections(service)),
                            null,
                            diagnostics);
            connections.check(registry, diagnostics);
            assertEquals(List.of(), diagnostics.sorted());
            assertEquals(0, service.requests.size(), "checking reads nothing");
            Machine machine = new TestMachine().machine();
            try (VaultCredentials vaults =
                    new VaultCredentials(
                            Calling.source(Map.of("env:TOCSIN_VAULT_TOKEN", "t")),
                            connections,
                            registry::find,
                            machine)) {
                Connection http = Objects.requireNonNull(connections.named("http"));
                assertFalse(Connections.resolvable(http, vaults, diagnostics));
                assertEquals(1, diagnostics.sorted().size());
                failing.set(0);
                assertTrue(Connections.resolvable(http, vaults, new Diagnostics()));
                assertEquals(
                        Secret.of("v4ult-canary-1"),
                        vaults.find("vault:kv/api-token", Instant.now().plusSeconds(20)));
                assertEquals(2, reads(service), "what was read is kept for the run");
                assertEquals(null, vaults.find("vault:kv/../x", Instant.MAX));
                assertEquals(null, vaults.find("vault:kv", Instant.MAX));
            }
        }
    }

    /**
     * Also where a certificate is in the vault, and where it is the proxy that needs a password.
     */
    @Test
    void holdsCertificates() throws Exception {
        String pem = TestKeys.pem("client-rsa").replace("\n", "\\n");
        try (FakeService service =
                        new FakeService(
                                exchange ->
                                        FakeService.respond(
                                                exchange,
                                                200,
                                                "application/json",
                                                exchange.getRequestURI()
                                                                .getPath()
                                                                .startsWith("/secrets")
                                                        ? "{\"value\":\"" + pem + "\"}"
                                                        : "{\"access_token\":\"t-1\",\"id\":\"x\"}"));
                Calling calling =
                        new Calling(
                                connections(service)
                                        + """
                                          graph:
                                            url: %1$s
                                            allowAddresses: [127.0.0.1]
                                            auth:
                                              kind: oauth2ClientCredentials
                                              tokenUrl: %1$s/token
                                              clientId: id
                                              clientCertificate: vault:kv/tocsin-pem
                                        """
                                                .formatted(service.url()),
                                Map.of("env:TOCSIN_VAULT_TOKEN", "t"),
                                null,
                                new TestMachine(),
                                project)) {
            calling.call("graph.getUser", "{'user':'ana'}");
            assertTrue(service.requests.get(1).body().contains("client_assertion="));
        }
    }
}
