package dev.tocsin.connector;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A proxy on a free port of this machine: every tunnel leads to one port, whatever it asks for. */
final class TestProxy implements AutoCloseable {

    /** The heads of the requests that came in, lines joined by {@code |}. */
    final List<String> heads = Collections.synchronizedList(new ArrayList<>());

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    private final String refusal;
    private final int target;

    private TestProxy(String refusal, int target) throws IOException {
        this.refusal = refusal;
        this.target = target;
        Thread.ofVirtual().start(this::serve);
    }

    static TestProxy to(int port) throws IOException {
        return new TestProxy("", port);
    }

    /** One that lets nothing through and answers with this status line and body. */
    static TestProxy refusing(String status, String body) throws IOException {
        return new TestProxy(
                "HTTP/1.1 "
                        + status
                        + "\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body,
                0);
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> answer(client));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void answer(Socket client) {
        try (client) {
            heads.add(head(client.getInputStream()));
            if (!refusal.isEmpty()) {
                client.getOutputStream().write(refusal.getBytes(StandardCharsets.ISO_8859_1));
                client.getInputStream().readAllBytes();
                return;
            }
            try (Socket service = new Socket(InetAddress.ofLiteral("127.0.0.1"), target)) {
                client.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                Thread back = Thread.ofVirtual().start(() -> pump(service, client));
                pump(client, service);
                back.join();
            }
        } catch (IOException _) {
            // One side has gone.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            from.getInputStream().transferTo(out);
            to.shutdownOutput();
        } catch (IOException _) {
            // One side has gone.
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            head.append((char) c);
            if (head.toString().endsWith("\r\n\r\n")) {
                break;
            }
        }
        return head.toString().strip().replace("\r\n", "|");
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
