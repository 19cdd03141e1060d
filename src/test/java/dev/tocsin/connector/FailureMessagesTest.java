package dev.tocsin.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tocsin.testing.Golden;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** What a tired analyst reads when a service misbehaves; one file per failure. */
final class FailureMessagesTest {

    private static final Map<String, String> CREDENTIALS =
            Map.of("env:TOCSIN_SECRET", "s3cr3t-canary", "env:TOCSIN_KEY", "k3y-canary");
    private static final String GET_ALERT = "{'id':'da1'}";

    @Test
    void wrongSecret() throws IOException {
        try (FakeService service =
                FakeService.answering(
                        401,
                        "application/json",
                        """
                        {"error":"invalid_client","error_description":"AADSTS7000215: Invalid client \
                        secret s3cr3t-canary provided.\\r\\nTrace ID: 1"}\
                        """)) {
            check("wrong-secret", service, oauth(service), "defender-endpoint.getAlert");
            assertEquals("/token", service.last().uri());
            assertEquals(
                    "grant_type=client_credentials&client_id=id&client_secret=s3cr3t-canary&scope="
                            + "https%3A%2F%2Fapi.securitycenter.microsoft.com%2F.default",
                    service.last().body());
        }
    }

    @Test
    void unauthorizedAfterOneNewToken() throws IOException {
        try (FakeService service =
                new FakeService(
                        exchange -> {
                            boolean token = exchange.getRequestURI().getPath().equals("/token");
                            FakeService.respond(
                                    exchange,
                                    token ? 200 : 401,
                                    "application/json",
                                    token
                                            ? "{\"access_token\":\"tok-canary\",\"expires_in\":3599}"
                                            : "{\"error\":{\"code\":\"Unauthorized\",\"message\":"
                                                    + "\"no tok-canary\"}}");
                        })) {
            check("unauthorized", service, oauth(service), "defender-endpoint.getAlert");
            assertEquals(4, service.requests.size());
        }
    }

    @Test
    void forbidden() throws IOException {
        status("forbidden", 403, "{\"error\":{\"code\":\"Forbidden\",\"message\":\"No role\"}}");
    }

    @Test
    void notFound() throws IOException {
        status(
                "not-found",
                404,
                "{\"error\":{\"code\":\"NotFound\",\"message\":\"No such alert\"}}");
    }

    @Test
    void serverError() throws IOException {
        status("server-error", 500, "{\"error\":{\"code\":\"InternalServerError\"}}");
    }

    @Test
    void serverErrorWithPage() throws IOException {
        try (FakeService service =
                FakeService.answering(502, "text/html", "<html>nginx \u001b[31m</html>")) {
            check("server-error-page", service, bearer(service), "defender-endpoint.getAlert");
        }
    }

    @Test
    void tooManyRequests() throws IOException {
        try (FakeService service =
                new FakeService(
                        exchange -> {
                            exchange.getResponseHeaders().set("Retry-After", "2.128");
                            FakeService.respond(
                                    exchange,
                                    429,
                                    "application/json",
                                    "{\"error\":{\"message\":\"Slow down\\u001b[31m\\u202e\"}}");
                        })) {
            check("too-many-requests", service, bearer(service), "defender-endpoint.getAlert");
        }
    }

    @Test
    void malformedJson() throws IOException {
        status("malformed-json", 200, "{\"id\": \"da1\", ");
    }

    @Test
    void notJson() throws IOException {
        try (FakeService service =
                FakeService.answering(200, "text/html", "<html>Sign in</html>")) {
            check("not-json", service, bearer(service), "defender-endpoint.getAlert");
        }
    }

    @Test
    void redirectToAnotherOrigin() throws IOException {
        try (FakeService other = FakeService.answering(200, "application/json", "{}");
                FakeService service =
                        new FakeService(
                                exchange -> {
                                    exchange.getResponseHeaders()
                                            .set("Location", "https://evil.example/alerts");
                                    exchange.sendResponseHeaders(302, -1);
                                })) {
            check("redirect-elsewhere", service, bearer(service), "defender-endpoint.getAlert");
            assertEquals(0, other.requests.size());
        }
    }

    @Test
    void redirectOfAChange() throws IOException {
        try (FakeService service =
                new FakeService(
                        exchange -> {
                            exchange.getResponseHeaders().set("Location", "/elsewhere");
                            exchange.sendResponseHeaders(307, -1);
                        })) {
            check(
                    "redirect-of-a-change",
                    service,
                    bearer(service),
                    "defender-endpoint.isolateMachine",
                    "{'machineId':'m1','comment':'c'}");
            assertEquals(1, service.requests.size());
        }
    }

    @Test
    void answerTooLarge() throws IOException {
        try (FakeService service =
                new FakeService(
                        exchange -> {
                            exchange.sendResponseHeaders(200, 0);
                            byte[] block = new byte[1 << 20];
                            try (OutputStream out = exchange.getResponseBody()) {
                                for (int i = 0; i < 20; i++) {
                                    out.write(block);
                                }
                            }
                        })) {
            check("answer-too-large", service, bearer(service), "defender-endpoint.getAlert");
        }
    }

