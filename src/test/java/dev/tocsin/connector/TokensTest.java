package dev.tocsin.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.testing.Golden;
import dev.tocsin.value.Json;
import dev.tocsin.value.MapValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** How tokens are asked for, kept, renewed and given up (RFC 6749, RFC 7523). */
final class TokensTest {

    private static final String GET = "{'user':'ana'}";
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    /** A service whose token endpoint gives the next of a list, and takes whatever it gave last. */
    private static final class Issuer implements AutoCloseable {

        final ConcurrentLinkedDeque<String> answers = new ConcurrentLinkedDeque<>();
        final List<String> forms = new ArrayList<>();
        final AtomicInteger refusals = new AtomicInteger();
        final FakeService service;

        Issuer(String... tokenAnswers) throws IOException {
            answers.addAll(List.of(tokenAnswers));
            service =
                    new FakeService(
                            exchange -> {
                                boolean token = exchange.getRequestURI().getPath().equals("/token");
                                String answer =
                                        token
                                                ? answers.size() > 1
                                                        ? answers.removeFirst()
                                                        : answers.getFirst()
                                                : "{\"id\":\"x\"}";
                                int status =
                                        answer.contains("\"error\"")
                                                ? 400
                                                : !token && refusals.getAndDecrement() > 0
                                                        ? 401
                                                        : 200;
                                FakeService.respond(exchange, status, "application/json", answer);
                            });
        }

        List<String> asked() {
            return service.requests.stream()
                    .filter(one -> one.uri().equals("/token"))
                    .map(FakeService.Request::body)
                    .toList();
        }

        String connections(String kind, String more) {
            return "connections:\n  graph:\n    url: "
                    + service.url()
                    + "\n    allowAddresses: [127.0.0.1]\n    auth:\n      kind: "
                    + kind
                    + "\n      tokenUrl: "
                    + service.url()
                    + "/token\n      clientId: id\n"
                    + more.indent(6);
        }

        @Override
        public void close() {
            service.close();
        }
    }

    private static final Map<String, String> CREDENTIALS =
            Map.of(
                    "env:TOCSIN_SECRET", "s3cr3t+canary",
                    "env:TOCSIN_PASSWORD", "passw0rd-canary",
                    "env:TOCSIN_REFRESH", "refr3sh-canary");

