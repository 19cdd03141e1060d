package dev.tocsin.connector;

import java.util.Locale;

/**
 * The mail server of a connection.
 *
 * @param host name or address
 * @param port 1 to 65535
 * @param from the sender of every message
 */
public record SmtpServer(String host, int port, Security security, String from) {

    /** How the line is encrypted. */
    public enum Security {
        /** Starts in the clear and must switch to TLS before anything is said. */
        STARTTLS,
        /** TLS from the first byte. */
        TLS,
        /** Never; for a relay on the same machine. */
        NONE;

        /** As written in {@code connections.yaml}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
