package dev.tocsin.connector;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A service that writes what a test likes, byte by byte, after it has read one request. */
final class RawService implements AutoCloseable {

    /** Answers one request; what it writes after the client has gone is lost. */
    interface Behaviour {
        void answer(OutputStream out) throws IOException;
    }

    final AtomicInteger requests = new AtomicInteger();
    private final ServerSocket server;

    RawService(Behaviour behaviour) throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), behaviour);
    }

    RawService(ServerSocket server, Behaviour behaviour) {
        this.server = server;
        Thread.ofVirtual().start(() -> serve(behaviour));
    }

    /** One that writes this head, with the line ends of HTTP, and this body, and hangs up. */
    static RawService writing(String head, byte[] body) throws IOException {
        return new RawService(
                out -> {
                    out.write(
                            (head.replace("\n", "\r\n") + "\r\n\r\n")
                                    .getBytes(StandardCharsets.ISO_8859_1));
                    out.write(body);
                    out.flush();
                });
    }

    private void serve(Behaviour behaviour) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> answer(socket, behaviour));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void answer(Socket socket, Behaviour behaviour) {
        try (socket) {
            if (readHead(socket.getInputStream())) {
                requests.incrementAndGet();
                behaviour.answer(socket.getOutputStream());
            }
        } catch (IOException _) {
            // The client has gone, which many a test is about.
        }
    }

    private static boolean readHead(InputStream in) throws IOException {
        int ends = 0;
        for (int c = in.read(); c >= 0; c = in.read()) {
            ends = c == '\n' ? ends + 1 : c == '\r' ? ends : 0;
            if (ends == 2) {
                return true;
            }
        }
        return false;
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
