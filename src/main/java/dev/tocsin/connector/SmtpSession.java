package dev.tocsin.connector;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.net.ssl.SSLSocketFactory;

/**
 * What a mail connector needs for one attempt. At the deadline its lines are closed, whatever the
 * server is doing; close it when the attempt has ended.
 */
public final class SmtpSession implements AutoCloseable {

    private final String connection;
    private final SmtpServer server;
    private final @Nullable SmtpLogin login;
    private final Scrubber scrubber;
    private final SmtpSockets sockets;
    private final Instant deadline;
    private final AtomicBoolean late = new AtomicBoolean();
    private final Future<?> watch;

    SmtpSession(
            String connection,
            SmtpServer server,
            @Nullable SmtpLogin login,
            Scrubber scrubber,
            SmtpSockets sockets,
            Instant deadline,
            Deadlines deadlines) {
        this.connection = connection;
        this.server = server;
        this.login = login;
        this.scrubber = scrubber;
        this.sockets = sockets;
        this.deadline = deadline;
        this.watch = deadlines.at(deadline, this::abandon);
    }

    /** The connection's name, for messages. */
    public String connection() {
        return connection;
    }

    public SmtpServer server() {
        return server;
    }

    /** Null where the server asks for no login. */
    public @Nullable SmtpLogin login() {
        return login;
    }

    /**
     * A line to the server, the one way to get to it: allowed addresses only, and with TLS done
     * where the server wants that first.
     *
     * @throws IOException if there is none; {@link #failure} has the words
     */
    public Socket connect() throws IOException {
        return sockets.connect(left());
    }

    /**
     * What switches a line to TLS, with the authorities of the connection; null where the server is
     * talked to in the clear. The name in the certificate is for the caller to check.
     */
    public @Nullable SSLSocketFactory tls() {
        return sockets.tls();
    }

    /** At least a millisecond. */
    public Duration left() {
        return Deadlines.left(deadline);
    }

    /**
     * What the end of a conversation without an answer means.
     *
     * @param sent whether the server had the whole message
     */
    public ConnectorException failure(Throwable failure, boolean sent) {
        return MailFailure.of(
                failure,
                printable(String.valueOf(failure.getMessage())),
                connection,
                server,
                late.get(),
                sent);
    }

    /**
     * Words of the server on one line, cut, without control characters and without the password.
     */
    public String printable(String said) {
        return ServiceMessage.printable(scrubber.scrub(said).strip());
    }

    private void abandon() {
        late.set(true);
        sockets.close();
    }

    @Override
    public void close() {
        watch.cancel(false);
        sockets.close();
    }
}
