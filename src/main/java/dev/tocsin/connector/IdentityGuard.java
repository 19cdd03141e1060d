package dev.tocsin.connector;

import org.apache.hc.client5.http.DnsResolver;
import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets one client to the identity endpoint of this machine and nowhere else. It stands beside
 * {@link AddressGuard}, which lets nothing to link-local addresses: what an operation sends never
 * passes here.
 */
final class IdentityGuard implements DnsResolver {

    private final String connection;
    private final String host;
    private final HostNames names;
    private final @Nullable Fence fence;

    /**
     * @param host of the endpoint, as its URL writes it
     */
    IdentityGuard(String connection, String host, HostNames names, @Nullable Fence fence) {
        this.connection = connection;
        this.host = host;
        this.names = names;
        this.fence = fence;
    }

    @Override
    public InetAddress[] resolve(String asked) throws UnknownHostException {
        if (!asked.equals(host)) {
            throw refused(asked, "asks nobody but this machine for its identity");
        }
        InetAddress[] addresses = names.addresses(host);
        for (InetAddress address : addresses) {
            if (!address.isLoopbackAddress() && !address.isLinkLocalAddress()) {
                throw refused(host, "gets no identity from there, because it is another machine");
            }
        }
        return addresses;
    }

    @Override
    public List<InetSocketAddress> resolve(String asked, int port) throws UnknownHostException {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (InetAddress address : resolve(asked)) {
            InetSocketAddress socket = new InetSocketAddress(address, port);
            if (fence != null && !fence.lets(socket)) {
                throw refused(asked, "reaches only the lab with `--lab`");
            }
            addresses.add(socket);
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String asked) {
        return asked;
    }

    private RefusedAddressException refused(String where, String why) {
        return new RefusedAddressException(
                "connection `" + connection + "` may not reach `" + where + "`: it " + why);
    }
}
