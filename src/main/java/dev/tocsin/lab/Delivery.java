package dev.tocsin.lab;

import com.sun.net.httpserver.HttpExchange;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sends answers, whole or spoilt. */
final class Delivery {

    private static final long DRIP_MILLIS = 200;

    private final CountDownLatch closed;

    /**
     * @param closed opens when the lab closes; until then a slow answer goes on
     */
    Delivery(CountDownLatch closed) {
        this.closed = closed;
    }

    /**
     * Sends an answer.
     *
     * @param fault what becomes of it on its way; null for nothing
     * @throws IOException if the client has gone
     */
    void send(HttpExchange exchange, Answer answer, Fault.@Nullable Spoiling fault)
            throws IOException {
        Answer sent =
                fault instanceof Fault.WrongContentType
                        ? answer.with("Content-Type", "text/html; charset=utf-8")
                        : answer;
        byte[] body = sent.body().getBytes(StandardCharsets.UTF_8);
        if (fault instanceof Fault.Truncated && body.length == 0) {
            // There is no middle of it, so it gets lost as a whole.
            return;
        }
        sent.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.sendResponseHeaders(sent.status(), body.length == 0 ? -1 : body.length);
        if (body.length == 0) {
            return;
        }
        switch (fault) {
            case Fault.Truncated _ -> cut(exchange, body);
            case Fault.Drip _ -> drip(exchange, body);
            case Fault.WrongContentType _ -> whole(exchange, body);
            case null -> whole(exchange, body);
        }
    }

    private static void whole(HttpExchange exchange, byte[] body) throws IOException {
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static void cut(HttpExchange exchange, byte[] body) throws IOException {
        OutputStream out = exchange.getResponseBody();
        out.write(Arrays.copyOf(body, body.length / 2));
        out.flush();
    }

    private void drip(HttpExchange exchange, byte[] body) throws IOException {
        OutputStream out = exchange.getResponseBody();
        for (byte each : body) {
            out.write(each);
            out.flush();
            try {
                if (closed.await(DRIP_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        out.close();
    }
}
