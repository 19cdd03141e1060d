package dev.tocsin.lab;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
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

    private static final int LARGE = 10 * 1024 * 1024;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Delivery delivery = new Delivery(closed);
    private final List<StandIn> standIns = new CopyOnWriteArrayList<>();
    private final List<LoggedRequest> requests;
    private final Faults faults;
    private final Gate gate;
    private final Object lock;

    /**
     * Listens on 127.0.0.1; answers nothing before {@link #add}.
     *
     * @param port 0 for any that is free
     * @param gate stands before each stand-in
     * @param lock held while a stand-in answers
     * @throws IOException if the port is taken
     */
    LabServer(int port, Faults faults, List<LoggedRequest> requests, Gate gate, Object lock)
            throws IOException {
        this.faults = faults;
        this.requests = requests;
        this.gate = gate;
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

    /**
     * @param answer null where none is sent
     * @param fault what becomes of it on its way; null for nothing
     */
    private record Reply(@Nullable Answer answer, Fault.@Nullable Spoiling fault) {

        static Reply of(@Nullable Answer answer) {
            return new Reply(answer, null);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        byte[] body = exchange.getRequestBody().readAllBytes();
        StandIn standIn = standIn(uri.getRawPath());
        Reply reply =
                standIn == null ? Reply.of(noStandIn(exchange)) : reply(standIn, exchange, body);
        Answer answer = reply.answer();
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
            delivery.send(exchange, answer, reply.fault());
        }
        exchange.close();
    }

    private Reply reply(StandIn standIn, HttpExchange exchange, byte[] body) {
        try {
            Request request = request(exchange, standIn.prefix().length(), body);
            Fault.Kind fault = faults.take(standIn.service(), request.method(), request.path());
            return switch (fault) {
                case null -> Reply.of(ask(standIn, request, exchange));
                case Fault.Refusing refusing -> Reply.of(fail(standIn, refusing));
                case Fault.Spoiling spoiling ->
                        new Reply(ask(standIn, request, exchange), spoiling);
            };
        } catch (IllegalArgumentException e) {
            // A path, query or form with a broken percent escape.
            return Reply.of(LabPages.error(400, String.valueOf(e.getMessage())));
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
                Answer answer = gate.answer(standIn, request);
                return answer == null ? noStandIn(exchange) : answer;
            } catch (IllegalStateException | ClassCastException | NullPointerException e) {
                // Rows of a scenario have no schema of ours, and may lack what a request needs.
                return LabPages.error(
                        500,
                        "the stand-in for "
                                + standIn.service()
                                + " cannot read a row that it was started with: "
                                + e.getMessage());
            }
        }
    }

    /** Null where no answer is sent. */
    private @Nullable Answer fail(StandIn standIn, Fault.Refusing fault) {
        return switch (fault) {
            case Fault.Status(int status, String retryAfter) -> {
                synchronized (lock) {
                    Answer answer = standIn.failure(status);
                    yield retryAfter == null ? answer : answer.with("Retry-After", retryAfter);
                }
            }
            case Fault.Malformed _ -> json("{\"value\": [");
            case Fault.Large _ -> json("{\"value\": [\"" + "x".repeat(LARGE) + "\"]}");
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

    private static Answer json(String body) {
        return new Answer(200, Map.of("Content-Type", "application/json"), body);
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
}
