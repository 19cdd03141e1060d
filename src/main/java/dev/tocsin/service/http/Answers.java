package dev.tocsin.service.http;

import dev.tocsin.value.MapValue;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sends answers, with what each of them carries, and writes the line of the log about each. */
final class Answers {

    /** Asked every few seconds by machines; only what goes wrong there is worth a line. */
    private static final Set<String> QUIET = Set.of("/livez", "/readyz", "/metrics");

    private static final int MILLION = 1_000_000;

    private final Observation observation;
    private final boolean secure;

    Answers(Observation observation, boolean secure) {
        this.observation = observation;
        this.secure = secure;
    }

    /** What writes the body of a stream. */
    @FunctionalInterface
    interface Streamed {
        void write(OutputStream out) throws IOException, InterruptedException;
    }

    /** A problem; a browser that nobody has logged in is led to the login instead. */
    Response problem(Problem problem, Exchange exchange, Map<String, List<String>> headers) {
        String accept = Dispatcher.first(headers, "accept");
        boolean page =
                accept != null && accept.contains("text/html") && exchange.method().equals("GET");
        if (problem.status() == 401 && page) {
            return Response.seeOther(
                    "/login?to=" + URLEncoder.encode(exchange.rawPath(), StandardCharsets.UTF_8));
        }
        return problem(problem, exchange.id());
    }

    static Response problem(Problem problem, String correlationId) {
        List<Response.Header> all = new ArrayList<>();
        all.add(new Response.Header("Content-Type", Problem.MEDIA_TYPE));
        problem.headers().forEach((name, value) -> all.add(new Response.Header(name, value)));
        return new Response(
                problem.status(), all, new Response.Body.Whole(problem.asBytes(correlationId)));
    }

    /** An answer whose body is known; for {@code HEAD} without it. */
    void send(Response answer, Exchange exchange, ServerResponse response) {
        begin(answer, exchange, response);
        byte[] body =
                answer.body() instanceof Response.Body.Whole(byte[] bytes) ? bytes : new byte[0];
        if (exchange.method().equals("HEAD")) {
            response.header(HeaderNames.CONTENT_LENGTH, String.valueOf(body.length));
            response.send();
        } else {
            response.send(body);
        }
        observation
                .metrics()
                .answered(
                        exchange.routeName(), answer.status(), Duration.ofNanos(exchange.nanos()));
        log(answer, exchange);
    }

    /** An answer whose body comes bit by bit. */
    void send(Response answer, Exchange exchange, ServerResponse response, Streamed body) {
        begin(answer, exchange, response);
        // The connection is not used again: whoever leaves a stream closes it anyway.
        response.header(HeaderValues.CONNECTION_CLOSE);
        try (OutputStream out = response.outputStream()) {
            body.write(out);
        } catch (IOException _) {
            // Its reader has gone: that is how most streams end.
        } catch (RuntimeException e) {
            if (!isGone(e)) {
                observation.log().fault("stream", exchange.details(), e);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        observation.metrics().streamed(exchange.routeName(), answer.status());
        log(answer, exchange);
    }

    private static boolean isGone(RuntimeException e) {
        return e.getClass().getName().startsWith("io.helidon.")
                || e instanceof UncheckedIOException;
    }

    private void begin(Response answer, Exchange exchange, ServerResponse response) {
        response.status(Status.create(answer.status()));
        Map<String, List<String>> all = new LinkedHashMap<>();
        usual(answer, exchange).forEach((name, value) -> all.put(name, List.of(value)));
        Map<String, List<String>> own = new LinkedHashMap<>();
        for (Response.Header header : answer.headers()) {
            own.computeIfAbsent(header.name(), _ -> new ArrayList<>()).add(header.value());
        }
        all.putAll(own);
        all.forEach(
                (name, values) ->
                        response.header(HeaderNames.create(name), values.toArray(String[]::new)));
    }

    private Map<String, String> usual(Response answer, Exchange exchange) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Request-Id", exchange.id());
        headers.put("traceparent", exchange.trace().header());
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Cache-Control", "no-store");
        headers.put("Referrer-Policy", "no-referrer");
        // No page has a script; one that an alert brought in would not run.
        headers.put(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
                        + " form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
        if (secure) {
            headers.put("Strict-Transport-Security", "max-age=31536000");
        }
        return headers;
    }

    private void log(Response answer, Exchange exchange) {
        Route route = exchange.route();
        if (route != null && QUIET.contains(route.pattern().text()) && answer.status() < 400) {
            return;
        }
        MapValue.Builder line = MapValue.builder();
        exchange.details().entries().forEach(line::put);
        line.put("status", answer.status()).put("ms", exchange.nanos() / MILLION);
        observation.log().info("request", line.build());
    }
}
