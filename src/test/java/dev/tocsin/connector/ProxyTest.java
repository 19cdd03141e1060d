package dev.tocsin.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.testing.Golden;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What goes through a proxy, and what a proxy can and cannot do to it. */
final class ProxyTest {

    private static final String GET = "{'path':'/x'}";
    private static final String LOGIN =
            ", auth: { user: tocsin, password: env:TOCSIN_PROXY_PASSWORD }";

    /** The proxy sees where to, and its own login; the rest is between service and connection. */
    @Test
    void tunnelsToTheService() throws Exception {
        try (FakeService service = service();
                TestProxy proxy = TestProxy.to(service.port());
                Calling calling = calling(proxy, "https://api.example", LOGIN)) {
            assertTrue(calling.call("http.get", GET).contains("\"body\":\"fine\""));
            calling.call("http.get", GET);
            assertEquals("Bearer k3y-canary", service.last().header("authorization"));
            assertEquals("", service.last().header("proxy-authorization"));
            assertEquals(1, proxy.heads.size());
            String head = proxy.heads.getFirst();
            assertTrue(head.startsWith("CONNECT api.example:443 HTTP/1.1|"), head);
            String login = Base64.getEncoder().encodeToString("tocsin:pr0xy-canary".getBytes());
            assertTrue(head.contains("Proxy-Authorization: Basic " + login), head);
            assertFalse(head.contains("k3y-canary"), head);
        }
    }

    /** A token is fetched from outside as well, and the tunnel of the one is not the other's. */
    @Test
    void tokenEndpointIsBehindTheProxyToo() throws Exception {
        try (FakeService service = service();
                TestProxy proxy = TestProxy.to(service.port());
                Calling calling =
                        new Calling(
                                """
                                connections:
                                  graph:
                                    url: https://api.example
                                    proxy: { url: "http://127.0.0.1:%d" }
                                    tls: { ca: file:ca.pem }
                                    allowAddresses: [127.0.0.1]
                                    auth:
                                      kind: oauth2ClientCredentials
                                      tokenUrl: https://login.example/token
                                      tokenCa: file:ca.pem
                                      clientId: id
                                      clientSecret: env:TOCSIN_KEY
                                """
                                        .formatted(proxy.port()),
                                credentials(),
                                new TestMachine().resolving(ProxyTest::nobody))) {
            calling.call("graph.getUser", "{'user':'ana'}");
            assertEquals(
                    List.of("CONNECT login.example:443", "CONNECT api.example:443"),
                    proxy.heads.stream()
                            .map(head -> head.substring(0, head.indexOf(" HTTP")))
                            .toList());
        }
    }

    /** Somebody in between who answers in place of the service is no service. */
    @ParameterizedTest
    @CsvSource({
        "proxy-wants-login, 407 Proxy Authentication Required",
        "proxy-forbids, 403 Forbidden",
        "proxy-without-a-way, 502 Bad Gateway",
        "proxy-answers-itself, 201 Created",
        "proxy-redirects, 302 Found",
    })
    void proxyLetsNothingThrough(String name, String status) throws Exception {
        try (TestProxy proxy = TestProxy.refusing(status, "{\"echo\":\"pr0xy-canary\"}");
                Calling calling = calling(proxy, "https://api.example", LOGIN)) {
            golden(
                    name,
                    calling.failure("http.send", "{'path':'/x','method':'POST'}"),
                    proxy.port());
            assertEquals(1, proxy.heads.size());
        }
    }

    @Test
    void proxyThatIsDown() throws Exception {
        TestProxy proxy = TestProxy.to(1);
        proxy.close();
        try (Calling calling = calling(proxy, "https://api.example", "")) {
            golden("proxy-down", calling.failure("http.get", GET), proxy.port());
        }
    }

    /** What can be seen from here of the way behind the proxy must be fit to be reached. */
    @ParameterizedTest
    @CsvSource({
        "https://10.1.2.3, private address",
        "https://169.254.169.254, metadata and multicast addresses are never",
        "https://[::ffff:169.254.169.254], metadata and multicast addresses are never",
        "https://intranet.example, private address",
        "https://metadata.example, metadata and multicast addresses are never",
    })
    void addressesAreCheckedBefore(String url, String why) throws Exception {
        try (TestProxy proxy = TestProxy.to(1);
                Calling calling = calling(proxy, url, "")) {
            String failure = calling.failure("http.get", GET);
            assertTrue(failure.startsWith("forbidden (nothing was done)"), failure);
            assertTrue(failure.contains(why), failure);
            assertEquals(List.of(), proxy.heads);
        }
    }