    private static String token(String text, String more) {
        return "{\"access_token\":\"" + text + "\"" + more + "}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "oauth2ClientCredentials | clientSecret: env:TOCSIN_SECRET"
                        + " | grant_type=client_credentials&client_id=id"
                        + "&client_secret=s3cr3t%2Bcanary"
                        + "&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default",
                "oauth2ClientCredentials | { clientSecret: env:TOCSIN_SECRET, scope: a b,"
                        + " audience: https://api, resource: urn:r }"
                        + " | grant_type=client_credentials&client_id=id"
                        + "&client_secret=s3cr3t%2Bcanary&scope=a%20b&audience=https%3A%2F%2Fapi"
                        + "&resource=urn%3Ar",
                "oauth2Password | { clientSecret: env:TOCSIN_SECRET, user: u@x, scope: s,"
                        + " password: env:TOCSIN_PASSWORD }"
                        + " | grant_type=password&username=u%40x&password=passw0rd-canary"
                        + "&client_id=id&client_secret=s3cr3t%2Bcanary&scope=s",
                "oauth2RefreshToken | { clientSecret: env:TOCSIN_SECRET, scope: s,"
                        + " refreshToken: env:TOCSIN_REFRESH }"
                        + " | grant_type=refresh_token&refresh_token=refr3sh-canary"
                        + "&client_id=id&client_secret=s3cr3t%2Bcanary&scope=s",
            })
    void formOfEachGrant(String kind, String keys, String form) throws Exception {
        try (Issuer issuer = new Issuer(token("t-1", ""));
                Calling calling = new Calling(issuer.connections(kind, block(keys)), CREDENTIALS)) {
            calling.call("graph.getUser", GET);
            assertEquals(List.of(form), issuer.asked());
            assertEquals("Bearer t-1", issuer.service.last().header("authorization"));
        }
    }

    private static String block(String keys) {
        String plain = keys.startsWith("{") ? keys.substring(1, keys.length() - 1).strip() : keys;
        return plain.replace(", ", "\n");
    }

    /** RFC 6749 section 2.3.1: both parts are encoded before they are put together. */
    @Test
    void clientInTheHeader() throws Exception {
        try (Issuer issuer = new Issuer(token("t-1", ""));
                Calling calling =
                        new Calling(
                                issuer.connections(
                                        "oauth2ClientCredentials",
                                        "clientSecret: env:TOCSIN_SECRET\n"
                                                + "clientAuthentication: basic\nscope: s"),
                                CREDENTIALS)) {
            calling.call("graph.getUser", GET);
            assertEquals(List.of("grant_type=client_credentials&scope=s"), issuer.asked());
            assertEquals(
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString(
                                            "id:s3cr3t%2Bcanary".getBytes(StandardCharsets.UTF_8)),
                    issuer.service.requests.getFirst().header("authorization"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "client-rsa, , PS256",
        "client-rsa, RS256, RS256",
        "client-ec, , ES256",
        "client-ec384, , ES384",
    })
    void clientWithCertificate(String keys, String scheme, String algorithm) throws Exception {
        try (Issuer issuer = new Issuer(token("t-1", ""));
                Calling calling =
                        new Calling(
                                issuer.connections(
                                        "oauth2ClientCredentials",
                                        "clientCertificate: file:c.pem\n"
                                                + (scheme == null ? "" : "signature: " + scheme)),
                                Map.of("file:c.pem", TestKeys.pem(keys)),
                                new TestMachine().at(NOW))) {
            calling.call("graph.getUser", GET);
            Map<String, String> form = form(issuer.asked().getFirst());
            assertEquals("id", form.get("client_id"));
            assertEquals(ClientAssertion.TYPE, form.get("client_assertion_type"));
            assertEquals(
                    "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                    form.get("client_assertion_type"));
            assertEquals(null, form.get("client_secret"));
            String[] parts = form.get("client_assertion").split("\\.");
            X509Certificate certificate = TestKeys.certificates(keys).getFirst();
            assertTrue(isSigned(parts, algorithm, certificate));
            byte[] thumbprint =
                    MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            assertEquals(
                    "{\"alg\":\""
                            + algorithm
                            + "\",\"typ\":\"JWT\",\"x5t#S256\":\""
                            + Base64.getUrlEncoder().withoutPadding().encodeToString(thumbprint)
                            + "\"}",
                    new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8));
            MapValue claims = (MapValue) Json.parse(Base64.getUrlDecoder().decode(parts[1]));
            long now = NOW.getEpochSecond();
            assertEquals(36, String.valueOf(claims.text("jti")).length());
            assertEquals(
                    "{\"aud\":\""
                            + issuer.service.url()
                            + "/token\",\"iss\":\"id\",\"sub\":\"id\","
                            + "\"jti\":\""
                            + claims.text("jti")
                            + "\",\"nbf\":"
                            + now
                            + ",\"iat\":"
                            + now
                            + ",\"exp\":"
                            + (now + 300)
                            + "}",
                    Json.write(claims));
        }
    }

    private static boolean isSigned(String[] parts, String algorithm, X509Certificate certificate)
            throws Exception {
        Signature signature =
                Signature.getInstance(
                        switch (algorithm) {
                            case "PS256" -> "RSASSA-PSS";
                            case "RS256" -> "SHA256withRSA";
                            case "ES384" -> "SHA384withECDSAinP1363Format";
                            default -> "SHA256withECDSAinP1363Format";
                        });
        if (algorithm.equals("PS256")) {
            signature.setParameter(
                    new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        }
        signature.initVerify(certificate.getPublicKey());
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new HashMap<>();
        for (String field : body.split("&")) {
            int at = field.indexOf('=');
            form.put(
                    field.substring(0, at),
                    URLDecoder.decode(field.substring(at + 1), StandardCharsets.UTF_8));
        }
        return form;
    }

    /** Two assertions are never the same, or the endpoint would take the second for a replay. */
    @Test
    void eachAssertionIsNew() throws Exception {
        try (Issuer issuer = new Issuer(token("t-1", ""), token("t-2", ""));
                Calling calling =
                        new Calling(
                                issuer.connections(
                                        "oauth2ClientCredentials", "clientCertificate: file:c.pem"),
                                Map.of("file:c.pem", TestKeys.pem("client-ec")),
                                new TestMachine().at(NOW))) {
            issuer.refusals.set(1);
            calling.call("graph.getUser", GET);
            assertEquals(2, issuer.asked().stream().distinct().count());
        }
    }

    /**
     * The clock on the wall may say what it likes: the token lives as long as the endpoint said.
     */
    @Test
    void tokenIsUsedUntilShortlyBeforeItsEnd() throws Exception {
        TestMachine machine = new TestMachine().ahead(Duration.ofDays(400));
        try (Issuer issuer =
                        new Issuer(
                                token("t-1", ",\"expires_in\":3600"),
                                token("t-2", ",\"expires_in\":\"90\""),
                                token("t-3", ""));
                Calling calling = calling(issuer, machine)) {
            assertEquals("t-1", used(issuer, calling));
            machine.pass(Duration.ofSeconds(3539));
            assertEquals("t-1", used(issuer, calling));
            machine.pass(Duration.ofSeconds(1));
            assertEquals("t-2", used(issuer, calling));
            machine.pass(Duration.ofSeconds(44));
            assertEquals("t-2", used(issuer, calling));
            machine.pass(Duration.ofSeconds(1));
            assertEquals("t-3", used(issuer, calling));
            machine.pass(Duration.ofSeconds(239));
            assertEquals("t-3", used(issuer, calling));
            assertEquals(3, issuer.asked().size());
        }
    }

    private static String used(Issuer issuer, Calling calling) throws ConnectorException {
        calling.call("graph.getUser", GET);
        return issuer.service.last().header("authorization").substring("Bearer ".length());
    }

    /** What was known when the run began is worth nothing by now, and the endpoint knows better. */
    @Test
    void expiredTokenMidRun() throws Exception {
        TestMachine machine = new TestMachine();
        try (Issuer issuer =
                        new Issuer(
                                token("t0ken-canary-1", ",\"expires_in\":3600"),
                                "{\"error\":\"invalid_client\",\"error_description\":"
                                        + "\"AADSTS7000222: The provided client secret keys for app"
                                        + " 'id' are expired. t0ken-canary-1\\r\\nTrace ID: 1\"}");
                Calling calling = calling(issuer, machine)) {
            calling.call("graph.getUser", GET);
            machine.pass(Duration.ofHours(1));
            golden("expired-token-mid-run", calling.failure("graph.getUser", GET));
            assertEquals(3, issuer.service.requests.size());
        }
    }

    /** Refused before its end: one new token, one more try, whatever comes of it. */
    @Test
    void refusalLoopEndsAfterOneRound() throws Exception {
        try (Issuer issuer =
                        new Issuer(
                                token("t0ken-canary-1", ""),
                                token("t0ken-canary-2", ""),
                                token("t0ken-canary-3", ""));
                Calling calling = calling(issuer, new TestMachine())) {
            issuer.refusals.set(Integer.MAX_VALUE);
            String failure = calling.failure("graph.getUser", GET);
            assertTrue(failure.startsWith("unauthorized 401\n"), failure);
            assertEquals(
                    List.of("/token", "/users/ana", "/token", "/users/ana"),
                    issuer.service.requests.stream()
                            .map(one -> one.uri().replaceAll("\\?.*", ""))
                            .toList());
        }
    }

    /** A token endpoint in trouble is asked once, not by each step that waits for it. */
    @Test
    void allWhoWaitShareOneFailure() throws Exception {
        int steps = 40;
        CountDownLatch end = new CountDownLatch(1);
        try (FakeService service =
                        new FakeService(
                                exchange -> {
                                    await(end);
                                    FakeService.respond(exchange, 503, "text/plain", "busy");
                                });
                Calling calling = new Calling(endpoint(service), CREDENTIALS)) {
            List<Thread> threads = new ArrayList<>();
            List<String> failures = Collections.synchronizedList(new ArrayList<>());
            for (int i = 0; i < steps; i++) {
                threads.add(
                        Thread.ofVirtual()
                                .start(() -> failures.add(calling.failure("graph.getUser", GET))));
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
            assertEquals(1, service.requests.size());
            assertEquals(steps, failures.size());
            assertEquals(1, failures.stream().distinct().count());
            golden("token-endpoint-busy", failures.getFirst());
        }
    }

    /** Who is cancelled stops waiting, and takes nothing away from the others. */
    @Test
    void interruptedStepLeavesTheFetchToTheOthers() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (FakeService service =
                        new FakeService(
                                exchange -> {
                                    if (exchange.getRequestURI().getPath().equals("/token")) {
                                        arrived.countDown();
                                        await(end);
                                        FakeService.respond(
                                                exchange,
                                                200,
                                                "application/json",
                                                token("t-1", ""));
                                    } else {
                                        FakeService.respond(
                                                exchange,
                                                200,
                                                "application/json",
                                                "{\"id\":\"x\"}");
                                    }
                                });
                Calling calling = new Calling(endpoint(service), CREDENTIALS)) {
            List<String> outcomes = Collections.synchronizedList(new ArrayList<>());
            Thread first =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            calling.call("graph.getUser", GET);
                                        } catch (AssertionError | ConnectorException e) {
                                            outcomes.add(String.valueOf(e.getCause()));
                                        }
                                    });
            arrived.await();
            Thread second =
                    Thread.ofVirtual()
                            .start(() -> outcomes.add(calling.failure("graph.getUser", GET)));
            first.interrupt();
            first.join();
            end.countDown();
            second.join();
            assertEquals("java.lang.InterruptedException", outcomes.getFirst());
            assertTrue(outcomes.getLast().startsWith("succeeded"), outcomes.getLast());
            assertEquals(2, service.requests.size());
        }
    }

    @Test
    void replacedRefreshTokenIsUsedAndTold() throws Exception {
        TestMachine machine = new TestMachine();
        Map<String, String> credentials = new HashMap<>(CREDENTIALS);
        try (Issuer issuer =
                        new Issuer(
                                token("t-1", ",\"refresh_token\":\"n3w-canary-1\""),
                                token("t-2", ",\"refresh_token\":\"n3w-canary-2\""),
                                token("t-3", ""),
                                token("t-4", ""));
                Calling calling =
                        new Calling(
                                issuer.connections("oauth2RefreshToken", refreshing()),
                                credentials,
                                machine)) {
            for (int i = 0; i < 3; i++) {
                calling.call("graph.getUser", GET);
                machine.pass(Duration.ofHours(1));
            }
            // The operator signs in again under the running process.
            credentials.put("env:TOCSIN_REFRESH", "signed-in-again-canary");
            calling.call("graph.getUser", GET);
            assertEquals(
                    List.of(
                            "refr3sh-canary",
                            "n3w-canary-1",
                            "n3w-canary-2",
                            "signed-in-again-canary"),
                    issuer.asked().stream().map(form -> form(form).get("refresh_token")).toList());
            assertEquals(
                    List.of(
                            "connection `graph`: the token endpoint replaced the refresh token"
                                    + " `env:TOCSIN_REFRESH`; the new one is known to this process"
                                    + " only, so the next one may have to be given a new token"),
                    machine.notices);
        }
    }

    private static String refreshing() {
        return "clientSecret: env:TOCSIN_SECRET\nrefreshToken: env:TOCSIN_REFRESH";
    }

    @Test
    void refreshTokenThatWasUsedUp() throws Exception {
        failing(
                "refresh-token-used-up",
                "oauth2RefreshToken",
                refreshing(),
                "{\"error\":\"invalid_grant\",\"error_description\":\"Unknown or invalid refresh"
                        + " token refr3sh-canary.\"}");
    }

    @Test
    void wrongPassword() throws Exception {
        String keys =
                "clientSecret: env:TOCSIN_SECRET\nuser: tocsin\npassword: env:TOCSIN_PASSWORD";
        failing(
                "wrong-password",
                "oauth2Password",
                keys,
                "{\"error\":\"invalid_grant\",\"error_description\":\"access_denied for"
                        + " passw0rd-canary\"}");
        failing(
                "wrong-client-of-a-user",
                "oauth2Password",
                keys,
                "{\"error\":\"invalid_client\",\"error_description\":\"no s3cr3t+canary\"}");
    }

    private static void failing(String name, String kind, String keys, String answer)
            throws Exception {
        try (Issuer issuer = new Issuer(answer);
                Calling calling = new Calling(issuer.connections(kind, keys), CREDENTIALS)) {
            golden(name, calling.failure("graph.getUser", GET));
            assertEquals(1, issuer.service.requests.size());
        }
    }

    /** The endpoint finds the assertion too old or too new, and its own clock tells why. */
    @ParameterizedTest
    @CsvSource({"clock-behind, -PT12M", "clock-ahead, PT3H"})
    void clockSkew(String name, Duration skew) throws Exception {
        String body =
                "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS700024: Client"
                        + " assertion is not within its valid time range.\\r"
                        + "\\n"
                        + "Trace ID: 1\"}";
        String head =
                "HTTP/1.1 401 Unauthorized\nConnection: close\nContent-Type: application/json\n"
                        + "Date: Mon, 02 Mar 2026 08:00:20 GMT\nContent-Length: "
                        + body.length();
        try (RawService endpoint = RawService.writing(head, body.getBytes(StandardCharsets.UTF_8));
                Calling calling =
                        new Calling(
                                "connections:\n  graph:\n    url: http://127.0.0.1:"
                                        + endpoint.port()
                                        + "\n    allowAddresses: [127.0.0.1]\n    auth: {"
                                        + " kind: oauth2ClientCredentials, clientId: id,"
                                        + " clientCertificate: file:c.pem, tokenUrl:"
                                        + " \"http://127.0.0.1:"
                                        + endpoint.port()
                                        + "/token\" }\n",
                                Map.of("file:c.pem", TestKeys.pem("client-rsa")),
                                new TestMachine().at(NOW.plus(skew)))) {
            golden(name, calling.failure("graph.getUser", GET));
        }
    }

    @Test
    void endpointIsAPage() throws Exception {
        try (FakeService service = FakeService.answering(200, "text/html", "<html>Sign in</html>");
                Calling calling = new Calling(endpoint(service), CREDENTIALS)) {
            golden("token-endpoint-is-a-page", calling.failure("graph.getUser", GET));
        }
    }

    /** What could end a header line and start another is no token. */
    @Test
    void tokenWithALineBreakIsNone() throws Exception {
        try (FakeService service =
                        FakeService.answering(
                                200, "application/json", token("t\\r\\nX-Evil: 1", ""));
                Calling calling = new Calling(endpoint(service), CREDENTIALS)) {
            String failure = calling.failure("graph.getUser", GET);
            assertTrue(failure.contains("gave no token (200)"), failure);
            assertEquals(1, service.requests.size());
        }
    }

    @Test
    void endpointThatDrips() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (FakeService service =
                        new FakeService(
                                exchange -> {
                                    exchange.sendResponseHeaders(200, 0);
                                    exchange.getResponseBody().write('{');
                                    exchange.getResponseBody().flush();
                                    await(end);
                                });
                Calling calling =
                        new Calling(endpoint(service), CREDENTIALS)
                                .within(Duration.ofMillis(300))) {
            golden(
                    "token-endpoint-drips",
                    calling.failure("graph.getUser", GET).replace(":" + service.port(), ":PORT"));
            end.countDown();
        }
    }

    private static String endpoint(FakeService service) {
        return "connections:\n  graph:\n    url: "
                + service.url()
                + "\n    allowAddresses: [127.0.0.1]\n    auth: {"
                + " kind: oauth2ClientCredentials, clientId: id,"
                + " clientSecret: env:TOCSIN_SECRET, tokenUrl: \""
                + service.url()
                + "/token\" }\n";
    }

    /** What an endpoint lacks is no answer to what the step asked. */
    @ParameterizedTest
    @CsvSource({
        "404, unauthorized",
        "409, unauthorized",
        "302, unauthorized",
        "200, unauthorized",
        "429, rateLimited",
        "503, unavailable",
        "504, timeout",
    })
    void kindOfAFailureOfTheEndpoint(int status, String kind) throws Exception {
        try (FakeService service = FakeService.answering(status, "text/plain", "x");
                Calling calling = new Calling(endpoint(service), CREDENTIALS)) {
            String failure = calling.failure("graph.getUser", GET);
            assertTrue(failure.startsWith(kind + " " + status + " (nothing was done)"), failure);
            assertTrue(failure.contains("token endpoint of connection `graph`"), failure);
        }
    }

    private static Calling calling(Issuer issuer, TestMachine machine) {
        return new Calling(
                issuer.connections("oauth2ClientCredentials", "clientSecret: env:TOCSIN_SECRET"),
                CREDENTIALS,
                machine);
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void golden(String name, String actual) {
        assertTrue(!actual.contains("canary"), actual);
        Golden.check(Path.of("src/test/resources/golden/connector/" + name + ".txt"), actual);
    }
}
