package dev.tocsin.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.testing.Golden;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Where connections can and cannot get to (S7, S8). */
final class ReachTest {

    private static final String GET = "{'path':'/x'}";

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, PUBLIC",
        "2606:4700::1111, PUBLIC",
        "10.1.2.3, PRIVATE",
        "172.16.0.1, PRIVATE",
        "172.31.255.255, PRIVATE",
        "172.32.0.1, PUBLIC",
        "192.168.1.1, PRIVATE",
        "100.64.0.1, PRIVATE",
        "127.0.0.1, PRIVATE",
        "::1, PRIVATE",
        "fc00::1, PRIVATE",
        "fd12::1, PRIVATE",
        "2002:0a00:0001::, PRIVATE",
        "2002:a9fe:a9fe::, NEVER",
        "64:ff9b::a00:1, PRIVATE",
        "64:ff9b::a9fe:a9fe, NEVER",
        "::10.0.0.1, PRIVATE",
        "2001:0:1::, PRIVATE",
        "169.254.169.254, NEVER",
        "169.254.1.1, NEVER",
        "168.63.129.16, NEVER",
        "100.100.100.200, NEVER",
        "0.0.0.0, NEVER",
        "224.0.0.1, NEVER",
        "255.255.255.255, NEVER",
        "fe80::1, NEVER",
        "fd00:ec2::254, NEVER",
        "ff02::1, NEVER",
        "::, NEVER",
    })
    void kindOfAddress(String address, AddressKind kind) {
        assertEquals(kind, AddressKind.of(InetAddress.ofLiteral(address)));
    }

    @Test
    void mappedAddressIsTheOneInside() throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        mapped[12] = 10;
        assertEquals(AddressKind.PRIVATE, AddressKind.of(InetAddress.getByAddress(mapped)));
    }

    @Test
    void privateAddressIsRefusedWithTheLineToAdd() throws IOException {
        try (FakeService service = FakeService.answering(200, "application/json", "{}");
                Calling calling =
                        new Calling(
                                connections("https://intranet.example:" + service.port(), ""),
                                Map.of(),
                                null,
                                _ -> local())) {
            golden("private-address", calling.failure("http.get", GET), service.port());
            assertEquals(0, service.requests.size());
        }
    }

    @Test
    void metadataAddressIsRefusedEvenIfAllowed() {
        try (Calling calling =
                new Calling(connections("http://169.254.169.254", "169.254.0.0/16"), Map.of())) {
            golden("metadata-address", calling.failure("http.get", GET), 0);
        }
    }

    /** However an address is written, it is the address that is looked at. */
    @ParameterizedTest
    @CsvSource({
        "'https://[::ffff:169.254.169.254]', metadata and multicast addresses are never",
        "'https://[::ffff:a9fe:a9fe]', metadata and multicast addresses are never",
        "'https://[64:ff9b::a9fe:a9fe]', metadata and multicast addresses are never",
        "'https://[2002:a9fe:a9fe::1]', metadata and multicast addresses are never",
        "'https://[::ffff:10.1.2.3]', private address",
        "'https://[::1]', private address",
        "https://127.1.2.3, private address",
        "https://localhost, private address",
    })
    void addressesInEveryForm(String url, String why) {
        try (Calling calling = new Calling(connections(url, ""), Map.of())) {
            String failure = calling.failure("http.get", GET);
            assertTrue(failure.startsWith("forbidden (nothing was done)"), failure);
            assertTrue(failure.contains(why), failure);
        }
    }

    /** Numbers that some resolvers take for addresses: those of others do not know them. */
    @ParameterizedTest
    @ValueSource(strings = {"https://2852039166", "https://0xa9fea9fe"})
    void numbersAreAddressesOrNothing(String url) {
        try (Calling calling = new Calling(connections(url, ""), Map.of())) {
            String failure = calling.failure("http.get", GET);
            assertTrue(
                    failure.contains("metadata and multicast addresses are never")
                            || failure.contains("has no address"),
                    failure);
        }
    }

    /** The secret of a client goes to the token endpoint, so that is guarded like the service. */
    @ParameterizedTest
    @CsvSource({
        "login.example, private address",
        "169.254.169.254, metadata and multicast addresses are never",
    })
    void tokenEndpointIsGuarded(String host, String why) {
        String connections =
                """
                connections:
                  graph:
                    url: https://graph.example
                    auth:
                      kind: oauth2ClientCredentials
                      tokenUrl: https://%s/token
                      clientId: id
                      clientSecret: env:TOCSIN_SECRET
                """
                        .formatted(host);
        try (Calling calling =
                new Calling(
                        connections,
                        Map.of("env:TOCSIN_SECRET", "s3cr3t-canary"),
                        null,
                        name ->
                                name.equals("login.example")
                                        ? new InetAddress[] {InetAddress.ofLiteral("10.0.0.5")}
                                        : InetAddress.getAllByName(name))) {
            String failure = calling.failure("graph.getUser", "{'user':'ana'}");
            assertTrue(failure.startsWith("forbidden (nothing was done)"), failure);
            assertTrue(failure.contains(why), failure);
        }
    }

    /** A redirect is looked at before anything is resolved or connected to. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest",
                "https://intranet.example/",
                "//10.1.2.3/x",
                "http://[::ffff:10.1.2.3]/"
            })
    void redirectInsideIsRefused(String location) throws IOException {
        AtomicInteger asked = new AtomicInteger();
        try (FakeService service =
                        new FakeService(
                                exchange -> {
                                    exchange.getResponseHeaders().set("Location", location);
                                    exchange.sendResponseHeaders(302, -1);
                                });
                Calling calling =
                        new Calling(
                                connections("http://api.example:" + service.port(), "127.0.0.1"),
                                Map.of(),
                                null,
                                _ -> {
                                    asked.incrementAndGet();
                                    return local();
                                })) {
            String failure = calling.failure("http.get", GET);
            assertTrue(failure.contains("redirects to another origin are refused"), failure);
            assertEquals(1, service.requests.size());
            assertEquals(1, asked.get());
        }
    }

    @Test
    void nameThatNobodyKnows() {
        try (Calling calling =
                new Calling(
                        connections("https://no-such-host.example", ""),
                        Map.of(),
                        null,
                        host -> {
                            throw new UnknownHostException(host);
                        })) {
            golden("no-address", calling.failure("http.send", "{'path':'/x','method':'POST'}"), 0);
        }
    }

    @Test
    void oneBadAddressAmongGoodOnesIsEnough() {
        try (Calling calling =
                new Calling(
                        connections("https://mixed.example", ""),
                        Map.of(),
                        null,
                        _ ->
                                new InetAddress[] {
                                    InetAddress.ofLiteral("93.184.216.34"),
                                    InetAddress.ofLiteral("10.0.0.5")
                                })) {
            assertTrue(calling.failure("http.get", GET).startsWith("forbidden (nothing was done)"));
        }
    }

    /** One listed address must not open plain HTTP to the rest of the world. */
    @Test
    void plainHttpGoesToListedAddressesOnly() {
        try (Calling calling =
                new Calling(
                        connections("http://public.example", "10.1.2.3"),
                        Map.of(),
                        null,
                        _ -> new InetAddress[] {InetAddress.ofLiteral("93.184.216.34")})) {
            golden("plain-http-to-the-world", calling.failure("http.get", GET), 0);
        }
    }

    @Test
    void tokenIsNotFetchedOverPlainHttpFromTheWorld() {
        String connections =
                """
                connections:
                  graph:
                    url: https://graph.example
                    allowAddresses: [10.1.2.3]
                    auth:
                      kind: oauth2ClientCredentials
                      tokenUrl: http://login.example/token
                      clientId: id
                      clientSecret: env:TOCSIN_SECRET
                """;
        try (Calling calling =
                new Calling(
                        connections,
                        Map.of("env:TOCSIN_SECRET", "s3cr3t-canary"),
                        null,
                        _ -> new InetAddress[] {InetAddress.ofLiteral("93.184.216.34")})) {
            String failure = calling.failure("graph.getUser", "{'user':'ana'}");
            assertTrue(failure.contains("without TLS"), failure);
        }
    }

    @Test
    void mailGoesWithoutTlsToListedAddressesOnly() {
        String connections =
                """
                connections:
                  mail:
                    allowAddresses: [10.1.2.3]
                    smtp: { host: 93.184.216.34, port: 25, security: none, from: a@example.com }
                """;
        try (Calling calling = new Calling(connections, Map.of())) {
            String failure =
                    calling.failure(
                            "mail.send", "{'to':['b@example.com'],'subject':'s','text':'t'}");
            assertTrue(failure.startsWith("forbidden (nothing was done)"), failure);
        }
    }

    /** Asking a name server would reach out of the lab. */
    @Test
    void fenceAsksNoNameServer() {
        AtomicInteger asked = new AtomicInteger();
        try (Calling calling =
                new Calling(
                        connections("https://api.example", ""),
                        Map.of(),
                        new Fence(Set.of(new InetSocketAddress("127.0.0.1", 1))),
                        _ -> {
                            asked.incrementAndGet();
                            return local();
                        })) {
            String failure = calling.failure("http.get", GET);
            assertTrue(failure.contains("only the lab can be reached"), failure);
            assertEquals(0, asked.get());
        }
    }

    /** First harmless, then the metadata service: what was checked is what is connected to. */
    @Test
    void resolverThatChangesItsAnswerGainsNothing() throws IOException, ConnectorException {
        AtomicInteger asked = new AtomicInteger();
        try (FakeService service = FakeService.answering(200, "application/json", "{}");
                Calling calling =
                        new Calling(
                                connections("http://rebind.example:" + service.port(), "127.0.0.1"),
                                Map.of(),
                                null,
                                _ ->
                                        asked.getAndIncrement() == 0
                                                ? local()
                                                : new InetAddress[] {
                                                    InetAddress.ofLiteral("169.254.169.254")
                                                })) {
            calling.call("http.get", GET);
            assertEquals(1, asked.get());
            assertEquals(1, service.requests.size());
        }
    }

    @Test
    void fenceLetsTheLabThroughAndNothingElse() throws IOException, ConnectorException {
        try (FakeService lab = FakeService.answering(200, "application/json", "{}");
                FakeService other = FakeService.answering(200, "application/json", "{}")) {
            Fence fence =
                    new Fence(
                            Set.of(
                                    new InetSocketAddress(
                                            InetAddress.getByName("127.0.0.1"), lab.port())));
            try (Calling inside =
                            new Calling(
                                    connections(lab.url(), "127.0.0.1"),
                                    Map.of(),
                                    fence,
                                    InetAddress::getAllByName);
                    Calling outside =
                            new Calling(
                                    connections(other.url(), "127.0.0.1"),
                                    Map.of(),
                                    fence,
                                    InetAddress::getAllByName)) {
                inside.call("http.get", GET);
                golden("outside-the-fence", outside.failure("http.get", GET), other.port());
                assertEquals(1, lab.requests.size());
                assertEquals(0, other.requests.size());
            }
        }
    }

    @Test
    void dataChoosesNoHostMethodHeaderOrPath() throws IOException {
        StringBuilder record = new StringBuilder();
        try (FakeService service = FakeService.answering(200, "application/json", "{}");
                Calling calling =
                        new Calling(
                                connections(service.url() + "/base", "127.0.0.1")
                                        + "  defender-endpoint:\n    url: "
                                        + service.url()
                                        + "\n    allowAddresses: [127.0.0.1]\n",
                                Map.of())) {
            for (List<String> attempt :
                    List.of(
                            List.of("http.get", "{'path':'https://evil.example/x'}"),
                            List.of("http.get", "{'path':'//evil.example/x'}"),
                            List.of("http.get", "{'path':'@evil.example/x'}"),
                            List.of("http.get", "{'path':'/a/../../admin'}"),
                            List.of("http.get", "{'path':'/a/%2e%2E/admin'}"),
                            List.of("http.get", "{'path':'/a\\r\\nX-Evil: 1'}"),
                            List.of("http.get", "{'path':'/x','headers':{'X-A':'1\\r\\nX-B: 2'}}"),
                            List.of("http.get", "{'path':'/x','headers':{'X-A\\r\\nX-B':'2'}}"),
                            List.of("http.get", "{'path':'/x','headers':{'Host':'evil.example'}}"),
                            List.of("http.get", "{'path':'/x','headers':{'Authorization':'x'}}"),
                            List.of("http.send", "{'path':'/x','method':'GET'}"),
                            List.of("http.get", "{'path':'/x','query':{'a&b=1':'c&d=#\\r\\n'}}"),
                            List.of("defender-endpoint.getMachine", "{'machineId':'..'}"),
                            List.of("defender-endpoint.getMachine", "{'machineId':''}"),
                            List.of("defender-endpoint.getMachine", "{'machineId':'a/b?c#d%2e'}"),
                            List.of(
                                    "defender-endpoint.findMachinesByIp",
                                    "{'ip':'1) or (1','timestamp':'2026-03-02T08:14:31Z'}"))) {
                int before = service.requests.size();
                String outcome = calling.failure(attempt.get(0), attempt.get(1)).strip();
                boolean sent = service.requests.size() > before;
                record.append(attempt.get(0)).append(' ').append(attempt.get(1)).append('\n');
                record.append(sent ? "sent " + service.last().uri() : "not sent: " + outcome);
                record.append("\n\n");
            }
            Golden.check(
                    Path.of("src/test/resources/golden/connector/injection.txt"),
                    record.toString().replace(":" + service.port(), ":PORT"));
        }
    }

    private static InetAddress[] local() {
        return new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")};
    }

    private static String connections(String url, String allowed) {
        return "connections:\n  http:\n    url: "
                + url
                + "\n"
                + (allowed.isEmpty() ? "" : "    allowAddresses: [" + allowed + "]\n");
    }

    private static void golden(String name, String actual, int port) {
        Golden.check(
                Path.of("src/test/resources/golden/connector/" + name + ".txt"),
                port == 0 ? actual : actual.replace(":" + port, ":PORT"));
    }
}
