package dev.tocsin.connector;

import org.apache.hc.client5.http.DnsResolver;
import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides which addresses a connection may connect to (S8). A name is resolved once, every address
 * of the answer is checked, and the caller connects to one of those that are returned here, so a
 * resolver that changes its mind gains nothing.
 */
final class AddressGuard implements DnsResolver {

    private final String connection;
    private final List<AddressRange> allowed;
    private final @Nullable Fence fence;
    private final HostNames names;
    private final boolean listedOnly;

    AddressGuard(
            String connection, List<AddressRange> allowed, @Nullable Fence fence, HostNames names) {
        this(connection, allowed, fence, names, false);
    }

    private AddressGuard(
            String connection,
            List<AddressRange> allowed,
            @Nullable Fence fence,
            HostNames names,
            boolean listedOnly) {
        this.connection = connection;
        this.allowed = allowed;
        this.fence = fence;
        this.names = names;
        this.listedOnly = listedOnly;
    }

    /**
     * The guard of what is sent without TLS: credentials and alerts travel in the clear, so only to
     * addresses that the connection lists.
     */
    AddressGuard inTheClear() {
        return new AddressGuard(connection, allowed, fence, names, true);
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = fence == null ? names.addresses(host) : behindFence(host);
        for (InetAddress address : addresses) {
            check(host, address);
        }
        return addresses;
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (InetAddress address : resolve(host)) {
            InetSocketAddress socket = new InetSocketAddress(address, port);
            checkFence(host, socket);
            addresses.add(socket);
        }
        return addresses;
    }

    /**
     * Checks what can be seen from here of a host that a proxy will resolve. A name that only the
     * proxy knows passes: where it leads is up to the proxy.
     *
     * @throws UnknownHostException if the connection may not reach {@code url}
     */
    void checkBehindProxy(URI url, String proxy) throws UnknownHostException {
        if (!"https".equals(url.getScheme())) {
            throw new RefusedAddressException(
                    "connection `"
                            + connection
                            + "` may not send to `"
                            + url.getHost()
                            + "` without TLS through the proxy `"
                            + proxy
                            + "`, which would see it; use `https:`, or remove `proxy`");
        }
        try {
            resolve(url.getHost());
        } catch (RefusedAddressException e) {
            throw e;
        } catch (UnknownHostException _) {
            // Many a network lets nobody but its proxy ask for outside names.
        }
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    // Asking a name server is reaching out as well, and the lab's addresses are numbers.
    private InetAddress[] behindFence(String host) throws RefusedAddressException {
        try {
            return new InetAddress[] {InetAddress.ofLiteral(host)};
        } catch (IllegalArgumentException _) {
            throw outside(host);
        }
    }

    /**
     * @throws RefusedAddressException if the connection may not reach {@code address}
     */
    void check(String host, InetAddress address) throws RefusedAddressException {
        String where =
                host.equals(address.getHostAddress())
                        ? "`" + host + "`"
                        : "`" + host + "` (" + address.getHostAddress() + ")";
        switch (AddressKind.of(address)) {
            case PUBLIC -> {
                if (listedOnly && !isAllowed(address)) {
                    throw new RefusedAddressException(
                            "connection `"
                                    + connection
                                    + "` may not talk to "
                                    + where
                                    + " without TLS, because `allowAddresses` does not list that"
                                    + " address; use TLS");
                }
            }
            case PRIVATE -> {
                if (!isAllowed(address)) {
                    throw new RefusedAddressException(
                            "connection `"
                                    + connection
                                    + "` may not reach "
                                    + where
                                    + ", because it is a private address; if it is meant to, add"
                                    + " this line to the connection: `allowAddresses: ["
                                    + address.getHostAddress()
                                    + "]`");
                }
            }
            case NEVER ->
                    throw new RefusedAddressException(
                            "connection `"
                                    + connection
                                    + "` may not reach "
                                    + where
                                    + ", because link-local, metadata and multicast addresses are"
                                    + " never allowed");
        }
    }

    /**
     * @throws RefusedAddressException if a fence stands before {@code address}
     */
    void checkFence(String host, InetSocketAddress address) throws RefusedAddressException {
        if (fence != null && !fence.lets(address)) {
            throw outside(host + ":" + address.getPort());
        }
    }

    private RefusedAddressException outside(String where) {
        return new RefusedAddressException(
                "connection `"
                        + connection
                        + "` may not reach `"
                        + where
                        + "`, because with `--lab` only the lab can be reached");
    }

    private boolean isAllowed(InetAddress address) {
        for (AddressRange range : allowed) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
