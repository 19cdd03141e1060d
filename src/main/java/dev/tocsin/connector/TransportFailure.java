package dev.tocsin.connector;

import dev.tocsin.value.ErrorKind;

import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.core5.http.MessageConstraintException;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.zip.ZipException;

import javax.net.ssl.SSLException;

/** Why there was no answer, in words, and whether the service can have acted. */
final class TransportFailure {

    private static final String OWN_AUTHORITY =
            "named in the connection: `tls: { ca: file:NAME.pem }`, or for the token endpoint as"
                    + " `tokenCa` in `auth`";

    private TransportFailure() {}

    /**
     * @param method of the request; after a change without an answer the outcome is not known
     */
    static ConnectorException of(
            IOException failure, Connection connection, URI url, String method) {
        String service = "connection `" + connection.name() + "`: `" + host(url) + "` ";
        Transport.Proxy proxy = connection.transport().proxy();
        if (proxy != null && "https".equals(url.getScheme())) {
            service += "through the proxy `" + proxy.name() + "` ";
        }
        return of(failure, connection, url, method, service);
    }

    private static ConnectorException of(
            IOException failure, Connection connection, URI url, String method, String service) {
        return switch (failure) {
            // As for a read: to send it again does no harm.
            case HttpSender.UnsentException unsent ->
                    of(unsent.failure(), connection, url, "GET").nothingWasDone();
            case RefusedAddressException refused ->
                    of(ErrorKind.FORBIDDEN, String.valueOf(refused.getMessage()));
            case HttpSender.DeadlineException _ ->
                    of(ErrorKind.TIMEOUT, service + "did not answer in time");
            case HttpSender.AnswerTooLargeException _ ->
                    of(
                            ErrorKind.FAILED,
                            service
                                    + "sent an answer of more than "
                                    + (HttpSender.MAX_ANSWER_BYTES >> 20)
                                    + " MiB");
            case HttpSender.ProxyRefusedException refused -> refused(refused, service);
            case HttpSender.CertificateAskedException asked -> {
                String message =
                        service
                                + "closed the line after it had asked for a client certificate, and"
                                + " the connection shows none; name one in it: `tls: { certificate:"
                                + " file:NAME.pem }`";
                yield asked.refused()
                        ? of(ErrorKind.UNAUTHORIZED, message).nothingWasDone()
                        : lost(method, message);
            }
            case UnknownHostException _ ->
                    of(
                            ErrorKind.UNAVAILABLE,
                            service
                                    + "has no address that this machine can find; check the host"
                                    + " name, and that names are resolved here");
            case ConnectTimeoutException _ ->
                    of(ErrorKind.UNAVAILABLE, service + "cannot be reached");
            case HttpHostConnectException _ -> refusedConnection(service);
            case ConnectException _ -> refusedConnection(service);
            case SocketTimeoutException _ ->
                    of(ErrorKind.TIMEOUT, service + "did not answer in time");
            case SSLException tls ->
                    lost(
                            method,
                            service
                                    + "cannot be talked to over TLS: "
                                    + TlsFailure.reason(tls, OWN_AUTHORITY));
            case ClientProtocolException _ ->
                    lost(method, service + "gave an answer that is not proper HTTP");
            case MessageConstraintException _ ->
                    lost(method, service + "sent headers beyond all bounds");
            case ZipException _ -> lost(method, service + "sent an answer that cannot be unpacked");
            default -> lost(method, service + "closed the line before it had answered");
        };
    }

    private static ConnectorException refused(
            HttpSender.ProxyRefusedException refused, String service) {
        int status = refused.status();
        String message = service + "cannot be reached, because the proxy ";
        return switch (status) {
            case 407 ->
                    of(
                            ErrorKind.UNAUTHORIZED,
                            message + "wants a login or another one (407); check its `auth`");
            case 403 ->
                    of(
                            ErrorKind.FORBIDDEN,
                            message + "does not let that host through (403); ask who runs it");
            default -> of(ErrorKind.UNAVAILABLE, message + "opens no way to it (" + status + ")");
        };
    }

    private static ConnectorException lost(String method, String message) {
        return of(
                method.equals("GET") ? ErrorKind.UNAVAILABLE : ErrorKind.OUTCOME_UNKNOWN, message);
    }

    private static ConnectorException refusedConnection(String service) {
        return of(ErrorKind.UNAVAILABLE, service + "refused the connection");
    }

    private static ConnectorException of(ErrorKind kind, String message) {
        return ConnectorException.of(kind, message);
    }

    private static String host(URI url) {
        return url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
    }
}
