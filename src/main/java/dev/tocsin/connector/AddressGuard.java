package dev.tocsin.connector;

import org.apache.hc.client5.http.DnsResolver;
import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
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

    AddressGuard(
            String connection, List<AddressRange> allowed, @Nullable Fence fence, HostNames names) {
        this.connection = connection;
        this.allowed = allowed;
        this.fence = fence;
        this.names = names;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.addresses(host);
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

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
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
            case PUBLIC -> {}
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
            throw new RefusedAddressException(
                    "connection `"
                            + connection
                            + "` may not reach `"
                            + host
                            + ":"
                            + address.getPort()
                            + "`, because with `--lab` only the lab can be reached");
        }
    }

    /** Whether plain HTTP may be spoken to {@code address}. */
    boolean isAllowed(InetAddress address) {
        for (AddressRange range : allowed) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
