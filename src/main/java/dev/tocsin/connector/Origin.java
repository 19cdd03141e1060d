package dev.tocsin.connector;

import java.net.URI;
import java.util.Locale;

/**
 * Where a request goes to: credentials never leave it (RFC 6454 section 4).
 *
 * @param scheme {@code http} or {@code https}
 * @param host lower case
 * @param port never -1
 */
record Origin(String scheme, String host, int port) {

    static Origin of(URI url) {
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        int usual = scheme.equals("http") ? 80 : 443;
        return new Origin(
                scheme,
                url.getHost().toLowerCase(Locale.ROOT),
                url.getPort() < 0 ? usual : url.getPort());
    }

    @Override
    public String toString() {
        return scheme + "://" + host + ":" + port;
    }
}
