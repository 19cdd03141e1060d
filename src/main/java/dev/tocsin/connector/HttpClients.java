package dev.tocsin.connector;

import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
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

/**
 * The pools of one connection, each made when first used: one for TLS, one for plain HTTP, whose
 * guard lets it to listed addresses only. No redirect is followed, nothing retried, no cookie kept.
 * Thread-safe.
 */
final class HttpClients implements AutoCloseable {

    /**
     * The attribute of an exchange whose request began to be sent. Without it nothing can have been
     * done at the service, whatever failed.
     */
    static final String SENT = "tocsin.sent";

    private static final Timeout CONNECT = Timeout.ofSeconds(10);
    private static final int CONNECTIONS = 32;

    // Without bounds one endless header line would fill the memory before any body is counted.
    private static final Http1Config BOUNDED =
            Http1Config.custom().setMaxLineLength(64 << 10).setMaxHeaderCount(200).build();

    private final AddressGuard guard;
    private @Nullable CloseableHttpClient overTls;
    private @Nullable CloseableHttpClient inTheClear;

    HttpClients(AddressGuard guard) {
        this.guard = guard;
    }

    /** The one that may speak to {@code url}. */
    synchronized CloseableHttpClient forUrl(URI url) {
        // Reading the trusted certificates takes a while, which plain HTTP need not wait for.
        if ("http".equals(url.getScheme())) {
            CloseableHttpClient client = inTheClear;
            if (client == null) {
                client = client(guard.inTheClear(), HttpClients::noTls);
                inTheClear = client;
            }
            return client;
        }
        CloseableHttpClient client = overTls;
        if (client == null) {
            client = client(guard, DefaultClientTlsStrategy.createDefault());
            overTls = client;
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

    private static CloseableHttpClient client(AddressGuard guard, TlsSocketStrategy tls) {
        return HttpClientBuilder.create()
                .setConnectionManager(
                        PoolingHttpClientConnectionManagerBuilder.create()
                                .setDnsResolver(guard)
                                .setTlsSocketStrategy(tls)
                                .setConnectionFactory(
                                        ManagedHttpClientConnectionFactory.builder()
                                                .http1Config(BOUNDED)
                                                .build())
                                .setMaxConnPerRoute(CONNECTIONS)
                                .setMaxConnTotal(CONNECTIONS)
                                .setDefaultConnectionConfig(
                                        ConnectionConfig.custom()
                                                .setConnectTimeout(CONNECT)
                                                // A line that the service has closed would turn the
                                                // next
                                                // change into one of unknown outcome.
                                                .setValidateAfterInactivity(
                                                        TimeValue.ZERO_MILLISECONDS)
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
        for (CloseableHttpClient client : new CloseableHttpClient[] {overTls, inTheClear}) {
            if (client != null) {
                client.close(CloseMode.IMMEDIATE);
            }
        }
    }
}
