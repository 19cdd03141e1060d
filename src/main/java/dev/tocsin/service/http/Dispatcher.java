package dev.tocsin.service.http;

import dev.tocsin.service.access.Principal;
import dev.tocsin.service.access.Sessions;
import dev.tocsin.store.StoreException;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * Takes each request through the same steps: route, who, what it carries, the handler, the answer.
 * What fails on the way is answered as a problem; what is wrong before there is a request, Helidon
 * tells {@link TransportProblems}.
 */
final class Dispatcher implements Handler {

    private final RouteTable table;
    private final Authenticator authenticator;
    private final Sessions sessions;
    private final RequestReader reader;
    private final Answers answers;
    private final ConnectionWatch watch;
    private final ServerLimits limits;
    private final Observation observation;
    private final boolean behindProxy;
    private final BooleanSupplier stopping;
    private final Semaphore streams;

    Dispatcher(
            RouteTable table,
            Authenticator authenticator,
            Sessions sessions,
            ApiShapes shapes,
            Answers answers,
            ConnectionWatch watch,
            ServerLimits limits,
            Observation observation,
            boolean behindProxy,
            BooleanSupplier stopping) {
        this.table = table;
        this.authenticator = authenticator;
        this.sessions = sessions;
        this.reader = new RequestReader(shapes, limits);
        this.answers = answers;
        this.watch = watch;
        this.limits = limits;
        this.observation = observation;
        this.behindProxy = behindProxy;
        this.stopping = stopping;
        this.streams = new Semaphore(limits.streams());
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        ConnectionWatch.@Nullable Watched watched = watch.from(request.remotePeer().address());
        if (watched != null) {
            watched.allow(limits.answerTime());
        }
        Map<String, List<String>> headers = headers(request);
        Exchange exchange =
                new Exchange(
                        request.prologue().method().text(),
                        peer(request, headers),
                        TraceParent.parse(first(headers, "traceparent")));
        Response answer = answer(request, headers, exchange, watched);
        if (answer.body() instanceof Response.Body.Events(var writer)
                && !exchange.method().equals("HEAD")) {
            stream(answer, writer, exchange, headers, response, watched);
            return;
        }
        answers.send(answer, exchange, response);
        if (watched != null) {
            watched.answered();
        }
        // Helidon says that it will, and then waits for the client to do it.
        if (closes(answer, headers)) {
            throw new CloseConnectionException("as the headers say");
        }
    }

    private void stream(
            Response answer,
            Response.EventWriter writer,
            Exchange exchange,
            Map<String, List<String>> headers,
            ServerResponse response,
            ConnectionWatch.@Nullable Watched watched) {
        if (watched != null) {
            response.whenSent(watched::over);
        }
        if (!streams.tryAcquire()) {
            Problem many = Problem.unavailable("too many streams are open", Duration.ofSeconds(10));
            answers.send(answers.problem(many, exchange, headers), exchange, response);
            return;
        }
        try {
            answers.send(
                    answer,
                    exchange,
                    response,
                    out ->
                            writer.write(
                                    new SentEvents(
                                            out,
                                            watched,
                                            limits.answerTime(),
                                            stopping,
                                            () -> stillMay(exchange, headers))));
        } finally {
            streams.release();
        }
    }

    private boolean stillMay(Exchange exchange, Map<String, List<String>> headers)
            throws IOException {
        Route route = exchange.route();
        try {
            return route != null
                    && authenticator
                            .admit(route.needs(), headers, exchange.peer())
                            .name()
                            .equals(exchange.principal().name());
        } catch (ProblemException _) {
            return false;
        } catch (StoreException e) {
            throw new IOException(e.text());
        }
    }

