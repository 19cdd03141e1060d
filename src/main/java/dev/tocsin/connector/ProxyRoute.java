package dev.tocsin.connector;

import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpHost;

import java.net.URI;
import java.net.UnknownHostException;
import java.time.Instant;

/**
 * The way of one connection through its proxy. The proxy resolves the name of the service, so what
 * this machine can see of it is checked before: an address that is written out, and every address
 * that its own resolver knows.
 */
final class ProxyRoute {

    private final Transport.Proxy proxy;
    private final HttpHost host;
    private final AddressGuard guard;
    private final Credentials credentials;

    ProxyRoute(Transport.Proxy proxy, AddressGuard guard, Credentials credentials) {
        this.proxy = proxy;
        this.host = new HttpHost("http", proxy.host(), proxy.port());
        this.guard = guard;
        this.credentials = credentials;
    }

    HttpHost host() {
        return host;
    }

    /** As messages call the proxy. */
    String name() {
        return proxy.name();
    }

    /**
     * @throws UnknownHostException if the connection may not reach {@code url}
     */
    void check(URI url) throws UnknownHostException {
        guard.checkBehindProxy(url, name());
    }

    /** Says who asks, before the proxy has to ask for it. */
    void authenticate(HttpClientContext context, Instant deadline)
            throws ConnectorException, InterruptedException {
        Auth.Basic login = proxy.login();
        if (login != null) {
            BasicScheme scheme = new BasicScheme();
            scheme.initPreemptive(
                    new UsernamePasswordCredentials(
                            credentials.resolve(login.user(), deadline).reveal(),
                            credentials
                                    .resolve(login.password(), deadline)
                                    .reveal()
                                    .toCharArray()));
            context.resetAuthExchange(host, scheme);
        }
    }
}
