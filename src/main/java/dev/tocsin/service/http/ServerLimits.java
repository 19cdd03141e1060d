package dev.tocsin.service.http;

import java.time.Duration;

/**
 * How much of the service one client may take. Each bound ends in an answer or a closed connection,
 * never in a wait without end.
 *
 * @param headerBytes of all headers of a request together; 431 or 400 beyond
 * @param requestLineBytes 414 beyond
 * @param bodyBytes of any request; a route takes less, and what is beyond its own bound but within
 *     this one is read and thrown away, so that the client sees the 413 instead of a broken pipe
 * @param headerTime from the first byte of a request (or from the connection) to the end of its
 *     headers, the TLS handshake included: ends slow senders
 * @param bodyTime for reading a body
 * @param answerTime for handling a request and sending the answer; a stream of events has it anew
 *     for each event
 * @param idleTime between two requests of a connection
 * @param connections open at once; more wait in the backlog of the system
 * @param connectionsOfOne open at once from one address, unless that is this machine or the proxy;
 *     more are closed at once, so that one client cannot keep the others out
 * @param streams of events open at once; 503 beyond
 * @param requests handled at once, streams included; 503 beyond
 * @param stopTime that requests in flight get when the service stops
 */
public record ServerLimits(
        int headerBytes,
        int requestLineBytes,
        long bodyBytes,
        Duration headerTime,
        Duration bodyTime,
        Duration answerTime,
        Duration idleTime,
        int connections,
        int connectionsOfOne,
        int streams,
        int requests,
        Duration stopTime) {

    /** What is used unless a test asks for less. */
    public static final ServerLimits USUAL =
            new ServerLimits(
                    16 << 10,
                    8 << 10,
                    16L << 20,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    Duration.ofSeconds(60),
                    2000,
                    200,
                    200,
                    1000,
                    Duration.ofSeconds(10));
}
