package dev.tocsin.service.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/**
 * HTTP/1.1 of Helidon, with what is read from each connection counted by the watch. It is the only
 * protocol, so that garbage and HTTP/1.0 get an answer instead of a silent close.
 */
final class WatchedConnections implements ServerConnectionSelector {

    private final Http1ConnectionSelector http1;
    private final ConnectionWatch watch;

    WatchedConnections(Http1ConnectionSelector http1, ConnectionWatch watch) {
        this.http1 = http1;
        this.watch = watch;
    }

    @Override
    public int bytesToIdentifyConnection() {
        return http1.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return http1.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http1.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        ConnectionWatch.Watched watched = watch.from(context.remotePeer().address());
        if (watched == null) {
            throw new CloseConnectionException("took too long");
        }
        return new Served(http1.connection(new CountedContext(context, watched)), watched);
    }

    /** The connection of Helidon; tells the watch when it is over. */
    private record Served(ServerConnection connection, ConnectionWatch.Watched watched)
            implements ServerConnection {

        @Override
        public void handle(Limit limit) throws InterruptedException {
            try {
                connection.handle(limit);
            } finally {
                watched.ended();
            }
        }

        @Override
        public Duration idleTime() {
            return connection.idleTime();
        }

        @Override
        public void close(boolean interrupt) {
            connection.close(interrupt);
        }
    }

    /** The context of Helidon, with a reader that counts. */
    private static final class CountedContext implements ConnectionContext {
        private final ConnectionContext context;
        private final ConnectionWatch.Watched watched;
        private final DataReader reader;

        CountedContext(ConnectionContext context, ConnectionWatch.Watched watched) {
            this.context = context;
            this.watched = watched;
            this.reader = DataReader.create(this::read);
        }

        private byte[] read() {
            try {
                byte[] bytes = context.serverSocket().get();
                if (bytes != null && !watched.received(bytes.length)) {
                    throw new CloseConnectionException("one request sent more than any may");
                }
                return bytes;
            } catch (UncheckedIOException e) {
                throw new ServerConnectionException("the connection is gone", e);
            }
        }

        @Override
        public DataReader dataReader() {
            return reader;
        }

        @Override
        public ListenerContext listenerContext() {
            return context.listenerContext();
        }

        @Override
        public ExecutorService executor() {
            return context.executor();
        }

        @Override
        public DataWriter dataWriter() {
            return context.dataWriter();
        }

        @Override
        public Router router() {
            return context.router();
        }

        @Override
        public Optional<ProxyProtocolData> proxyProtocolData() {
            return context.proxyProtocolData();
        }

        @Override
        public HelidonSocket serverSocket() {
            return context.serverSocket();
        }

        @Override
        public PeerInfo remotePeer() {
            return context.remotePeer();
        }

        @Override
        public PeerInfo localPeer() {
            return context.localPeer();
        }

        @Override
        public boolean isSecure() {
            return context.isSecure();
        }

        @Override
        public String socketId() {
            return context.socketId();
        }

        @Override
        public String childSocketId() {
            return context.childSocketId();
        }
    }
}
