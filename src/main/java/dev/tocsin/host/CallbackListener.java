package dev.tocsin.host;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.tocsin.interpreter.CallbackAnswer;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Takes callbacks of one run over HTTP, on a free port of this machine's loopback address: JSON by
 * POST, 1 MiB at most. Answers 202 where the body is taken; else a problem (RFC 9457) with 400 (no
 * JSON), 404 (no such URL), 405, 409 (a second body), 410 (nobody waits any more), 413, 415, 422
 * (it does not fit, and the wait goes on) or 503 (send it again).
 */
public final class CallbackListener implements AutoCloseable {

    private static final String PATH = "/callbacks/";
    private static final MapValue ACCEPTED = MapValue.builder().put("status", "accepted").build();
    private static final int MOST_BYTES = 1 << 20;

    /** A request that is not taken, with the words about it. */
    private static final class Refused extends Exception {

        private static final long serialVersionUID = 1;

        private final int status;

        Refused(int status, String why) {
            super(why, null, false, false);
            this.status = status;
        }
    }

    /** Whom bodies are handed to. */
    @FunctionalInterface
    public interface Taker {

        /**
         * @param token the last part of the URL
         * @throws IOException if it is not known whether the body is kept; the message says why
         * @throws InterruptedException if the run has ended
         */
        CallbackAnswer calledBack(String token, Value body)
                throws IOException, InterruptedException;
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private volatile @Nullable Taker taker;

    private CallbackListener(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Begins to listen.
     *
     * @throws IOException if the loopback address has no free port
     */
    public static CallbackListener open() throws IOException {
        return open(0);
    }

    /**
     * The same on a port of the caller's choice: where a run goes on, its URLs are known already.
     *
     * @throws IOException if somebody else has it
     */
    public static CallbackListener open(int port) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        CallbackListener listener = new CallbackListener(server, threads);
        server.setExecutor(threads);
        server.createContext("/", listener::handle);
        server.start();
        return listener;
    }

    /** What stands before the token in a URL. */
    public String base() {
        InetSocketAddress address = server.getAddress();
        return "http://" + hostOf(address.getAddress()) + ":" + address.getPort() + PATH;
    }

    private static String hostOf(InetAddress address) {
        String text = address.getHostAddress();
        return text.indexOf(':') < 0 ? text : "[" + text + "]";
    }

    /** Whose run the callbacks are for; to be called before the run begins. */
    public void connect(Taker run) {
        taker = run;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                Value body = bodyOf(exchange);
                answer(exchange, take(tokenOf(exchange), body));
            } catch (Refused e) {
                refuse(exchange, e.status, String.valueOf(e.getMessage()));
            } catch (InterruptedException _) {
                refuse(exchange, 410, "the run has ended");
            }
        }
    }

    private CallbackAnswer take(String token, Value body) throws Refused, InterruptedException {
        Taker run = taker;
        try {
            return run == null ? new CallbackAnswer.Unknown() : run.calledBack(token, body);
        } catch (IOException e) {
            throw new Refused(503, "the body is not kept: " + e.getMessage());
        }
    }

    private static String tokenOf(HttpExchange exchange) throws Refused {
        String path = exchange.getRequestURI().getPath();
        if (path == null || !path.startsWith(PATH)) {
            throw new Refused(404, "there is no such callback");
        }
        return path.substring(PATH.length());
    }

    private static Value bodyOf(HttpExchange exchange) throws IOException, Refused {
        if (!exchange.getRequestMethod().equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            throw new Refused(405, "a callback is a POST");
        }
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (type == null || !isJson(type)) {
            throw new Refused(415, "a callback is JSON: send `Content-Type: application/json`");
        }
        byte[] bytes = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new Refused(413, "a callback has at most 1 MiB");
        }
        try {
            return Json.parse(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException _) {
            throw new Refused(400, "the body is not UTF-8");
        } catch (JsonException e) {
            throw new Refused(400, "the body is not JSON: " + e.getMessage());
        }
    }

    private static boolean isJson(String contentType) {
        int end = contentType.indexOf(';');
        String type = end < 0 ? contentType : contentType.substring(0, end);
        String plain = type.strip().toLowerCase(Locale.ROOT);
        return plain.equals("application/json")
                || plain.startsWith("application/") && plain.endsWith("+json");
    }

    private static void answer(HttpExchange exchange, CallbackAnswer answer) throws IOException {
        switch (answer) {
            case CallbackAnswer.Accepted _ -> send(exchange, 202, "application/json", ACCEPTED);
            case CallbackAnswer.Unknown _ -> refuse(exchange, 404, "there is no such callback");
            case CallbackAnswer.Unfit(String why) -> refuse(exchange, 422, why);
            case CallbackAnswer.AlreadyTaken _ ->
                    refuse(exchange, 409, "another body came before this one");
            case CallbackAnswer.TooLate _ ->
                    refuse(exchange, 410, "nobody waits for this callback any more");
        }
    }

    private static void refuse(HttpExchange exchange, int status, String why) throws IOException {
        send(
                exchange,
                status,
                "application/problem+json",
                MapValue.builder().put("status", status).put("detail", why).build());
    }

    private static void send(HttpExchange exchange, int status, String type, MapValue body)
            throws IOException {
        byte[] bytes = Json.write(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Lets requests that are being answered end for a moment, and listens no more. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
