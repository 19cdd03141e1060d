package dev.tocsin.connector;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * The lines of one attempt to one mail server: the name is resolved once, each address is checked,
 * and one of those is connected to. All are closed together. Thread-safe.
 */
final class SmtpSockets implements AutoCloseable {

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final SmtpServer server;
    private final AddressGuard guard;
    private final @Nullable SSLSocketFactory tls;
    private @Nullable Socket open;
    private boolean closed;

    /**
     * @param tls null where the server is talked to in the clear
     */
    SmtpSockets(SmtpServer server, AddressGuard guard, @Nullable SSLSocketFactory tls) {
        this.server = server;
        this.guard = guard;
        this.tls = tls;
    }

    @Nullable SSLSocketFactory tls() {
        return tls;
    }

    /**
     * A line to the server, with TLS done where that comes first.
     *
     * @param left how long the server may take for each of its answers
     * @throws IOException if none of its addresses may be or can be connected to, or its
     *     certificate is not good
     */
    Socket connect(Duration left) throws IOException {
        int millis = (int) Math.min(left.toMillis(), Integer.MAX_VALUE);
        IOException failure = new UnknownHostException(server.host());
        for (InetSocketAddress address : guard.resolve(server.host(), server.port())) {
            try {
                Socket line = connect(address.getAddress(), millis);
                return server.security() == SmtpServer.Security.TLS ? overTls(line) : line;
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure;
    }

    private Socket connect(InetAddress address, int millis) throws IOException {
        Socket line = keep(new Socket());
        // The address knows the name it was found by, so that nobody asks for the name it has.
        InetAddress named = InetAddress.getByAddress(server.host(), address.getAddress());
        line.connect(new InetSocketAddress(named, server.port()), millis);
        line.setSoTimeout(millis);
        return line;
    }

    private SSLSocket overTls(Socket line) throws IOException {
        if (tls == null) {
            throw new IllegalStateException("no TLS for " + server);
        }
        SSLSocket socket = (SSLSocket) tls.createSocket(line, server.host(), server.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private synchronized Socket keep(Socket line) throws IOException {
        if (closed) {
            line.close();
        }
        open = line;
        return line;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (IOException _) {
            // It is being given up; what closing says is of no use to anybody.
        }
    }
}
