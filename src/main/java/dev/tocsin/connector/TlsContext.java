package dev.tocsin.connector;

import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ssl.TLS;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * How a connection does TLS: 1.2 at least, with the name in the certificate checked; whom it
 * trusts, and what it shows of itself.
 */
final class TlsContext {

    private final @Nullable ClientCertificate client;
    private final @Nullable Credential authorities;
    private final Credentials credentials;
    private final CertificateRequests requests = new CertificateRequests();

    /**
     * @param client null to show nothing
     * @param authorities null for those that this machine trusts
     */
    TlsContext(
            @Nullable ClientCertificate client,
            @Nullable Credential authorities,
            Credentials credentials) {
        this.client = client;
        this.authorities = authorities;
        this.credentials = credentials;
    }

    static TlsContext of(Transport.@Nullable Tls tls, Credentials credentials) {
        return tls == null
                ? new TlsContext(null, null, credentials)
                : new TlsContext(tls.client(), tls.authorities(), credentials);
    }

    /**
     * Reads the certificates that it needs.
     *
     * @throws ConnectorException if one cannot be used; nothing was sent
     */
    TlsSocketStrategy strategy(Instant deadline) throws ConnectorException, InterruptedException {
        return ClientTlsStrategyBuilder.create()
                .setSslContext(context(deadline))
                .setTlsVersions(TLS.V_1_3, TLS.V_1_2)
                .buildClassic();
    }

    /**
     * The same for lines that are not HTTP. What it makes checks no name yet.
     *
     * @throws ConnectorException if a certificate cannot be used; nothing was sent
     */
    SSLSocketFactory sockets(Instant deadline) throws ConnectorException, InterruptedException {
        return context(deadline).getSocketFactory();
    }

    /** Whether a service has asked for a certificate, and was shown none. */
    boolean lacksCertificate() {
        return requests.seen();
    }

    private SSLContext context(Instant deadline) throws ConnectorException, InterruptedException {
        KeyMaterial shown = client == null ? null : KeyMaterial.read(client, credentials, deadline);
        List<X509Certificate> trusted =
                authorities == null
                        ? List.of()
                        : KeyMaterial.authorities(authorities, credentials, deadline);
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    shown == null ? new KeyManager[] {requests} : keys(shown),
                    trusted.isEmpty() ? null : trust(trusted),
                    null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("keys that were read make a context", e);
        }
    }

    private static KeyManager[] keys(KeyMaterial shown)
            throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        char[] none = new char[0];
        store.setKeyEntry(
                "client", shown.key(), none, shown.chain().toArray(new X509Certificate[0]));
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, none);
        return factory.getKeyManagers();
    }

    private static TrustManager[] trust(List<X509Certificate> trusted)
            throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        for (int i = 0; i < trusted.size(); i++) {
            store.setCertificateEntry("authority-" + i, trusted.get(i));
        }
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
