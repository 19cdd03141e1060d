package dev.tocsin.service.http;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All routes of a service. Two that could both match a request are a bug: which one it is must not
 * depend on an order.
 */
public final class RouteTable {

    private final List<Route> routes;

    private RouteTable(List<Route> routes) {
        this.routes = routes;
    }

    /** The table of all these lists together, in their order. */
    @SafeVarargs
    public static RouteTable of(List<Route>... parts) {
        List<Route> all = new ArrayList<>();
        for (List<Route> part : parts) {
            for (Route route : part) {
                for (Route other : all) {
                    if (route.method() == other.method()
                            && route.pattern().overlaps(other.pattern())) {
                        throw new IllegalStateException(
                                "two routes for one request: "
                                        + route.name()
                                        + ", "
                                        + other.name());
                    }
                }
                all.add(route);
            }
        }
        return new RouteTable(List.copyOf(all));
    }

    public List<Route> routes() {
        return routes;
    }

    /** What a path and a method come to. */
    sealed interface Match {

        record Found(Route route, Map<String, String> values) implements Match {}

        /** The path is there, the method is not: {@code GET, HEAD, POST}. */
        record OtherMethods(String allow) implements Match {}

        record Nothing() implements Match {}
    }

    /**
     * Finds the route of a request.
     *
     * @param method as in the request line; one that no route has is no route's
     * @param rawPath before any decoding
     */
    Match match(String method, String rawPath) {
        String wanted = method.equals("HEAD") ? "GET" : method;
        List<String> segments = RoutePattern.split(rawPath);
        if (segments == null) {
            return new Match.Nothing();
        }
        List<String> others = new ArrayList<>();
        for (Route route : routes) {
            @Nullable Map<String, String> values = route.pattern().match(segments);
            if (values == null) {
                continue;
            }
            if (route.method().name().equals(wanted)) {
                return new Match.Found(route, values);
            }
            others.add(route.method().name());
            if (route.method() == Method.GET) {
                others.add("HEAD");
            }
        }
        return others.isEmpty()
                ? new Match.Nothing()
                : new Match.OtherMethods(String.join(", ", others));
    }
}