    @Test
    void noAnswerToARead() throws IOException {
        silent("no-answer-to-a-read", "defender-endpoint.getAlert", GET_ALERT);
    }

    @Test
    void noAnswerToAChange() throws IOException {
        silent(
                "no-answer-to-a-change",
                "defender-endpoint.startInvestigation",
                "{'machineId':'m1','comment':'c'}");
    }

    /** What the service says when it is asked is told by the run. */
    @Test
    void noAnswerToAChangeThatCanBeLookedUp() throws IOException {
        silent(
                "no-answer-to-a-change-with-a-check",
                "defender-endpoint.isolateMachine",
                "{'machineId':'m1','comment':'c'}");
    }

    @Test
    void answerThatDrips() throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        try (FakeService service =
                new FakeService(
                        exchange -> {
                            exchange.sendResponseHeaders(200, 0);
                            exchange.getResponseBody().write('{');
                            exchange.getResponseBody().flush();
                            await(end);
                        })) {
            check(
                    "answer-that-drips",
                    service,
                    bearer(service),
                    "defender-endpoint.getAlert",
                    GET_ALERT,
                    Duration.ofMillis(300));
            end.countDown();
        }
    }

    @Test
    void serviceDown() throws IOException {
        String connections;
        int port;
        try (FakeService service = FakeService.answering(200, "application/json", "{}")) {
            connections = bearer(service);
            port = service.port();
        }
        try (Calling calling = new Calling(connections, CREDENTIALS)) {
            golden("service-down", calling.failure("defender-endpoint.getAlert", GET_ALERT), port);
        }
    }

    @Test
    void missingCredential() throws IOException {
        try (FakeService service = FakeService.answering(200, "application/json", "{}");
                Calling calling = new Calling(bearer(service), Map.of())) {
            golden(
                    "missing-credential",
                    calling.failure("defender-endpoint.getAlert", GET_ALERT),
                    service.port());
            assertEquals(0, service.requests.size());
        }
    }

    @Test
    void missingConnection() {
        try (Calling calling = new Calling("connections: {}\n", Map.of())) {
            golden("missing-connection", calling.failure("teams.postMessage", "{'text':'x'}"), 0);
        }
    }

    @Test
    void inputThatDoesNotFit() throws IOException {
        try (FakeService service = FakeService.answering(200, "application/json", "{}");
                Calling calling =
                        new Calling(
                                "connections:\n  servicenow:\n    url: "
                                        + service.url()
                                        + "\n    allowAddresses: [127.0.0.1]\n",
                                Map.of())) {
            golden(
                    "query-injection",
                    calling.failure(
                            "servicenow.findRecords", "{'match':{'number':'x^ORactive=true'}}"),
                    service.port());
            assertEquals(0, service.requests.size());
        }
    }

    private void status(String name, int status, String body) throws IOException {
        try (FakeService service = FakeService.answering(status, "application/json", body)) {
            check(name, service, bearer(service), "defender-endpoint.getAlert");
        }
    }

    private void silent(String name, String operation, String input) throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        try (FakeService service = new FakeService(_ -> await(end))) {
            check(name, service, bearer(service), operation, input, Duration.ofMillis(300));
            end.countDown();
        }
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void check(String name, FakeService service, String connections, String operation) {
        check(name, service, connections, operation, GET_ALERT);
    }

    private void check(
            String name, FakeService service, String connections, String operation, String input) {
        check(name, service, connections, operation, input, Duration.ofSeconds(20));
    }

    private void check(
            String name,
            FakeService service,
            String connections,
            String operation,
            String input,
            Duration patience) {
        try (Calling calling = new Calling(connections, CREDENTIALS).within(patience)) {
            golden(name, calling.failure(operation, input), service.port());
        }
    }

    private static void golden(String name, String actual, int port) {
        assertFalse(actual.contains("canary"), actual);
        Golden.check(
                Path.of("src/test/resources/golden/connector/" + name + ".txt"),
                port == 0 ? actual : actual.replace(":" + port, ":PORT"));
    }

    private static String bearer(FakeService service) {
        return "connections:\n  defender-endpoint:\n    url: "
                + service.url()
                + "\n    allowAddresses: [127.0.0.1]\n"
                + "    auth: { kind: bearer, token: env:TOCSIN_KEY }\n";
    }

    private static String oauth(FakeService service) {
        return "connections:\n  defender-endpoint:\n    url: "
                + service.url()
                + "\n    allowAddresses: [127.0.0.1]\n"
                + "    auth:\n      kind: oauth2ClientCredentials\n      tokenUrl: "
                + service.url()
                + "/token\n      clientId: id\n      clientSecret: env:TOCSIN_SECRET\n";
    }
}
