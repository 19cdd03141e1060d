package dev.tocsin.service.http;

import dev.tocsin.service.access.Principal;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** What is known of one request while it is under way, for its answer, the log and the trace. */
final class Exchange {

    private static final int ID_BYTES = 8;

    private final long beganAt = System.nanoTime();
    private final String id = TraceParent.random(ID_BYTES);
    private final String method;
    private final String peer;
    private final @Nullable TraceParent parent;
    private final TraceParent trace;
    private Principal principal = Principal.NOBODY;
    private @Nullable Route route;
    private String rawPath = "";

    Exchange(String method, String peer, @Nullable TraceParent parent) {
        this.method = method;
        this.peer = peer;
        this.parent = parent;
        this.trace = parent == null ? TraceParent.fresh() : parent.child();
    }

    void matched(Route which, String path) {
        route = which;
        rawPath = path;
    }

    void isFrom(Principal who) {
        principal = who;
    }

    Principal principal() {
        return principal;
    }

    /** The correlation id. */
    String id() {
        return id;
    }

    String method() {
        return method;
    }

    String peer() {
        return peer;
    }

    /** As the client sent it, or null. */
    @Nullable TraceParent parent() {
        return parent;
    }

    TraceParent trace() {
        return trace;
    }

    /** The path of a request that matched a route; empty before. */
    String rawPath() {
        return rawPath;
    }

    @Nullable Route route() {
        return route;
    }

    /** The pattern, never the path: a path may hold what only one may know. */
    String routeName() {
        return route == null ? "none" : route.name();
    }

    long nanos() {
        return System.nanoTime() - beganAt;
    }

    MapValue details() {
        return MapValue.builder()
                .put("request", id)
                .put("trace", trace.traceId())
                .put("method", method)
                .put("route", routeName())
                .put("who", principal.name())
                .put("peer", peer)
                .build();
    }

    Map<String, String> traceAttributes() {
        return Map.of("http.route", routeName(), "tocsin.request", id);
    }
}
