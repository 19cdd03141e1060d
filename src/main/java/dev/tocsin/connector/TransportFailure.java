package dev.tocsin.connector;

import dev.tocsin.value.ErrorKind;

import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;

import javax.net.ssl.SSLException;

/** Why there was no answer, in words, and whether the service can have acted. */
final class TransportFailure {

    private TransportFailure() {}

    /**
     * @param method of the request; after a change without an answer the outcome is not known
     */
    static ConnectorException of(
            IOException failure, Connection connection, URI url, String method) {
        String service = "connection `" + connection.name() + "`: `" + host(url) + "` ";
        return switch (failure) {
            case RefusedAddressException refused ->
                    of(ErrorKind.FORBIDDEN, String.valueOf(refused.getMessage())).nothingWasDone();
            case HttpSender.DeadlineException _ ->
                    of(ErrorKind.TIMEOUT, service + "did not answer in time");
            case HttpSender.AnswerTooLargeException _ ->
                    of(
                            ErrorKind.FAILED,
                            service
                                    + "sent an answer of more than "
                                    + (HttpSender.MAX_ANSWER_BYTES >> 20)
                                    + " MiB");
            case UnknownHostException _ ->
                    of(ErrorKind.UNAVAILABLE, service + "has no address").nothingWasDone();
            case ConnectTimeoutException _ ->
                    of(ErrorKind.UNAVAILABLE, service + "cannot be reached").nothingWasDone();
            case HttpHostConnectException _ -> refusedConnection(service);
            case ConnectException _ -> refusedConnection(service);
            case SocketTimeoutException _ ->
                    of(ErrorKind.TIMEOUT, service + "did not answer in time");
            case SSLException tls ->
                    of(
                                    ErrorKind.UNAVAILABLE,
                                    service
                                            + "cannot be talked to over TLS: "
                                            + ServiceMessage.printable(
                                                    String.valueOf(tls.getMessage())))
                            .nothingWasDone();
            default ->
                    of(
                            method.equals("GET")
                                    ? ErrorKind.UNAVAILABLE
                                    : ErrorKind.OUTCOME_UNKNOWN,
                            service + "closed the line before it had answered");
        };
    }

    private static ConnectorException refusedConnection(String service) {
        return of(ErrorKind.UNAVAILABLE, service + "refused the connection").nothingWasDone();
    }

    private static ConnectorException of(ErrorKind kind, String message) {
        return ConnectorException.of(kind, message);
    }

    private static String host(URI url) {
        return url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
    }
}
