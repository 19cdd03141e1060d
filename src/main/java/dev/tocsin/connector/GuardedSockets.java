package dev.tocsin.connector;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;

import javax.net.SocketFactory;

/**
 * Sockets that look at the address at the very moment they connect, so that what was checked is
 * what is reached. For one attempt; all are closed together. Thread-safe.
 */
final class GuardedSockets extends SocketFactory implements AutoCloseable {

    private final AddressGuard guard;
    private final List<Socket> open = new ArrayList<>();

    GuardedSockets(AddressGuard guard) {
        this.guard = guard;
    }

    @Override
    public Socket createSocket() {
        Socket socket = new GuardedSocket();
        synchronized (open) {
            open.add(socket);
        }
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        Socket socket = createSocket();
        socket.connect(new InetSocketAddress(host, port));
        return socket;
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        Socket socket = createSocket();
        socket.connect(new InetSocketAddress(host, port));
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
            throws IOException {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
            throws IOException {
        return createSocket(host, port);
    }

    @Override
    public void close() {
        List<Socket> sockets;
        synchronized (open) {
            sockets = List.copyOf(open);
        }
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException _) {
                // It is being given up; what closing says is of no use to anybody.
            }
        }
    }

    private final class GuardedSocket extends Socket {

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            if (endpoint instanceof InetSocketAddress address && !address.isUnresolved()) {
                guard.check(address.getHostString(), address.getAddress());
                guard.checkFence(address.getHostString(), address);
            }
            super.connect(endpoint, timeout);
        }

        @Override
        public void connect(SocketAddress endpoint) throws IOException {
            connect(endpoint, 0);
        }
    }
}
