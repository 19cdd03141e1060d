package dev.tocsin.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;

import dev.tocsin.testing.Golden;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Tokens that Azure gives to the machine, and that nothing else gets to where they come from. */
final class IdentityTest {

    private static final String GET = "{'user':'ana'}";
    private static final String METADATA = "/metadata/identity/oauth2/token";

    private static FakeService service(String token) throws IOException {
        return new FakeService(
                exchange ->
                        FakeService.respond(
                                exchange,
                                200,
                                "application/json",
                                exchange.getRequestURI().getPath().startsWith("/users")
                                        ? "{\"id\":\"x\"}"
                                        : token));
    }

    private static final String TOKEN =
            "{\"access_token\":\"t-1\",\"expires_in\":\"3599\",\"token_type\":\"Bearer\"}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ kind: managedIdentity } | resource=https%3A%2F%2Fgraph.microsoft.com",
                "{ kind: managedIdentity, resource: api://x, clientId: c-1 }"
                        + " | resource=api%3A%2F%2Fx&client_id=c-1",
                "{ kind: managedIdentity, objectId: o-1 }"
                        + " | resource=https%3A%2F%2Fgraph.microsoft.com&object_id=o-1",
                "{ kind: managedIdentity, resourceId: /s/1 }"
                        + " | resource=https%3A%2F%2Fgraph.microsoft.com&mi_res_id=%2Fs%2F1",
            })
    void ofAVirtualMachine(String auth, String parameters) throws Exception {
        try (FakeService service = service(TOKEN);
                Calling calling =
                        new Calling(
                                connections(service, auth, ""),
                                Map.of(),
                                new TestMachine().withMetadataService(service.url()))) {
            calling.call("graph.getUser", GET);
            FakeService.Request token = service.requests.getFirst();
            assertEquals("GET", token.method());
            assertEquals(METADATA + "?api-version=2018-02-01&" + parameters, token.uri());
            assertEquals("true", token.header("metadata"));
            assertEquals("Bearer t-1", service.last().header("authorization"));
        }
    }

    @Test
    void ofAppService() throws Exception {
        long end = Instant.now().plusSeconds(3600).getEpochSecond();
        TestMachine machine = new TestMachine();
        try (FakeService service =
                        service("{\"access_token\":\"t-1\",\"expires_on\":\"" + end + "\"}");
                Calling calling =
                        new Calling(
                                connections(
                                        service,
                                        "{ kind: managedIdentity, clientId: env:TOCSIN_CLIENT }",
                                        ""),
                                Map.of("env:TOCSIN_CLIENT", "c-1"),
                                machine.ahead(Duration.ofDays(3))
                                        .in(
                                                Map.of(
                                                        "IDENTITY_ENDPOINT",
                                                        service.url() + "/msi/token/",
                                                        "IDENTITY_HEADER",
                                                        "h3ader-canary")))) {
            calling.call("graph.getUser", GET);
            FakeService.Request token = service.requests.getFirst();
            assertEquals(
                    "/msi/token/?api-version=2019-08-01"
                            + "&resource=https%3A%2F%2Fgraph.microsoft.com&client_id=c-1",
                    token.uri());
            assertEquals("h3ader-canary", token.header("x-identity-header"));
            assertEquals("", token.header("metadata"));
            // The end is a time on the service's clock; that ours is days ahead does not matter.
            machine.pass(Duration.ofMinutes(58));
            calling.call("graph.getUser", GET);
            assertEquals(3, service.requests.size());
            machine.pass(Duration.ofMinutes(2));
            calling.call("graph.getUser", GET);
            assertEquals(5, service.requests.size());
        }
    }

    /** The metadata service is for tokens: operations, token endpoints and redirects stay out. */
    @Test
    void nothingElseGetsToTheMetadataService() throws Exception {
        AtomicInteger metadata = new AtomicInteger();
        try (FakeService service =
                        new FakeService(
                                exchange -> {
                                    if (exchange.getRequestURI().getPath().startsWith("/users")) {
                                        redirect(exchange);
                                    } else {
                                        metadata.incrementAndGet();
                                        FakeService.respond(
                                                exchange, 200, "application/json", TOKEN);
                                    }
                                });
                Calling calling =
                        new Calling(
                                connections(service, "{ kind: managedIdentity }", "")
                                        + "  http:\n    url: http://169.254.169.254\n"
                                        + "    allowAddresses: [169.254.169.254]\n"
                                        + "    auth: { kind: managedIdentity, resource: r }\n",
                                Map.of(),
                                new TestMachine().withMetadataService(service.url()))) {
            String redirected = calling.failure("graph.getUser", GET);
            assertTrue(redirected.contains("redirects to another origin are refused"), redirected);
            String direct = calling.failure("http.get", "{'path':'" + METADATA + "?resource=r'}");
            assertTrue(direct.startsWith("forbidden (nothing was done)"), direct);
            assertTrue(direct.contains("metadata and multicast addresses are never"), direct);
            // One token for each connection, and nothing that an operation asked for.
            assertEquals(2, metadata.get());
        }
    }

    private static void redirect(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Location", "http://169.254.169.254" + METADATA);
        exchange.sendResponseHeaders(302, -1);
    }

    /** The guard that lets to the identity endpoint lets nowhere else, whatever a name turns to. */
    @Test
    void guardOfTheIdentityLetsToItAlone() throws Exception {
        IdentityGuard guard =
                new IdentityGuard("c", "169.254.169.254", InetAddress::getAllByName, null);
        assertEquals(
                List.of(new InetSocketAddress("169.254.169.254", 80)),
                guard.resolve("169.254.169.254", 80));
        assertRefused(guard, "127.0.0.1");
        assertRefused(guard, "169.254.169.253");
        assertRefused(
                new IdentityGuard("c", "localhost", _ -> literal("93.184.216.34"), null),
                "localhost");
        assertRefused(
                new IdentityGuard(
                        "c",
                        "169.254.169.254",
                        InetAddress::getAllByName,
                        new Fence(Set.of(new InetSocketAddress("127.0.0.1", 80)))),
                "169.254.169.254");
    }

    private static void assertRefused(IdentityGuard guard, String host) {
        org.junit.jupiter.api.Assertions.assertThrows(
                RefusedAddressException.class, () -> guard.resolve(host, 80));
    }

    private static InetAddress[] literal(String address) {
        return new InetAddress[] {InetAddress.ofLiteral(address)};
    }

    /** A proxy would get the token, and the metadata service would get whom a proxy lets in. */
    @Test
    void identityIsNeverAskedForThroughAProxy() throws Exception {
        try (FakeService service = service(TOKEN);
                TestProxy proxy = TestProxy.refusing("502 Bad Gateway", "no");
                Calling calling =
                        new Calling(
                                connections(
                                        service,
                                        "{ kind: managedIdentity }",
                                        "    proxy: { url: \"http://127.0.0.1:"
                                                + proxy.port()
                                                + "\" }\n",
                                        "https://graph.example"),
                                Map.of(),
                                new TestMachine()
                                        .withMetadataService(service.url())
                                        .resolving(
                                                host ->
                                                        host.equals("127.0.0.1")
                                                                ? literal(host)
                                                                : literal("93.184.216.34")))) {
            String failure = calling.failure("graph.getUser", GET);
            assertTrue(failure.contains("because the proxy opens no way to it"), failure);
            assertEquals(1, service.requests.size());
            assertFalse(proxy.heads.stream().anyMatch(head -> head.contains("metadata")));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, unauthorized",
        "403, unauthorized",
        "404, unavailable",
        "410, unavailable",
        "429, rateLimited",
        "500, unavailable",
        "503, unavailable",
    })
    void kindOfAFailure(int status, String kind) throws Exception {
        try (FakeService service =
                        FakeService.answering(
                                status,
                                "application/json",
                                "{\"error\":\"invalid_request\",\"error_description\":\"Identity"
                                        + " not found\"}");
                Calling calling =
                        new Calling(
                                connections(service, "{ kind: managedIdentity }", ""),
                                Map.of(),
                                new TestMachine().withMetadataService(service.url()))) {
            String failure = calling.failure("graph.getUser", GET);
            assertTrue(failure.startsWith(kind + " " + status + " (nothing was done)"), failure);
            if (status == 400) {
                golden("identity-not-found", failure);
            }
        }
    }

    @Test
    void notOnAzure() throws Exception {
        int port;
        try (FakeService gone = FakeService.answering(200, "text/plain", "")) {
            port = gone.port();
        }
        try (FakeService service = service(TOKEN);
                Calling calling =
                        new Calling(
                                connections(service, "{ kind: managedIdentity }", ""),
                                Map.of(),
                                new TestMachine()
                                        .withMetadataService("http://127.0.0.1:" + port))) {
            golden(
                    "identity-not-on-azure",
                    calling.failure("graph.getUser", GET).replace(":" + port, ":PORT"));
        }
    }

    @Test
    void onArc() throws Exception {
        try (FakeService service = service(TOKEN);
                Calling calling =
                        new Calling(
                                connections(service, "{ kind: managedIdentity }", ""),
                                Map.of(),
                                new TestMachine()
                                        .in(
                                                Map.of(
                                                        "IDENTITY_ENDPOINT",
                                                        "http://localhost:40342/metadata")))) {
            golden("identity-of-arc", calling.failure("graph.getUser", GET));
        }
    }

    private static String connections(FakeService service, String auth, String more) {
        return connections(service, auth, more, service.url());
    }

    private static String connections(
            FakeService service, String auth, String more, String serviceUrl) {
        return "connections:\n  graph:\n    url: "
                + serviceUrl
                + "\n    allowAddresses: [127.0.0.1]\n"
                + more
                + "    auth: "
                + auth
                + "\n";
    }

    private static void golden(String name, String actual) {
        Golden.check(Path.of("src/test/resources/golden/connector/" + name + ".txt"), actual);
    }
}
