package dev.tocsin.connector;

import dev.tocsin.value.ErrorKind;

import org.jspecify.annotations.Nullable;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** Why a mail server said nothing more, in words. */
final class MailFailure {

    private MailFailure() {}

    /**
     * @param said the words of the failure, fit to be shown
     */
    static ConnectorException of(
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
        SSLException tls = find(failure, SSLHandshakeException.class);
        if (tls != null) {
            return ConnectorException.of(
                            ErrorKind.UNAVAILABLE,
                            where
                                    + "cannot be talked to over TLS: "
                                    + TlsFailure.reason(tls, "added to those of this machine"))
                    .nothingWasDone();
        }
        return ConnectorException.of(
                ErrorKind.OUTCOME_UNKNOWN, where + "ended the conversation: " + said);
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
