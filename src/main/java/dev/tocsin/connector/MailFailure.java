package dev.tocsin.connector;

import dev.tocsin.value.ErrorKind;

import org.jspecify.annotations.Nullable;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;

import javax.net.ssl.SSLException;

/** Why a mail server said nothing more, in words. */
final class MailFailure {

    private MailFailure() {}

    /**
     * @param said the words of the failure, fit to be shown
     * @param late whether the attempt's time was up
     * @param sent whether the server had the whole message, so that it may have taken it
     */
    static ConnectorException of(
            Throwable failure,
            String said,
            String connection,
            SmtpServer server,
            boolean late,
            boolean sent) {
        ConnectorException told = of(failure, said, connection, server, late);
        if (sent) {
            return told;
        }
        // Without the end of its data a server must not take a message (RFC 5321, 4.1.1.4).
        return told.kind() == ErrorKind.OUTCOME_UNKNOWN
                ? told.as(ErrorKind.UNAVAILABLE, told.text()).nothingWasDone()
                : told.nothingWasDone();
    }

    private static ConnectorException of(
            Throwable failure, String said, String connection, SmtpServer server, boolean late) {
        String where =
                "connection `" + connection + "`: `" + server.host() + ":" + server.port() + "` ";
        if (late || find(failure, SocketTimeoutException.class) != null) {
            return ConnectorException.of(ErrorKind.TIMEOUT, where + "did not answer in time");
        }
        RefusedAddressException refused = find(failure, RefusedAddressException.class);
        if (refused != null) {
            return ConnectorException.of(ErrorKind.FORBIDDEN, String.valueOf(refused.getMessage()))
                    .nothingWasDone();
        }
        if (find(failure, UnknownHostException.class) != null) {
            return ConnectorException.of(ErrorKind.UNAVAILABLE, where + "has no address")
                    .nothingWasDone();
        }
        if (find(failure, ConnectException.class) != null) {
            return ConnectorException.of(ErrorKind.UNAVAILABLE, where + "refused the connection")
                    .nothingWasDone();
        }
        SSLException tls = find(failure, SSLException.class);
        if (tls != null) {
            return ConnectorException.of(
                            ErrorKind.UNAVAILABLE,
                            where
                                    + "cannot be talked to over TLS: "
                                    + TlsFailure.reason(tls, "added to those of this machine"))
                    .nothingWasDone();
        }
        return ConnectorException.of(
                ErrorKind.OUTCOME_UNKNOWN,
                where + "ended the conversation" + (said.equals("[EOF]") ? "" : ": " + said));
    }

    private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
