package dev.tocsin.service.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.playbook.Access;
import dev.tocsin.service.access.Grants;
import dev.tocsin.service.access.Permission;
import dev.tocsin.service.access.Role;
import dev.tocsin.service.access.TokenText;
import dev.tocsin.service.access.Tokens;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Walks all routes that there are. Whatever is added later is walked as well: a route is closed
 * unless its row says otherwise, and the rows that do are listed here.
 */
final class AccessWalkTest {

    /** Those that anybody reaches. Each more is a decision, and stands here. */
    private static final Set<String> OPEN =
            Set.of(
                    "GET /livez",
                    "GET /readyz",
                    "GET /",
                    "GET /login",
                    "POST /login",
                    "POST /logout",
                    "GET /v1/openapi.json");

    @TempDir Path folder;

    private Served served;

    @BeforeEach
    void start() throws Exception {
        served = Served.start(folder);
    }

    @AfterEach
    void stop() {
        served.close();
    }

    private List<Route> closed() {
        List<Route> closed = new ArrayList<>();
        for (Route route : served.service.table().routes()) {
            if (route.needs() instanceof Needs.Permitted) {
                closed.add(route);
            }
        }
        return closed;
    }

    private static String path(Route route) {
        return route.pattern().text().replaceAll("\\{[^}]*}", "run-000000000009");
    }

    private HttpResponse<String> send(Route route, String path, Map<String, String> headers)
            throws Exception {
        HttpRequest.Builder request =
                served.request(path, null)
                        .method(
                                route.method().name(),
                                route.method() == Method.GET
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString("{}"));
        if (route.method() != Method.GET) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        return served.send(request);
    }

    private int status(Route route, String authorization) throws Exception {
        // The clock stands still, and ten wrong ones are too many.
        served.clock.go(Duration.ofMinutes(2));
        HttpResponse<String> answer =
                send(
                        route,
                        path(route),
                        authorization == null ? Map.of() : Map.of("Authorization", authorization));
        if (answer.statusCode() >= 400) {
            assertEquals(
                    Problem.MEDIA_TYPE,
                    answer.headers().firstValue("Content-Type").orElseThrow(),
                    route.name());
        }
        return answer.statusCode();
    }

    @Test
    void whatIsOpenIsListed() {
        List<String> open = new ArrayList<>();
        for (Route route : served.service.table().routes()) {
            if (!(route.needs() instanceof Needs.Permitted)) {
                open.add(route.name());
            }
        }
        assertEquals(OPEN, Set.copyOf(open));
        assertTrue(closed().size() >= 12, "the walk found its routes");
    }

    @Test
    void nobodyGetsInWithoutACredentialOrWithAWrongOne() throws Exception {
        String good = served.token("diego@contoso.com", "admin");
        TokenText revoked = create("gone@contoso.com", null);
        served.store.await(
                tx -> Tokens.revoke(tx, revoked.id(), served.clock.instant(), "the test"));
        TokenText expired = create("late@contoso.com", served.clock.instant().plusSeconds(1));
        for (Route route : closed()) {
            assertEquals(401, status(route, null), route.name());
            for (String wrong :
                    List.of(
                            "Bearer",
                            "Bearer x",
                            "Bearer " + TokenText.fresh().text(),
                            "Bearer " + revoked.text(),
                            "Bearer " + expired.text(),
                            "Basic " + good,
                            "Basic ZGllZ286" + good,
                            good)) {
                assertEquals(401, status(route, wrong), route.name() + " with " + wrong);
            }
        }
        assertEquals(List.of(), served.orders.given);
    }

    private TokenText create(String name, java.time.Instant expiresAt) throws Exception {
        return served.store.await(
                tx ->
                        Tokens.create(
                                tx,
                                name,
                                Grants.of(List.of("admin")),
                                served.clock.instant(),
                                expiresAt,
                                "the test"));
    }

    @Test
    void eachRoleDoesWhatTheTableSaysAndNoMore() throws Exception {
        for (Role role : Role.values()) {
            String word = role == Role.INGEST ? "ingest:sentinel" : role.word();
            String token = "Bearer " + served.token(role.word(), word);
            for (Route route : closed()) {
                Permission permission = ((Needs.Permitted) route.needs()).permission();
                int status = status(route, token);
                if (permission.roles().contains(role)) {
                    assertFalse(
                            status == 401 || status == 403,
                            role + " " + route.name() + " " + status);
                } else {
                    assertEquals(403, status, role + " " + route.name());
                }
            }
        }
    }

