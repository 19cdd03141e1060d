package dev.tocsin.connector;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP service on a free port of this machine that answers as a test says. */
final class FakeService implements AutoCloseable {

    /** Answers one request. */
    interface Behaviour {
        void answer(HttpExchange exchange) throws IOException;
    }

    /** What came in. */
    record Request(String method, String uri, List<String> headers, String body) {

        String header(String name) {
            for (String header : headers) {
                if (header.toLowerCase(java.util.Locale.ROOT).startsWith(name + ": ")) {
                    return header.substring(name.length() + 2);
                }
            }
            return "";
        }
    }

    final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    FakeService(Behaviour behaviour) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(threads);
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        requests.add(read(exchange));
                        behaviour.answer(exchange);
                    }
                });
        server.start();
    }

    /** One that always answers the same. */
    static FakeService answering(int status, String contentType, String body) throws IOException {
        return new FakeService(exchange -> respond(exchange, status, contentType, body));
    }

    static void respond(HttpExchange exchange, int status, String contentType, String body)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Request read(HttpExchange exchange) throws IOException {
        List<String> headers = new ArrayList<>();
        exchange.getRequestHeaders()
                .forEach(
                        (name, values) ->
                                values.forEach(value -> headers.add(name + ": " + value)));
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                headers,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    Request last() {
        return requests.getLast();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
