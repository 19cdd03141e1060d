package dev.tocsin.connector;

import javax.net.ssl.SSLException;

/** Why TLS could not be set up, in words that do not name classes of the JDK. */
final class TlsFailure {

    private TlsFailure() {}

    /** What follows "cannot be talked to over TLS: ", on one line. */
    static String reason(SSLException failure) {
        String said = String.valueOf(failure.getMessage());
        if (said.contains("PKIX path")) {
            return "no authority that this machine trusts vouches for its certificate";
        }
        // JSSE puts the name of its alert in front.
        int end = said.startsWith("(") ? said.indexOf(") ") : -1;
        return ServiceMessage.printable(end < 0 ? said : said.substring(end + 2));
    }
}
