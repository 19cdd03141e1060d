package dev.tocsin.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.service.access.Role;
import dev.tocsin.service.http.Method;
import dev.tocsin.service.http.Needs;
import dev.tocsin.service.http.Route;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/** S3 over every route that `tocsin serve` has, whichever part of the service added it. */
final class WholeServiceTest {

    /** Whatever is open to somebody without a token is named here; a new one fails the test. */
    private static final List<String> OPEN =
            List.of(
                    "GET /",
                    "GET /livez",
                    "GET /login",
                    "GET /q/{question}/{link}",
                    "GET /readyz",
                    "GET /v1/openapi.json",
                    "POST /callbacks/{token}",
                    "POST /login",
                    "POST /logout",
                    "POST /q/{question}/{link}",
                    "POST /v1/hooks/{part1}",
                    "POST /v1/hooks/{part1}/{part2}",
                    "POST /v1/hooks/{part1}/{part2}/{part3}",
                    "POST /v1/hooks/{part1}/{part2}/{part3}/{part4}",
                    "POST /v1/hooks/{part1}/{part2}/{part3}/{part4}/{part5}",
                    "POST /v1/hooks/{part1}/{part2}/{part3}/{part4}/{part5}/{part6}",
                    "POST /v1/signed/alerts/{source}",
                    "POST /v1/signed/incidents/{source}");

    @TempDir Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private WholeService service;

    @BeforeEach
    void start() throws Exception {
        service = WholeService.start(folder);
    }

    @AfterEach
    void stop() {
        service.close();
        client.close();
    }

    private List<Route> closed() {
        return service.routes().routes().stream()
                .filter(route -> route.needs() instanceof Needs.Permitted)
                .toList();
    }

    private int status(Route route, String token) throws Exception {
        String path = route.pattern().text().replaceAll("\\{[^}]*}", "x1");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(service.address().resolve(path))
                        .header("Content-Type", "application/json")
                        .method(
                                route.method().name(),
                                route.method() == Method.GET
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString("{}"));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<Void> answer =
                client.send(request.build(), HttpResponse.BodyHandlers.discarding());
        return answer.statusCode();
    }

    @Test
    void whatIsOpenIsNamed() {
        TreeSet<String> open = new TreeSet<>();
        for (Route route : service.routes().routes()) {
            if (!(route.needs() instanceof Needs.Permitted)) {
                open.add(route.name());
            }
        }
        assertEquals(OPEN, List.copyOf(open));
    }

    /** What commands on the command line ask of a service that holds the store. */
    @Test
    void whatCommandsAskForIsServed() throws Exception {
        String admin = service.token("ann@contoso.com", "admin");
        TreeSet<String> served = new TreeSet<>();
        service.routes().routes().forEach(route -> served.add(route.name()));
        for (String name :
                List.of(
                        "POST /v1/runs",
                        "POST /v1/runs/{id}/cancel",
                        "POST /v1/runs/{id}/resume",
                        "POST /v1/runs/{id}/resolve",
                        "POST /v1/runs/{id}/retry",
                        "POST /v1/questions/{question}/answer",
                        "POST /v1/tokens",
                        "DELETE /v1/tokens/{id}")) {
            assertTrue(served.contains(name), name);
        }
        for (Route route : closed()) {
            if (route.name().equals("POST /v1/runs/{id}/resume")) {
                assertEquals(404, status(route, admin), "there is no such run");
            }
        }
    }

    @Test
    void nobodyGetsInWithoutAToken() throws Exception {
        assertTrue(closed().size() >= 20, "there are routes to try");
        for (Route route : closed()) {
            assertEquals(401, status(route, null), route.name());
        }
    }

    @Test
    void eachRoleGetsThroughWhereItMayAndNowhereElse() throws Exception {
        for (Role role : Role.values()) {
            String word = role == Role.INGEST ? "ingest:x1" : role.word();
            String token = service.token(role.word(), word);
            for (Route route : closed()) {
                boolean may = ((Needs.Permitted) route.needs()).permission().roles().contains(role);
                int status = status(route, token);
                assertEquals(!may, status == 403, role + " at " + route.name() + ": " + status);
            }
        }
    }
}
