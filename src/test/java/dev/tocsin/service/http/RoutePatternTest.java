package dev.tocsin.service.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.service.access.Permission;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Which paths a pattern has. */
final class RoutePatternTest {

    private static final RoutePattern RUN = RoutePattern.of("/v1/runs/{id}/events");

    private static Map<String, String> match(String path) {
        List<String> segments = RoutePattern.split(path);
        return segments == null ? null : RUN.match(segments);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/runs/run-1/events, run-1",
        "/v1/runs/a%20b/events, a b",
        "/v1/runs/%C3%BC/events, ü",
        "/v1/runs/%2e%2e%2e/events, ...",
        "/v1/runs/a%25/events, a%",
        "/v1/runs/a+b/events, a+b",
    })
    void aValueIsDecodedOnce(String path, String value) {
        assertEquals(Map.of("id", value), match(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v1/runs/x/events",
                "/v1/runs//events",
                "/v1/runs/x/events/",
                "/v1/runs/x",
                "//v1/runs/x/events",
                "/v1/runs/./events",
                "/v1/runs/../events",
                "/v1/runs/%2e%2e/events",
                "/v1/runs/.%2E/events",
                "/v1/runs/a%2fb/events",
                "/v1/runs/a%5cb/events",
                "/v1/runs/a;b/events",
                "/v1/runs/a%3bb/events",
                "/v1/runs/%00/events",
                "/v1/runs/%0a/events",
                "/v1/runs/%c0%af/events",
                "/v1/runs/%ff/events",
                "/v1/runs/%/events",
                "/v1/runs/%2/events",
                "/v1/runs/%zz/events",
                "/v1/runs/ü/events",
                "/V1/runs/x/events",
                "/v1/run%73/x/events",
                "/v1/runs/x/events%20"
            })
    void otherPathsAreOthers(String path) {
        assertNull(match(path), path);
    }

    @Property(tries = 2000, seed = "4711")
    void anyPlainValueComesBack(@ForAll @StringLength(min = 1, max = 20) String value) {
        boolean plain =
                value.chars()
                                .noneMatch(
                                        c ->
                                                c == '/'
                                                        || c == '\\'
                                                        || c == ';'
                                                        || Character.isISOControl(c))
                        && value.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF)
                        && !value.equals(".")
                        && !value.equals("..");
        String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
        Map<String, String> matched = match("/v1/runs/" + encoded + "/events");
        if (plain) {
            assertEquals(Map.of("id", value), matched);
        } else if (matched != null) {
            assertFalse(matched.get("id").contains("/") || matched.get("id").contains(";"));
        }
    }

    @Test
    void whatIsNoPatternIsABug() {
        for (String text : List.of("v1", "", "/v1/{}", "/v1/{Id}", "/v1/x{id}", "/v1/*", "/a b")) {
            assertThrows(IllegalStateException.class, () -> RoutePattern.of(text), text);
        }
    }

    @Test
    void twoRoutesForOneRequestAreABug() {
        Route one = route("/v1/{kind}/x");
        Route two = route("/v1/runs/{id}");
        assertTrue(one.pattern().overlaps(two.pattern()));
        assertThrows(IllegalStateException.class, () -> RouteTable.of(List.of(one), List.of(two)));
        RouteTable.of(List.of(two), List.of(route("/v1/runs/{id}/x")));
    }

    private static Route route(String pattern) {
        return Route.get(pattern)
                .needs(Permission.VIEW)
                .summary("x")
                .answers(204, "x")
                .does(_ -> Response.empty(204));
    }

    @Test
    void aRouteWithoutNeedsIsABug() {
        assertThrows(
                IllegalStateException.class,
                () ->
                        Route.get("/x")
                                .summary("x")
                                .answers(204, "x")
                                .does(_ -> Response.empty(204)));
    }
}
