package dev.tocsin.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A service that survives those who call it: counts what was asked for by key, so that a test knows
 * what was done, how often, and whether a repetition said that it was one.
 */
final class CountingDesk implements AutoCloseable {

    private static final byte[] ANSWER =
            "{\"id\": \"7\", \"state\": \"open\"}".getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** How often each title was asked for with each key. */
    private final Map<String, Map<String, AtomicInteger>> tickets = new ConcurrentHashMap<>();

    private CountingDesk(HttpServer server) {
        this.server = server;
    }

    static CountingDesk open() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        CountingDesk desk = new CountingDesk(server);
        server.setExecutor(desk.threads);
        server.createContext("/devices/", exchange -> answer(exchange));
        server.createContext("/tickets", desk::ticket);
        server.start();
        return desk;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** By title: how often it was asked for with each key. */
    Map<String, Map<String, AtomicInteger>> tickets() {
        return tickets;
    }

    private void ticket(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String title = body.replaceAll("(?s).*\"title\"\\s*:\\s*\"([^\"]*)\".*", "$1");
        String key = String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        tickets.computeIfAbsent(title, _ -> new ConcurrentHashMap<>())
                .computeIfAbsent(key, _ -> new AtomicInteger())
                .incrementAndGet();
        answer(exchange);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, ANSWER.length);
            exchange.getResponseBody().write(ANSWER);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
