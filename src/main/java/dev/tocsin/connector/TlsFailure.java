package dev.tocsin.connector;

import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;

import javax.net.ssl.SSLException;

/** Why TLS could not be set up, in words that do not name classes of the JDK. */
final class TlsFailure {

    private TlsFailure() {}

    /**
     * What follows "cannot be talked to over TLS: ", on one line.
     *
     * @param trust how an authority of one's own is made known
     */
    static String reason(SSLException failure, String trust) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return "its certificate has ended; the service has to renew it, unless the clock of"
                        + " this machine is wrong";
            }
            if (cause instanceof CertificateNotYetValidException) {
                return "its certificate is not valid yet; check the clock of this machine";
            }
        }
        String said = said(failure);
        if (said.contains("PKIX path")) {
            return "no authority that the connection trusts vouches for its certificate; one of"
                    + " your own is "
                    + trust;
        }
        if (said.startsWith("No subject alternative") || said.startsWith("No name matching")) {
            return "its certificate is for another host ("
                    + (said.endsWith(".") ? said.substring(0, said.length() - 1) : said)
                    + "); check the host in the connection";
        }
        if (said.contains("protocol version") || said.contains("protocol_version")) {
            return "it does not speak TLS 1.2 or newer";
        }
        return said;
    }

    // JSSE puts the name of its alert in front.
    private static String said(SSLException failure) {
        String said = String.valueOf(failure.getMessage());
        int end = said.startsWith("(") ? said.indexOf(") ") : -1;
        return ServiceMessage.printable(end < 0 ? said : said.substring(end + 2));
    }
}