    private static boolean closes(Response answer, Map<String, List<String>> headers) {
        boolean asked =
                headers.getOrDefault("connection", List.of()).stream()
                        .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("close"));
        return asked
                || answer.headers().stream().anyMatch(header -> header.name().equals("Connection"));
    }

    private Response answer(
            ServerRequest request,
            Map<String, List<String>> headers,
            Exchange exchange,
            ConnectionWatch.@Nullable Watched watched) {
        try {
            return routed(request, headers, exchange, watched);
        } catch (ProblemException e) {
            return answers.problem(e.problem(), exchange, headers);
        } catch (CloseConnectionException e) {
            // The bytes of the request are no longer coming.
            throw e;
        } catch (StoreException e) {
            observation.log().fault("store", exchange.details(), e);
            boolean busy = e.kind() == StoreException.Kind.BUSY;
            return answers.problem(
                    Problem.unavailable(
                            busy
                                    ? "the store has more to do than it can: try again"
                                    : "the store has failed: whoever runs the service has to look",
                            Duration.ofSeconds(busy ? 1 : 30)),
                    exchange,
                    headers);
        } catch (InterruptedException _) {
            // Not set again: an interrupted thread could not send even this. It ends all the same.
            return answers.problem(
                    Problem.unavailable("the service is stopping", Duration.ofSeconds(5))
                            .with("Connection", "close"),
                    exchange,
                    headers);
        } catch (Exception | StackOverflowError e) {
            observation.log().fault("fault", exchange.details(), e);
            return answers.problem(Problem.internal(), exchange, headers);
        }
    }

    private Response routed(
            ServerRequest request,
            Map<String, List<String>> headers,
            Exchange exchange,
            ConnectionWatch.@Nullable Watched watched)
            throws Exception {
        boolean hasBody = hasBody(headers);
        String rawPath = request.prologue().uriPath().rawPath();
        return switch (table.match(exchange.method(), rawPath)) {
            case RouteTable.Match.Nothing _ ->
                    throw Problem.notFound("there is nothing at this path").asException();
            case RouteTable.Match.OtherMethods(String allow) ->
                    throw Problem.methodNotAllowed(allow).asException();
            case RouteTable.Match.Found(Route route, Map<String, String> values) -> {
                exchange.matched(route, rawPath);
                Principal principal = authenticator.admit(route.needs(), headers, exchange.peer());
                exchange.isFrom(principal);
                Request read =
                        read(
                                request, route, values, headers, principal, exchange, watched,
                                hasBody);
                checkForgery(route, read);
                yield observation
                        .tracing()
                        .duringRequest(
                                exchange.parent(),
                                exchange.traceAttributes(),
                                () -> route.handler().handle(read));
            }
        };
    }

    private Request read(
            ServerRequest request,
            Route route,
            Map<String, String> values,
            Map<String, List<String>> headers,
            Principal principal,
            Exchange exchange,
            ConnectionWatch.@Nullable Watched watched,
            boolean hasBody)
            throws ProblemException {
        reader.checkMediaType(route.doc(), first(headers, "content-type"), hasBody);
        Map<String, String> query =
                reader.query(route.doc(), request.prologue().query().rawValue());
        if (watched != null && hasBody) {
            watched.allow(limits.bodyTime());
        }
        byte[] body = reader.body(route.doc(), request, hasBody);
        if (watched != null && hasBody) {
            watched.allow(limits.answerTime());
        }
        Request read =
                new Request(
                        principal, values, query, headers, body, exchange.id(), exchange.peer());
        reader.checkShape(route.doc(), read);
        return read;
    }

    private static boolean hasBody(Map<String, List<String>> headers) throws ProblemException {
        String length = first(headers, "content-length");
        if (length == null) {
            return headers.containsKey("transfer-encoding");
        }
        // Helidon takes `+5`; another reader on the way may not (RFC 9112, 6.3).
        if (!length.strip().chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw Problem.badRequest("`Content-Length` is a number of digits alone")
                    .with("Connection", "close")
                    .asException();
        }
        return !length.strip().chars().allMatch(c -> c == '0');
    }

    /** A cookie goes along with requests that another site made; what our pages carry does not. */
    private void checkForgery(Route route, Request request) throws ProblemException {
        boolean withSession = request.principal().via() == Principal.Via.SESSION;
        if (route.method().isSafe() || !withSession || route.needs() instanceof Needs.Nothing) {
            return;
        }
        String sent = request.header("x-csrf-token");
        if (sent == null && isForm(request)) {
            sent = request.form().get("csrf");
        }
        if (!sessions.isFromOurPage(request.principal(), sent)) {
            observation.metrics().refused("forgery");
            throw Problem.forbidden("this did not come from a page of this service: load it anew")
                    .asException();
        }
    }

    private static boolean isForm(Request request) {
        String type = request.header("content-type");
        return type != null
                && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
    }

    /** Whoever connects; behind a proxy whom that one names last, because it wrote that itself. */
    private String peer(ServerRequest request, Map<String, List<String>> headers) {
        String direct = request.remotePeer().host();
        if (!behindProxy) {
            return direct;
        }
        List<String> forwarded = headers.getOrDefault("x-forwarded-for", List.of());
        if (forwarded.isEmpty()) {
            return direct;
        }
        String last = forwarded.getLast();
        return last.substring(last.lastIndexOf(',') + 1).strip();
    }

    private static Map<String, List<String>> headers(ServerRequest request) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        request.headers()
                .forEach(
                        header -> headers.put(header.headerName().lowerCase(), header.allValues()));
        // Helidon adds it for client certificates; nobody else may say who they are with it.
        headers.remove(HeaderNames.X_HELIDON_CN.lowerCase());
        return headers;
    }

    static @Nullable String first(Map<String, List<String>> headers, String name) {
        List<String> values = headers.get(name);
        return values == null ? null : values.getFirst();
    }
}
