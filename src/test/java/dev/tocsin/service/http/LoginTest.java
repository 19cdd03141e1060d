package dev.tocsin.service.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.service.access.Encryption;
import dev.tocsin.service.access.Permission;
import dev.tocsin.service.access.TokenText;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Logging in and out at the pages, and requests that other sites make. */
final class LoginTest {

    @TempDir Path folder;

    private Served served;
    private String token;

    @BeforeEach
    void start() throws Exception {
        served = Served.start(folder, answering());
        token = served.token("adele@contoso.com", "approver");
    }

    @AfterEach
    void stop() {
        served.close();
    }

    private Route answering() {
        return Route.post("/answers")
                .needs(Permission.APPROVE)
                .summary("Says who answers")
                .takesForm(ApiSchema.of("{\"type\": \"object\"}"))
                .answers(200, "Their name", "text/plain")
                .does(request -> Response.text("text/plain", request.principal().name()));
    }

    private HttpResponse<String> login(String with, String to, Map<String, String> headers)
            throws Exception {
        return served.form(
                "/login",
                headers,
                "token="
                        + URLEncoder.encode(with, StandardCharsets.UTF_8)
                        + "&to="
                        + URLEncoder.encode(to, StandardCharsets.UTF_8));
    }

    private static String cookie(HttpResponse<String> answer) {
        String set = answer.headers().firstValue("Set-Cookie").orElseThrow();
        return set.substring(0, set.indexOf(';'));
    }

    private HttpResponse<String> asSession(String cookie, String path) throws Exception {
        return served.send(served.request(path, null).header("Cookie", cookie).GET());
    }

    @Test
    void aTokenGivesASession() throws Exception {
        assertTrue(served.get("/login?to=/v1/runs", null).body().contains("value=\"/v1/runs\""));
        HttpResponse<String> in = login(token, "/v1/runs", Map.of());
        assertEquals(303, in.statusCode());
        assertEquals("/v1/runs", in.headers().firstValue("Location").orElseThrow());
        String set = in.headers().firstValue("Set-Cookie").orElseThrow();
        assertTrue(set.matches("tocsin=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Strict"), set);
        assertEquals(200, asSession(cookie(in), "/v1/runs").statusCode());
        assertEquals(401, asSession(cookie(in) + "; " + cookie(in), "/v1/runs").statusCode());
        served.clock.go(Duration.ofMinutes(30));
        assertEquals(401, asSession(cookie(in), "/v1/runs").statusCode());
        assertFalse(served.logged().contains(token), "the log holds the token");
        assertFalse(served.logged().contains(cookie(in).substring(7)), "the log holds the session");
    }

    @Test
    void aFormOfAnotherSiteDoesNothing() throws Exception {
        String cookie = cookie(login(token, "/", Map.of()));
        assertEquals(403, answer(cookie, "x=1").statusCode());
        assertEquals(403, answer(cookie, "csrf=").statusCode());
        assertEquals(403, answer(cookie, "csrf=" + "A".repeat(43)).statusCode());
        var who =
                (dev.tocsin.service.access.Identified.Known)
                        served.doors.sessions().identify(cookie.substring(7));
        String forgery = served.doors.sessions().forgeryToken(who.principal());
        HttpResponse<String> answer = answer(cookie, "csrf=" + forgery);
        assertEquals(200, answer.statusCode());
        assertEquals("adele@contoso.com", answer.body());
        // A token in a header is nothing that a browser sends by itself.
        assertEquals(
                200,
                served.form("/answers", Map.of("Authorization", "Bearer " + token), "x=1")
                        .statusCode());
        assertEquals(403, login(token, "/", Map.of("Sec-Fetch-Site", "cross-site")).statusCode());
        assertEquals(403, login(token, "/", Map.of("Origin", "https://evil.example")).statusCode());
        assertEquals(403, login(token, "/", Map.of("Origin", "null")).statusCode());
        String own = served.request("/", null).build().uri().toString();
        String origin = own.substring(0, own.length() - 1);
        assertEquals(303, login(token, "/", Map.of("Origin", origin)).statusCode());
        assertEquals(303, login(token, "/", Map.of("Cookie", cookie)).statusCode());
        assertEquals(303, login(token, "/", Map.of("Sec-Fetch-Site", "same-origin")).statusCode());
    }

    private HttpResponse<String> answer(String cookie, String fields) throws Exception {
        return served.form("/answers", Map.of("Cookie", cookie), fields);
    }

