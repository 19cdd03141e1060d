package dev.tocsin.connector;

import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;

/**
 * The pools of one connection, each made when first used: one for TLS, also through a proxy, and
 * one for plain HTTP, whose guard lets it to listed addresses only. No redirect is followed,
 * nothing retried, no cookie kept. Thread-safe.
 */
final class HttpClients implements AutoCloseable {

    /**
     * The attribute of an exchange whose request began to be sent. Without it nothing can have been
     * done at the service, whatever failed.
     */
    static final String SENT = "tocsin.sent";

    // A line that the service has closed would turn the next change into one of unknown outcome, so
    // an idle one is looked at first. That takes up to a millisecond, which calls in close
    // succession need not wait for: services keep lines open for seconds.
    private static final TimeValue IDLE = TimeValue.ofMilliseconds(200);

    private static final Timeout CONNECT = Timeout.ofSeconds(10);

    // Without bounds one endless header line would fill the memory before any body is counted.
    private static final Http1Config BOUNDED =
            Http1Config.custom().setMaxLineLength(64 << 10).setMaxHeaderCount(200).build();

    private final DnsResolver guard;
    private final DnsResolver guardInTheClear;
    private final TlsContext tls;
    private final @Nullable ProxyRoute proxy;
    private final int maxConnections;
    private @Nullable CloseableHttpClient overTls;
    private @Nullable CloseableHttpClient inTheClear;
    private boolean closed;

    /**
     * @param guard of what is sent over TLS
     * @param guardInTheClear of what is sent without, and of the line to a proxy
     * @param proxy null for none
     */
    HttpClients(
            DnsResolver guard,
            DnsResolver guardInTheClear,
            TlsContext tls,
            @Nullable ProxyRoute proxy,
            int maxConnections) {
        this.guard = guard;
        this.guardInTheClear = guardInTheClear;
        this.tls = tls;
        this.proxy = proxy;
        this.maxConnections = maxConnections;
    }

    /** Whether a service has asked for a certificate, and was shown none. */
    boolean lackCertificate() {
        return tls.lacksCertificate();
    }

    @Nullable ProxyRoute proxy() {
        return proxy;
    }

    /**
     * The one that may speak to {@code url}.
     *
     * @throws ConnectorException if a certificate that it needs cannot be used
     */
    CloseableHttpClient forUrl(URI url, Instant deadline)
            throws ConnectorException, InterruptedException {
        // Reading the trusted certificates takes a while, which plain HTTP need not wait for.
        if ("http".equals(url.getScheme())) {
            return inTheClear();
        }
        CloseableHttpClient known = overTls();
        // A vault may have to be asked for a certificate, which nobody else has to wait for; of two
        // that read it, one is enough.
        return known == null ? keep(tls.strategy(deadline)) : known;
    }

    private synchronized CloseableHttpClient inTheClear() {
        CloseableHttpClient client = inTheClear;
        if (client == null) {
            client = client(guardInTheClear, HttpClients::noTls);
            inTheClear = client;
        }
        return client;
    }

    private synchronized @Nullable CloseableHttpClient overTls() {
        return overTls;
    }

    private synchronized CloseableHttpClient keep(TlsSocketStrategy strategy) {
        CloseableHttpClient client = overTls;
        if (client == null) {
            client = client(proxy == null ? guard : guardInTheClear, strategy);
            overTls = client;
            if (closed) {
                client.close(CloseMode.IMMEDIATE);
            }
        }
        return client;
    }

    private static javax.net.ssl.SSLSocket noTls(
            java.net.Socket socket,
            String host,
            int port,
            Object attachment,
            org.apache.hc.core5.http.protocol.HttpContext context) {
        throw new IllegalStateException("TLS over a client for plain HTTP: " + host);
    }

    private CloseableHttpClient client(DnsResolver resolver, TlsSocketStrategy strategy) {
        return HttpClientBuilder.create()
                .setProxy(proxy == null ? null : proxy.host())
                .setConnectionManager(
                        PoolingHttpClientConnectionManagerBuilder.create()
                                .setDnsResolver(resolver)
                                .setTlsSocketStrategy(strategy)
                                .setConnectionFactory(
                                        ManagedHttpClientConnectionFactory.builder()
                                                .http1Config(BOUNDED)
                                                .build())
                                .setMaxConnPerRoute(maxConnections)
                                .setMaxConnTotal(maxConnections)
                                .setDefaultConnectionConfig(
                                        ConnectionConfig.custom()
                                                .setConnectTimeout(CONNECT)
                                                .setValidateAfterInactivity(IDLE)
                                                .setTimeToLive(TimeValue.ofMinutes(5))
                                                .build())
                                .build())
                .addExecInterceptorBefore(
                        ChainElement.MAIN_TRANSPORT.name(), SENT, HttpClients::connected)
                .setUserAgent("tocsin/" + version())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableConnectionState()
                .build();
    }

    private static ClassicHttpResponse connected(
            ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        scope.clientContext.setAttribute(SENT, true);
        return chain.proceed(request, scope);
    }

    private static String version() {
        String version = HttpClients.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }

    @Override
    public synchronized void close() {
        closed = true;
        for (CloseableHttpClient client : new CloseableHttpClient[] {overTls, inTheClear}) {
            if (client != null) {
                client.close(CloseMode.IMMEDIATE);
            }
        }
    }
}
