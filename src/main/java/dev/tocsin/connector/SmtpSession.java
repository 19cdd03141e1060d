package dev.tocsin.connector;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.net.SocketFactory;

/**
 * What a mail connector needs for one attempt. At the deadline its sockets are closed, whatever the
 * server is doing; close it when the attempt has ended.
 */
public final class SmtpSession implements AutoCloseable {

    private final String connection;
    private final SmtpServer server;
    private final @Nullable String user;
    private final @Nullable Secret password;
    private final Scrubber scrubber;
    private final GuardedSockets sockets;
    private final Instant deadline;
    private final AtomicBoolean late = new AtomicBoolean();
    private final Future<?> watch;

    SmtpSession(
            String connection,
            SmtpServer server,
            @Nullable String user,
            @Nullable Secret password,
            Scrubber scrubber,
            GuardedSockets sockets,
            Instant deadline,
            Deadlines deadlines) {
        this.connection = connection;
        this.server = server;
        this.user = user;
        this.password = password;
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
    public @Nullable String user() {
        return user;
    }

    /** Null where the server asks for no login. */
    public @Nullable Secret password() {
        return password;
    }

    /** Gives sockets that reach allowed addresses only; the one way to connect. */
    public SocketFactory sockets() {
        return sockets;
    }

    /** At least a millisecond. */
    public Duration left() {
        return Deadlines.left(deadline);
    }

    /** What the end of a conversation without an answer means. */
    public ConnectorException failure(Throwable failure) {
        return MailFailure.of(
                failure,
                printable(String.valueOf(failure.getMessage())),
                connection,
                server,
                late.get());
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
