package dev.tocsin.connector;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import javax.net.ssl.SSLParameters;

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
    private static final InetSocketAddress LOCAL =
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);

    private final HttpServer server;
    private final String scheme;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    FakeService(Behaviour behaviour) throws IOException {
        this(HttpServer.create(LOCAL, 0), "http", behaviour);
    }

    private FakeService(HttpServer server, String scheme, Behaviour behaviour) {
        this.server = server;
        this.scheme = scheme;
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

    /**
     * One that is talked to over TLS.
     *
     * @param keys of {@link TestKeys}
     * @param protocols that it speaks, such as {@code TLSv1.3}
     * @param asks whether it wants to see a certificate of the client
     */
    static FakeService overTls(String keys, String protocols, boolean asks, Behaviour behaviour)
            throws IOException, GeneralSecurityException {
        HttpsServer server = HttpsServer.create(LOCAL, 0);
        server.setHttpsConfigurator(
                new HttpsConfigurator(TestKeys.service(keys)) {
                    @Override
                    public void configure(HttpsParameters parameters) {
                        SSLParameters tls = getSSLContext().getDefaultSSLParameters();
                        tls.setProtocols(new String[] {protocols});
                        tls.setNeedClientAuth(asks);
                        parameters.setSSLParameters(tls);
                    }
                });
        return new FakeService(server, "https", behaviour);
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
        return scheme + "://127.0.0.1:" + port();
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