    @Test
    void noSpellingOfAPathGetsAround() throws Exception {
        String viewer = served.token("adele@contoso.com", "viewer");
        for (Route route : closed()) {
            String path = path(route);
            List<String> spellings = new ArrayList<>();
            for (String suffix :
                    List.of(
                            "/", "//", ";x", ";x=y", "/.", "/..", "%2f", "%00", "%20", ".json",
                            "/x", ".", "%3bx", "%23", "~", "/%2e", "/..;/")) {
                spellings.add(path + suffix);
            }
            for (String prefix :
                    List.of(
                            "/",
                            "/.",
                            "/livez/..",
                            "/livez/%2e%2e",
                            "/livez;/..",
                            "/%2e",
                            "/x/..",
                            "/login/..;",
                            "/v1/openapi.json/..",
                            "/%2f")) {
                spellings.add(prefix + path);
            }
            spellings.add(path.replace("/v1", "/V1"));
            spellings.add(path.replaceFirst("/v1", "/v1;x"));
            spellings.add(path.replaceFirst("/v1/", "/v1//"));
            spellings.add(path.replaceFirst("/v1/", "/v1%2f"));
            spellings.add(path.replaceFirst("/v1/", "/v1/./"));
            spellings.add(path.replaceFirst("/v1", "/%76%31"));
            spellings.add(path.replaceFirst("runs", "run%73"));
            for (String spelling : spellings) {
                if (spelling.equals(path)) {
                    continue;
                }
                for (String token : new String[] {null, viewer}) {
                    int status = raw(route, spelling, token);
                    assertTrue(
                            status == 404 || status == 400 || status == 405 || status == 401,
                            route.method() + " " + spelling + " -> " + status);
                }
            }
        }
        assertEquals(List.of(), served.orders.given);
    }

    /** Past any client that would put the path in order first. */
    private int raw(Route route, String path, String token) throws Exception {
        String answer =
                served.raw(
                        route.method()
                                + " "
                                + path
                                + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                                + (token == null ? "" : "Authorization: Bearer " + token + "\r\n")
                                + "\r\n");
        return Integer.parseInt(answer.substring(9, 12));
    }

    @Test
    void noHeaderChangesWhatIsAskedFor() throws Exception {
        String viewer = served.token("adele@contoso.com", "viewer");
        for (Route route : closed()) {
            if (route.method() == Method.GET) {
                continue;
            }
            for (String header :
                    List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")) {
                HttpResponse<String> answer =
                        served.send(
                                served.request(path(route), viewer)
                                        .header(header, route.method().name())
                                        .GET());
                assertTrue(
                        answer.statusCode() == 405 || answer.statusCode() == 404 || isList(route),
                        route.name() + " " + answer.statusCode());
            }
            for (String header : List.of("X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Prefix")) {
                HttpResponse<String> answer = send(route, "/livez", Map.of(header, path(route)));
                assertEquals(405, answer.statusCode(), header);
            }
        }
        for (String header :
                List.of("X-Forwarded-User", "X-Remote-User", "X-User", "X-Helidon-CN", "From")) {
            HttpResponse<String> answer =
                    served.send(served.request("/v1/runs", null).header(header, "admin").GET());
            assertEquals(401, answer.statusCode(), header);
        }
        assertEquals(List.of(), served.orders.given);
    }

    private static boolean isList(Route route) {
        return route.pattern().text().equals("/v1/runs");
    }

    @Test
    void aMethodThatIsNotThereIsToldWhichAre() throws Exception {
        HttpResponse<String> answer =
                served.send(
                        served.request("/v1/runs", null)
                                .method("PATCH", HttpRequest.BodyPublishers.noBody()));
        assertEquals(405, answer.statusCode());
        assertEquals("GET, HEAD, POST", answer.headers().firstValue("Allow").orElseThrow());
        assertEquals(
                405,
                served.send(
                                served.request("/livez", null)
                                        .method("TRACE", HttpRequest.BodyPublishers.noBody()))
                        .statusCode());
    }

    @Test
    void tenWrongTokensAreOneTooMany() throws Exception {
        String good = served.token("diego@contoso.com", "admin");
        for (int i = 0; i < 10; i++) {
            assertEquals(401, served.get("/v1/runs", TokenText.fresh().text()).statusCode());
        }
        HttpResponse<String> next = served.get("/v1/runs", TokenText.fresh().text());
        assertEquals(429, next.statusCode());
        assertEquals("60", next.headers().firstValue("Retry-After").orElseThrow());
        assertEquals(200, served.get("/livez", null).statusCode());
        served.clock.go(Duration.ofMinutes(1));
        assertEquals(200, served.get("/v1/runs", good).statusCode());
    }

    @Test
    void aPlaybookKeepsItsRunsToItself() throws Exception {
        served.playbooks.add(
                Served.playbook(
                        "board-only",
                        new Access(Map.of("view", List.of("approver"), "run", List.of("admin")))));
        String operator = served.token("bart@contoso.com", "operator");
        HttpResponse<String> answer =
                served.post("/v1/runs", operator, "{\"playbook\": \"board-only\"}");
        assertEquals(403, answer.statusCode());
        assertFalse(served.get("/v1/playbooks", operator).body().contains("board-only"));
        assertTrue(
                served.get("/v1/playbooks", served.token("x", "approver"))
                        .body()
                        .contains("board-only"));
        assertEquals(List.of(), served.orders.given);
    }
}