    /** The line to the proxy is not encrypted, and may be to inside: only where it is listed. */
    @Test
    void proxyHasToBeListed() throws Exception {
        try (TestProxy proxy = TestProxy.to(1);
                Calling calling =
                        new Calling(
                                connections(proxy, "https://api.example", "", "10.0.0.1"),
                                credentials(),
                                new TestMachine().resolving(ProxyTest::names))) {
            golden("proxy-not-listed", calling.failure("http.get", GET), proxy.port());
            assertEquals(List.of(), proxy.heads);
        }
    }

    /** The secret URL is known only when it is used. */
    @Test
    void nothingGoesThroughInTheClear() throws Exception {
        try (TestProxy proxy = TestProxy.to(1);
                Calling calling =
                        new Calling(
                                "connections:\n  teams:\n    proxy: { url: \"http://127.0.0.1:"
                                        + proxy.port()
                                        + "\" }\n    allowAddresses: [127.0.0.1]\n"
                                        + "    auth: { kind: urlSecret, url: env:TOCSIN_URL }\n",
                                Map.of("env:TOCSIN_URL", "http://hook.example/canary"))) {
            golden(
                    "proxy-in-the-clear",
                    calling.failure("teams.postMessage", "{'text':'x'}"),
                    proxy.port());
            assertEquals(List.of(), proxy.heads);
        }
    }

    private static FakeService service() throws Exception {
        return FakeService.overTls(
                "service",
                "TLSv1.3",
                false,
                exchange -> {
                    boolean token = exchange.getRequestURI().getPath().equals("/token");
                    boolean user = exchange.getRequestURI().getPath().startsWith("/users");
                    FakeService.respond(
                            exchange,
                            200,
                            token || user ? "application/json" : "text/plain",
                            token
                                    ? "{\"access_token\":\"t-1\"}"
                                    : user ? "{\"id\":\"x\"}" : "fine");
                });
    }

    private static Calling calling(TestProxy proxy, String url, String login) throws IOException {
        return new Calling(
                connections(proxy, url, login, "127.0.0.1"),
                credentials(),
                new TestMachine().resolving(ProxyTest::names));
    }

    private static InetAddress[] names(String host) throws UnknownHostException {
        return switch (host) {
            case "intranet.example" -> literal("10.1.2.3");
            case "metadata.example" -> literal("169.254.169.254");
            case "api.example" -> nobody(host);
            default -> InetAddress.getAllByName(host);
        };
    }

    /** A network in which only the proxy knows names of outside. */
    private static InetAddress[] nobody(String host) throws UnknownHostException {
        if (host.equals("127.0.0.1")) {
            return literal(host);
        }
        throw new UnknownHostException(host);
    }

    private static InetAddress[] literal(String address) {
        return new InetAddress[] {InetAddress.ofLiteral(address)};
    }

    private static String connections(TestProxy proxy, String url, String login, String allowed) {
        return "connections:\n  http:\n    url: "
                + url
                + "\n    proxy: { url: \"http://127.0.0.1:"
                + proxy.port()
                + "\""
                + login
                + " }\n    tls: { ca: file:ca.pem }\n    allowAddresses: ["
                + allowed
                + "]\n    auth: { kind: bearer, token: env:TOCSIN_KEY }\n";
    }

    private static Map<String, String> credentials() throws IOException {
        Map<String, String> credentials = new HashMap<>();
        credentials.put("env:TOCSIN_KEY", "k3y-canary");
        credentials.put("env:TOCSIN_PROXY_PASSWORD", "pr0xy-canary");
        credentials.put("file:ca.pem", TestKeys.pem("ca"));
        return credentials;
    }

    private static void golden(String name, String actual, int port) {
        assertFalse(actual.contains("canary"), actual);
        Golden.check(
                Path.of("src/test/resources/golden/connector/" + name + ".txt"),
                actual.replace(":" + port, ":PORT"));
    }
}
