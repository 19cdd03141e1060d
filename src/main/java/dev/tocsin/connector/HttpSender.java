package dev.tocsin.connector;

import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.net.ssl.SSLException;

/** Sends single HTTP requests for one connection and reads whole answers. Thread-safe. */
final class HttpSender implements AutoCloseable {

    /** The largest answer that is read, after decompression. */
    static final int MAX_ANSWER_BYTES = 8 << 20;

    /** A request as it goes out, credentials included. */
    record Outgoing(
            String method,
            URI url,
            List<HttpRequest.Pair> headers,
            byte @Nullable [] body,
            @Nullable String contentType) {}

    /** An answer as it came. Header names are in lower case. */
    record Incoming(int status, Map<String, String> headers, byte[] body) {}

    private final HttpClients clients;
    private final Deadlines deadlines;

    HttpSender(HttpClients clients, Deadlines deadlines) {
        this.clients = clients;
        this.deadlines = deadlines;
    }

    /**
     * Sends one request and reads the answer to its end.
     *
     * @throws UnsentException around whatever failed before anything was sent
     * @throws DeadlineException if {@code deadline} passed first
     * @throws AnswerTooLargeException if the answer is larger than {@link #MAX_ANSWER_BYTES}
     * @throws IOException if there was no whole answer
     * @throws ProxyRefusedException if a proxy stands before the service and let nothing through
     * @throws ConnectorException if a credential that the line needs cannot be used
     * @throws InterruptedException if the calling thread was interrupted
     */
    Incoming send(Outgoing outgoing, Instant deadline)
            throws IOException, ConnectorException, InterruptedException {
        HttpUriRequestBase request = new HttpUriRequestBase(outgoing.method(), outgoing.url());
        for (HttpRequest.Pair header : outgoing.headers()) {
            request.addHeader(header.name(), header.value());
        }
        byte[] body = outgoing.body();
        if (body != null) {
            request.setEntity(new ByteArrayEntity(body, null));
            if (outgoing.contentType() != null) {
                request.setHeader("Content-Type", outgoing.contentType());
            }
        }
        Timeout left = Timeout.of(Deadlines.left(deadline));
        request.setConfig(
                RequestConfig.custom()
                        .setConnectionRequestTimeout(left)
                        .setResponseTimeout(left)
                        .setRedirectsEnabled(false)
                        .setAuthenticationEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .build());
        AtomicBoolean late = new AtomicBoolean();
        Future<?> watch =
                deadlines.at(
                        deadline,
                        () -> {
                            late.set(true);
                            request.cancel();
                        });
        HttpClientContext context = HttpClientContext.create();
        ProxyRoute proxy = clients.proxy();
        try {
            if (proxy != null) {
                proxy.check(outgoing.url());
                proxy.authenticate(context, deadline);
            }
            Incoming incoming =
                    clients.forUrl(outgoing.url(), deadline)
                            .execute(request, context, answer -> read(answer, request));
            // What a proxy says instead of letting through is nothing that the service said.
            if (proxy != null && context.getAttribute(HttpClients.SENT) == null) {
                throw new ProxyRefusedException(incoming.status());
            }
            return incoming;
        } catch (IOException | RuntimeException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            boolean sent = context.getAttribute(HttpClients.SENT) != null;
            if (e instanceof RuntimeException bug && !late.get()) {
                throw bug;
            }
            IOException failure =
                    late.get() && !(e instanceof AnswerTooLargeException)
                            ? new DeadlineException()
                            : (IOException) e;
            if (clients.lackCertificate() && isLine(failure)) {
                failure = new CertificateAskedException(failure instanceof SSLException);
            }
            throw sent ? failure : new UnsentException(failure);
        } finally {
            watch.cancel(false);
        }
    }

    private static boolean isLine(IOException failure) {
        return failure instanceof SSLException
                || failure instanceof SocketException && !(failure instanceof ConnectException)
                || failure instanceof NoHttpResponseException
                || failure instanceof ConnectionClosedException;
    }

    private static Incoming read(ClassicHttpResponse answer, HttpUriRequestBase request)
            throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : answer.getHeaders()) {
            headers.merge(
                    header.getName().toLowerCase(Locale.ROOT),
                    header.getValue() == null ? "" : header.getValue(),
                    (first, next) -> first + ", " + next);
        }
        HttpEntity entity = answer.getEntity();
        byte[] body = entity == null ? new byte[0] : read(entity, request);
        return new Incoming(answer.getCode(), headers, body);
    }

    private static byte[] read(HttpEntity entity, HttpUriRequestBase request) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try (InputStream in = entity.getContent()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                body.write(buffer, 0, count);
                if (body.size() > MAX_ANSWER_BYTES) {
                    // Closing the stream would read the rest; this drops the line.
                    request.cancel();
                    throw new AnswerTooLargeException();
                }
            }
        }
        return body.toByteArray();
    }

    @Override
    public void close() {
        clients.close();
    }

    /** Nothing of the request left this machine. */
    static final class UnsentException extends IOException {
        private static final long serialVersionUID = 1;
        private final IOException failure;

        UnsentException(IOException failure) {
            super(failure);
            this.failure = failure;
        }

        IOException failure() {
            return failure;
        }
    }

    /** The line was lost after the service had asked for a certificate that there is not. */
    static final class CertificateAskedException extends IOException {
        private static final long serialVersionUID = 1;
        private final boolean refused;

        CertificateAskedException(boolean refused) {
            this.refused = refused;
        }

        /** Whether it was ended over TLS, so that no request can have been looked at. */
        boolean refused() {
            return refused;
        }
    }

    /** A proxy let nothing through to the service. */
    static final class ProxyRefusedException extends IOException {
        private static final long serialVersionUID = 1;
        private final int status;

        ProxyRefusedException(int status) {
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /** The attempt's time was up. */
    static final class DeadlineException extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** The answer has more than {@link #MAX_ANSWER_BYTES} bytes. */
    static final class AnswerTooLargeException extends IOException {
        private static final long serialVersionUID = 1;
    }
}
