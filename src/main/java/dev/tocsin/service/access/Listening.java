package dev.tocsin.service.access;

import java.net.InetSocketAddress;

/**
 * Where a service listens, once {@link ListenRules} has allowed it.
 *
 * @param address resolved; port 0 = any that is free
 */
public record Listening(InetSocketAddress address, Encryption encryption) {

    /** Whether browsers reach it encrypted, so that cookies may be for such connections only. */
    public boolean isSecure() {
        return !(encryption instanceof Encryption.None);
    }
}
