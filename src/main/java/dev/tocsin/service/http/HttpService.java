package dev.tocsin.service.http;

import dev.tocsin.service.access.Attempts;
import dev.tocsin.service.access.Encryption;
import dev.tocsin.service.access.ListenRefusedException;
import dev.tocsin.service.access.Listening;
import dev.tocsin.service.access.Sessions;
import dev.tocsin.service.access.Tokens;

import io.helidon.common.socket.SocketOptions;
import io.helidon.common.tls.Tls;
import io.helidon.http.DirectHandler;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.InstantSource;
import java.util.List;

import javax.net.ssl.SSLContext;

/**
 * A table of routes, served over HTTP/1.1. Each request has a virtual thread of its own.
 *
 * {@snippet :
 * Listening where = ListenRules.decide(address, encryption, tokens.any());
 * try (HttpService service = HttpService.start(where, limits, table, doors, observation)) {
 *     service.port();
 * }
 * }
 */
public final class HttpService implements AutoCloseable {

    private static final int BACKLOG = 512;
    private static final String DISCOVERY = "io.helidon.metadata.mode";

    private final WebServer server;
    private final RouteTable table;
    private final ConnectionWatch watch;
    private final Stopping stopping;

    private HttpService(
            WebServer server, RouteTable table, ConnectionWatch watch, Stopping stopping) {
        this.server = server;
        this.table = table;
        this.watch = watch;
        this.stopping = stopping;
    }

    /**
     * Who is let in.
     *
     * @param tokens of the store
     * @param sessions of the pages
     * @param stopping asked by streams and by readiness
     */
    public record Doors(Tokens tokens, Sessions sessions, Attempts attempts, Stopping stopping) {

        public Doors(Tokens tokens, InstantSource clock) {
            this(tokens, new Sessions(tokens, clock), new Attempts(clock), new Stopping());
        }
    }

    /**
     * Begins to serve the table, with the login beside it.
     *
     * @throws ListenRefusedException if the address cannot be had: somebody else listens there, or
     *     it is none of this machine
     */
    public static HttpService start(
            Listening where,
            ServerLimits limits,
            RouteTable table,
            Doors doors,
            Observation observation)
            throws ListenRefusedException {
        findNothing();
        ConnectionWatch watch =
                new ConnectionWatch(limits, where.encryption() instanceof Encryption.Proxy);
        SessionCookie cookie = new SessionCookie(where.isSecure());
        Authenticator authenticator =
                new Authenticator(
                        doors.tokens,
                        doors.sessions,
                        doors.attempts,
                        cookie,
                        observation.metrics());
        RouteTable all =
                DocumentRoutes.documented(
                        RouteTable.of(
                                table.routes(),
                                new LoginRoutes(
                                                authenticator,
                                                doors.sessions,
                                                cookie,
                                                observation.log())
                                        .routes()),
                        version());
        Dispatcher dispatcher =
                new Dispatcher(
                        all,
                        authenticator,
                        doors.sessions,
                        ApiShapes.load(),
                        new Answers(observation, where.isSecure()),
                        watch,
                        limits,
                        observation,
                        where.encryption() instanceof Encryption.Proxy,
                        doors.stopping::now);
        WebServer server =
                WebServer.create(config(where, limits, dispatcher, watch, observation)).start();
        if (!server.isRunning()) {
            watch.close();
            throw new ListenRefusedException(
                    "cannot listen on " + text(where.address()) + ": " + reason(where.address()),
                    "end what listens there, or name another address: `listen` in the service file,"
                            + " or `--listen`");
        }
        observation.metrics().gauge("tocsin_http_connections", "Connections open", watch::open);
        return new HttpService(server, all, watch, doors.stopping);
    }

    /**
     * What the server consists of is said in {@link #config}. Looking for services on the class
     * path as well would bring what nobody asked for, and cost a quarter of the start (150 of 560
     * ms of processor time).
     */
    private static void findNothing() {
        if (System.getProperty(DISCOVERY) == null) {
            System.setProperty(DISCOVERY, "none");
        }
    }

    /** As the jar says; classes that are in no jar have none. */
    private static String version() {
        String version = HttpService.class.getPackage().getImplementationVersion();
        return version == null ? "unreleased" : version;
    }

    private static WebServerConfig config(
            Listening where,
            ServerLimits limits,
            Dispatcher dispatcher,
            ConnectionWatch watch,
            Observation observation) {
        DirectHandlers.Builder problems = DirectHandlers.builder();
        for (DirectHandler.EventType event : DirectHandler.EventType.values()) {
            problems.addHandler(event, new TransportProblems(observation, limits));
        }
        WebServerConfig.Builder config =
                WebServer.builder()
                        .bindAddress(where.address())
                        .backlog(BACKLOG)
                        .shutdownHook(false)
                        .featuresDiscoverServices(false)
                        .protocolsDiscoverServices(false)
                        .concurrencyLimitDiscoverServices(false)
                        .addConnectionSelector(new WatchedConnections(http1(limits), watch))
                        .connectionOptions(
                                new WatchedSockets(
                                        SocketOptions.builder().tcpNoDelay(true).build(), watch))
                        .maxPayloadSize(limits.bodyBytes())
                        .maxTcpConnections(limits.connections())
                        .maxConcurrentRequests(limits.requests())
                        .idleConnectionTimeout(limits.idleTime())
                        .shutdownGracePeriod(limits.stopTime())
                        .directHandlers(problems.build())
                        .routing(HttpRouting.builder().any(dispatcher));
        if (where.encryption() instanceof Encryption.Own(var context)) {
            config.tls(tls(context));
        }
        return config.buildPrototype();
    }

    private static Tls tls(SSLContext context) {
        return Tls.builder()
                .sslContext(context)
                .enabledProtocols(List.of("TLSv1.3", "TLSv1.2"))
                .build();
    }

    private static Http1ConnectionSelector http1(ServerLimits limits) {
        return Http1ConnectionSelector.builder()
                .config(
                        Http1Config.builder()
                                .maxHeadersSize(limits.headerBytes())
                                .maxPrologueLength(limits.requestLineBytes())
                                .validateRequestHeaders(true)
                                .validatePath(true)
                                .build())
                .build();
    }

    /** Helidon logs why it did not start and goes on, so the socket is asked once more. */
    private static String reason(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(address);
            return "it was taken for a moment";
        } catch (IOException e) {
            return String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        }
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /** All that is served: the table that was given, the login and the document. */
    public RouteTable table() {
        return table;
    }

    /** Connections that are open. */
    public int connections() {
        return watch.open();
    }

    /**
     * Stops: no new connections, streams end, requests under way get {@link ServerLimits#stopTime},
     * then their connections are cut. Harmless twice.
     */
    @Override
    public void close() {
        stopping.begin();
        server.stop();
        watch.close();
    }
}
