package dev.tocsin.connector;

import java.net.InetSocketAddress;
import java.util.Set;

/**
 * The only socket addresses that may be reached, whatever connections say. Used by {@code --lab},
 * so that a rehearsal against stand-ins cannot touch a real service; holds for HTTP, token
 * endpoints and SMTP alike, and is asked before each connect.
 */
public record Fence(Set<InetSocketAddress> reachable) {

    public Fence {
        reachable = Set.copyOf(reachable);
    }

    boolean lets(InetSocketAddress address) {
        return reachable.contains(address);
    }
}