    @Test
    void aWrongTokenIsToldOnThePageAndTenAreOneTooMany() throws Exception {
        HttpResponse<String> wrong = login("<script>", "/", Map.of());
        assertEquals(401, wrong.statusCode());
        assertTrue(wrong.body().contains("the token is not valid"), wrong.body());
        assertFalse(wrong.body().contains("<script>"), wrong.body());
        for (int i = 0; i < 9; i++) {
            assertEquals(401, login(TokenText.fresh().text(), "/", Map.of()).statusCode());
        }
        HttpResponse<String> next = login(token, "/", Map.of());
        assertEquals(429, next.statusCode());
        assertTrue(next.headers().firstValue("Retry-After").isPresent());
    }

    @Test
    void loggingInLeadsNowhereElse() throws Exception {
        for (String to :
                List.of(
                        "//evil.example",
                        "https://evil.example",
                        "/\\evil.example",
                        "\\\\evil.example",
                        "/a\r\nSet-Cookie: x=y",
                        "/?x=1",
                        "javascript:alert(1)",
                        "\"><script>")) {
            HttpResponse<String> in = login(token, to, Map.of());
            assertEquals(303, in.statusCode());
            assertEquals("/questions", in.headers().firstValue("Location").orElseThrow(), to);
            HttpResponse<String> page =
                    served.get("/login?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8), null);
            assertTrue(page.body().contains("value=\"/questions\""), page.body());
        }
    }

    @Test
    void loggingOutEndsIt() throws Exception {
        String cookie = cookie(login(token, "/", Map.of()));
        var who =
                (dev.tocsin.service.access.Identified.Known)
                        served.doors.sessions().identify(cookie.substring(7));
        HttpResponse<String> out =
                served.form(
                        "/logout",
                        Map.of("Cookie", cookie),
                        "csrf=" + served.doors.sessions().forgeryToken(who.principal()));
        assertEquals(303, out.statusCode());
        assertTrue(out.headers().firstValue("Set-Cookie").orElseThrow().contains("Max-Age=0"));
        assertEquals(401, asSession(cookie, "/v1/runs").statusCode());
    }

    @Test
    void aBrowserIsLedToTheLogin() throws Exception {
        HttpResponse<String> answer =
                served.send(
                        served.request("/v1/runs/run-1", null)
                                .header("Accept", "text/html,*/*")
                                .GET());
        assertEquals(303, answer.statusCode());
        assertEquals(
                "/login?to=%2Fv1%2Fruns%2Frun-1",
                answer.headers().firstValue("Location").orElseThrow());
        assertEquals(
                401,
                served.send(
                                served.request("/answers", null)
                                        .header("Accept", "text/html")
                                        .header("Content-Type", "application/x-www-form-urlencoded")
                                        .POST(HttpRequest.BodyPublishers.ofString("a=b")))
                        .statusCode());
    }

    @Test
    void pagesCarryWhatKeepsThemSafe() throws Exception {
        HttpResponse<String> page = served.get("/login", null);
        String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertTrue(policy.contains("default-src 'none'"), policy);
        assertTrue(policy.contains("frame-ancestors 'none'"), policy);
        assertEquals("nosniff", page.headers().firstValue("X-Content-Type-Options").orElseThrow());
        assertEquals("no-store", page.headers().firstValue("Cache-Control").orElseThrow());
        assertTrue(page.headers().firstValue("Server").isEmpty());
    }

    @Test
    void behindAProxyCookiesAreForEncryptedConnectionsAndAddressesThoseItNames() throws Exception {
        try (Served proxied = Served.start(folder.resolve("p"), new Encryption.Proxy())) {
            String own = proxied.token("adele@contoso.com", "approver");
            HttpResponse<String> in = proxied.form("/login", Map.of(), "token=" + own);
            String set = in.headers().firstValue("Set-Cookie").orElseThrow();
            assertTrue(set.startsWith("__Host-tocsin="), set);
            assertTrue(set.endsWith("; Secure"), set);
            assertTrue(in.headers().firstValue("Strict-Transport-Security").isPresent());
            for (int i = 0; i < 11; i++) {
                // What the client wrote itself stands before what the proxy adds.
                proxied.form(
                        "/login",
                        Map.of("X-Forwarded-For", "10.0.0." + i + ", 192.0.2.7"),
                        "token=x");
            }
            assertEquals(
                    429,
                    proxied.form("/login", Map.of("X-Forwarded-For", "192.0.2.7"), "token=" + own)
                            .statusCode());
            assertEquals(
                    303,
                    proxied.form("/login", Map.of("X-Forwarded-For", "192.0.2.8"), "token=" + own)
                            .statusCode());
        }
    }
}
