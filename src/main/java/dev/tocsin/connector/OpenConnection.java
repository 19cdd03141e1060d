package dev.tocsin.connector;

import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/**
 * A connection in use: the only way out for an operation. It adds the credentials, keeps to the
 * connection's origin, refuses addresses that the connection does not allow, and scrubs secrets
 * from what services say. Safe for use by many threads.
 */
public interface OpenConnection {

    /** As named in {@code connections.yaml}. */
    String name();

    /** What {@code settings} of the connection holds; empty where it has none. */
    MapValue settings();

    /**
     * The project's folder, which connectors that work on files keep to; null where there is none.
     */
    @Nullable Path folder();

    /**
     * Sends one request and reads the whole answer, at most 8 MiB of it. Answers of every status
     * come back; {@link #error} turns the bad ones into errors.
     *
     * @throws ConnectorException if there was no answer: refused, unreachable, too late, too large
     * @throws InterruptedException if the calling thread was interrupted; the exchange is abandoned
     */
    HttpAnswer send(HttpRequest request, Call call) throws ConnectorException, InterruptedException;

    /**
     * A link that the service gave in answer to {@code request}, as an absolute URL (RFC 3986
     * section 5.2). Whether it stays on the connection's origin is seen when it is sent.
     *
     * @throws ConnectorException of kind {@code failed} if it is no web address
     */
    String link(HttpRequest request, String link, Call call)
            throws ConnectorException, InterruptedException;

    /**
     * Waits until the limits of one operation let another request be sent; those of the whole
     * connection are kept by {@link #send}.
     *
     * @throws ConnectorException of kind {@code rateLimited} if that would be after the deadline of
     *     the call; nothing was sent
     */
    void takeTurn(OperationSpec operation, Call call)
            throws ConnectorException, InterruptedException;

    /** What an answer with a status of 300 or more means. */
    default ConnectorException error(HttpAnswer answer) {
        return error(answer, StatusErrors.kind(answer.status()));
    }

    /** An answer that means an error of this kind, whatever its status says. */
    ConnectorException error(HttpAnswer answer, ErrorKind kind);

    /** Takes the secrets of this connection out of what a service said. */
    String scrub(String text);

    /**
     * The mail server of this connection with its credentials.
     *
     * @throws ConnectorException if the connection has none, or a credential cannot be resolved
     * @throws InterruptedException if the calling thread was interrupted
     */
    SmtpSession smtp(Call call) throws ConnectorException, InterruptedException;
}
