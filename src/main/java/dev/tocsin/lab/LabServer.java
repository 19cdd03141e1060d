package dev.tocsin.lab;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The HTTP side of the lab: finds the stand-in for a path, makes faults happen, keeps the log. */
final class LabServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<StandIn> standIns = new CopyOnWriteArrayList<>();
    private final List<LoggedRequest> requests;
    private final Faults faults;
    private final Object lock;

    /**
     * Listens on 127.0.0.1; answers nothing before {@link #add}.
     *
     * @param port 0 for any that is free
     * @param lock held while a stand-in answers
     * @throws IOException if the port is taken
     */
    LabServer(int port, Faults faults, List<LoggedRequest> requests, Object lock)
            throws IOException {
        this.faults = faults;
        this.requests = requests;
        this.lock = lock;
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    void add(StandIn standIn) {
        standIns.add(standIn);
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        byte[] body = exchange.getRequestBody().readAllBytes();
        StandIn standIn = standIn(uri.getRawPath());
        Answer answer = standIn == null ? noStandIn(exchange) : answer(standIn, exchange, body);
        if (!(standIn instanceof LabPages)) {
            requests.add(
                    new LoggedRequest(
                            exchange.getRequestMethod(),
                            uri.getRawQuery() == null
                                    ? uri.getRawPath()
                                    : uri.getRawPath() + "?" + uri.getRawQuery(),
                            answer == null ? 0 : answer.status()));
        }
        if (answer != null) {
            send(exchange, answer);
        }
        exchange.close();
    }

    /** Null where no answer is sent. */
    private @Nullable Answer answer(StandIn standIn, HttpExchange exchange, byte[] body) {
        try {
            Request request = request(exchange, standIn.prefix().length(), body);
            Fault.Kind fault = faults.take(standIn.service(), request.path());
            return fault == null ? ask(standIn, request, exchange) : fail(standIn, fault);
        } catch (IllegalArgumentException e) {
            // A path, query or form with a broken percent escape.
            return LabPages.error(400, String.valueOf(e.getMessage()));
        }
    }

    private @Nullable StandIn standIn(String path) {
        for (StandIn standIn : standIns) {
            if (path.startsWith(standIn.prefix() + "/")) {
                return standIn;
            }
        }
        return null;
    }

    private Answer ask(StandIn standIn, Request request, HttpExchange exchange) {
        synchronized (lock) {
            try {
                Answer answer = standIn.answer(request);
                return answer == null ? noStandIn(exchange) : answer;
            } catch (RefusedException e) {
                return e.answer();
            }
        }
    }

    /** Null where no answer is sent. */
    private @Nullable Answer fail(StandIn standIn, Fault.Kind fault) {
        return switch (fault) {
            case Fault.Status(int status, String retryAfter) -> {
                synchronized (lock) {
                    Answer answer = standIn.failure(status);
                    yield retryAfter == null ? answer : answer.with("Retry-After", retryAfter);
                }
            }
            case Fault.Malformed _ ->
                    new Answer(200, Map.of("Content-Type", "application/json"), "{\"value\": [");
            case Fault.Redirect(String location) -> Answer.empty(302).with("Location", location);
            case Fault.Close _ -> null;
            case Fault.Hang _ -> {
                try {
                    closed.await();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
                yield null;
            }
        };
    }

    private static Answer noStandIn(HttpExchange exchange) {
        return LabPages.error(
                404,
                "the lab has no stand-in for "
                        + exchange.getRequestMethod()
                        + " "
                        + exchange.getRequestURI().getRawPath());
    }

    private static Request request(HttpExchange exchange, int prefixLength, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach(
                        (name, values) ->
                                headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath().substring(prefixLength),
                Queries.parse(exchange.getRequestURI().getRawQuery()),
                headers,
                body,
                List.of());
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }
}
