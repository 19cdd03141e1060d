package dev.tocsin.connector;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * How the lines of a connection are made; mail has {@code tls} only.
 *
 * @param tls null for what this machine trusts, and no client certificate
 * @param proxy null for none
 * @param maxConnections lines that may be open at once, 1 to 1 000
 */
public record Transport(@Nullable Tls tls, @Nullable Proxy proxy, int maxConnections) {

    static final int USUAL_CONNECTIONS = 32;

    /**
     * @param client what the connection shows of itself; null for nothing
     * @param authorities PEM with the only authorities that may vouch for the service; null for
     *     those of this machine
     */
    public record Tls(@Nullable ClientCertificate client, @Nullable Credential authorities) {}

    /**
     * Tunnels to the service (RFC 9110 section 9.3.6); the line to it is not encrypted.
     *
     * @param host name or address
     * @param port 1 to 65535
     * @param login null where it asks for none
     */
    public record Proxy(String host, int port, Auth.@Nullable Basic login) {

        String name() {
            return host + ":" + port;
        }
    }

    /** What has to be resolved before a line can be made. */
    List<Credential> credentials() {
        List<Credential> all = new ArrayList<>();
        if (tls != null && tls.client() != null) {
            all.addAll(tls.client().credentials());
        }
        if (tls != null && tls.authorities() != null) {
            all.add(tls.authorities());
        }
        if (proxy != null && proxy.login() != null) {
            all.addAll(proxy.login().credentials());
        }
        return all;
    }
}
