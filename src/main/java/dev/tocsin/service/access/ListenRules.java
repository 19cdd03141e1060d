package dev.tocsin.service.access;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Whether a service may listen on an address. Loopback always: what listens there is reached from
 * this machine alone. Any other address only encrypted (by the service, or by a proxy that the
 * operator named) and only when there is a token to come in with.
 */
public final class ListenRules {

    private ListenRules() {}

    /**
     * Decides.
     *
     * @param wish a literal address or {@code localhost}, with a port; may be unresolved
     * @param hasTokens whether there is a token that is neither revoked nor expired
     */
    public static Listening decide(InetSocketAddress wish, Encryption encryption, boolean hasTokens)
            throws ListenRefusedException {
        InetAddress address = address(wish.getHostString());
        if (!address.isLoopbackAddress()) {
            String where = text(address, wish.getPort());
            if (encryption instanceof Encryption.None) {
                throw new ListenRefusedException(
                        "will not listen on "
                                + where
                                + ": other machines reach it, and nothing there is encrypted",
                        "give a certificate under `tls`, write `tls: proxy` where a proxy in front"
                                + " of the service encrypts, or listen on 127.0.0.1");
            }
            if (!hasTokens) {
                throw new ListenRefusedException(
                        "will not listen on "
                                + where
                                + ": other machines reach it, and there is no token to come in"
                                + " with",
                        "make one first: tocsin token create NAME --role admin");
            }
        }
        return new Listening(new InetSocketAddress(address, wish.getPort()), encryption);
    }

    /** No name is looked up: what it means could change between this decision and the socket. */
    private static InetAddress address(String host) throws ListenRefusedException {
        if (host.equalsIgnoreCase("localhost")) {
            return InetAddress.ofLiteral("127.0.0.1");
        }
        try {
            return InetAddress.ofLiteral(host);
        } catch (IllegalArgumentException _) {
            throw new ListenRefusedException(
                    "will not listen on `" + host + "`: it is a name",
                    "write an address of this machine: 127.0.0.1, [::1], or 0.0.0.0 for all");
        }
    }

    private static String text(InetAddress address, int port) {
        String host = address.getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
