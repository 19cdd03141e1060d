package dev.tocsin.connector;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A mail server that replies as a test wants, in the clear or over TLS. */
final class FakeSmtp implements AutoCloseable {

    /** In place of a reply: nothing more is ever said. */
    static final String SILENCE = "";

    /** In place of a reply: the line is cut. */
    static final String CUT = "cut";

    final List<String> commands = Collections.synchronizedList(new ArrayList<>());
    final List<String> mails = Collections.synchronizedList(new ArrayList<>());

    private final ServerSocket server;
    private final @Nullable SSLContext tls;
    private final boolean first;
    private final Map<String, String> replies = new LinkedHashMap<>();
    private String extensions = "AUTH PLAIN LOGIN XOAUTH2";

    /**
     * @param tls null for none
     * @param first whether TLS comes before anything is said, else with STARTTLS
     */
    FakeSmtp(@Nullable SSLContext tls, boolean first) throws IOException {
        this.tls = tls;
        this.first = first;
        this.server = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(this::accept);
    }

    FakeSmtp() throws IOException {
        this(null, false);
    }

    /** What it replies to a command that starts so; {@code .} is the end of a message. */
    FakeSmtp reply(String command, String reply) {
        replies.put(command, reply);
        return this;
    }

    FakeSmtp limit(int bytes) {
        extensions = "SIZE " + bytes;
        return this;
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket line = server.accept();
                Thread.ofVirtual().start(() -> serve(line));
            } catch (IOException _) {
                // It is closed.
            }
        }
    }

    private void serve(Socket accepted) {
        try (accepted) {
            Socket line = first ? overTls(accepted) : accepted;
            boolean encrypted = first;
            say(line, replyTo("", "220 fake"));
            BufferedReader in = reader(line);
            for (String command = in.readLine(); command != null; command = in.readLine()) {
                commands.add(command);
                String usual = usual(command, encrypted);
                String reply = replyTo(command, usual);
                if (!say(line, reply)) {
                    in.readLine();
                    return;
                }
                if (command.equals("STARTTLS") && reply.startsWith("220")) {
                    line = overTls(line);
                    in = reader(line);
                    encrypted = true;
                } else if (command.equals("DATA") && reply.startsWith("354")) {
                    if (!data(line, in)) {
                        return;
                    }
                }
            }
        } catch (IOException _) {
            // The client has gone.
        }
    }

    private boolean data(Socket line, BufferedReader in) throws IOException {
        StringBuilder mail = new StringBuilder();
        for (String text = in.readLine(); text != null; text = in.readLine()) {
            if (text.equals(".")) {
                mails.add(mail.toString());
                if (say(line, replyTo(".", "250 taken"))) {
                    return true;
                }
                in.readLine();
                return false;
            }
            mail.append(text).append('\n');
        }
        return false;
    }

    private String replyTo(String command, String usual) {
        for (Map.Entry<String, String> reply : replies.entrySet()) {
            boolean greeting = command.isEmpty() || reply.getKey().isEmpty();
            if (greeting ? command.equals(reply.getKey()) : command.startsWith(reply.getKey())) {
                return reply.getValue();
            }
        }
        return usual;
    }

    private String usual(String command, boolean encrypted) {
        String verb = command.split("[ :]")[0];
        return switch (verb) {
            case "EHLO" ->
                    tls != null && !encrypted
                            ? "250-fake\r\n250 STARTTLS"
                            : "250-fake\r\n250 " + extensions;
            case "STARTTLS" -> "220 go ahead";
            case "AUTH" -> command.startsWith("AUTH LOGIN") ? "334 VXNlcm5hbWU6" : "235 welcome";
            case "DATA" -> "354 go ahead";
            case "QUIT" -> "221 bye";
            case "MAIL", "RCPT", "RSET", "NOOP" -> "250 ok";
            // The lines of AUTH LOGIN.
            default -> verb.equals("dG9jc2lu") ? "334 UGFzc3dvcmQ6" : "235 welcome";
        };
    }

    private static boolean say(Socket line, String reply) throws IOException {
        if (reply.equals(SILENCE)) {
            return false;
        }
        if (reply.equals(CUT)) {
            line.close();
            return false;
        }
        OutputStream out = line.getOutputStream();
        out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return true;
    }

    private SSLSocket overTls(Socket line) throws IOException {
        if (tls == null) {
            throw new IllegalStateException("no TLS");
        }
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(line, null, false);
        socket.setUseClientMode(false);
        socket.startHandshake();
        return socket;
    }

    private static BufferedReader reader(Socket line) throws IOException {
        return new BufferedReader(
                new InputStreamReader(line.getInputStream(), StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
