package dev.tocsin.service.http;

import dev.tocsin.value.MapValue;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What Helidon finds wrong with a request before there is one: a request line that is none, headers
 * that are too long, framing that two readers would read differently. Answered as a problem in our
 * words, because its own may quote what was sent.
 */
final class TransportProblems implements DirectHandler {

    private static final int ID_BYTES = 8;

    private final Observation observation;
    private final ServerLimits limits;

    TransportProblems(Observation observation, ServerLimits limits) {
        this.observation = observation;
        this.limits = limits;
    }

    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType event,
            Status status,
            ServerResponseHeaders headers,
            String message) {
        Problem problem = problem(status.code(), limits);
        String id = TraceParent.random(ID_BYTES);
        TransportResponse.Builder response =
                TransportResponse.builder()
                        .status(Status.create(problem.status()))
                        .keepAlive(false)
                        .entity(problem.asBytes(id))
                        .header(HeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
                        .header(HeaderNames.create("X-Request-Id"), id)
                        .header(HeaderNames.CACHE_CONTROL, "no-store")
                        .header(HeaderNames.create("X-Content-Type-Options"), "nosniff");
        problem.headers()
                .forEach((name, value) -> response.header(HeaderNames.create(name), value));
        observation.metrics().streamed("none", problem.status());
        observation
                .log()
                .info(
                        "request",
                        MapValue.builder()
                                .put("request", id)
                                .put("route", "none")
                                .put("status", problem.status())
                                .build());
        return response.build();
    }

    /** The problem of a status. */
    static Problem problem(int status, ServerLimits limits) {
        return switch (status) {
            case 413 -> Problem.tooLarge(limits.bodyBytes());
            case 414 ->
                    new Problem(
                            414,
                            "uri-too-long",
                            "The request line is too long",
                            "at most " + limits.requestLineBytes() + " bytes are taken",
                            List.of(),
                            Map.of());
            case 501 ->
                    new Problem(
                            501,
                            "not-implemented",
                            "This encoding is not taken",
                            "send the body with `Content-Length`, or with `Transfer-Encoding:"
                                    + " chunked` alone",
                            List.of(),
                            Map.of());
            case 503 ->
                    Problem.unavailable(
                            "the service has more requests than it can take",
                            Duration.ofSeconds(1));
            case 505 ->
                    new Problem(
                            505,
                            "http-version-not-supported",
                            "Not in this version of HTTP",
                            "send HTTP/1.1",
                            List.of(),
                            Map.of());
            case 500 -> Problem.internal();
            default -> Problem.badRequest("the request is not well-formed HTTP/1.1");
        };
    }
}
