package dev.tocsin.connector;

import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.MapValue;

import java.time.Duration;
import java.time.Instant;

/** What an HTTP status means for a step. */
final class StatusErrors {

    private StatusErrors() {}

    /** The kind of error a status of 300 or more stands for. */
    static ErrorKind kind(int status) {
        return switch (status) {
            case 401 -> ErrorKind.UNAUTHORIZED;
            case 403 -> ErrorKind.FORBIDDEN;
            case 404, 410 -> ErrorKind.NOT_FOUND;
            case 409, 412, 423 -> ErrorKind.CONFLICT;
            case 429 -> ErrorKind.RATE_LIMITED;
            case 408, 504 -> ErrorKind.TIMEOUT;
            case 400, 405, 406, 411, 413, 415, 416, 422 -> ErrorKind.INVALID;
            default -> status >= 500 ? ErrorKind.UNAVAILABLE : ErrorKind.FAILED;
        };
    }

    /**
     * @param kind what the answer means
     * @param connection as messages call it
     * @param credential the reference to check after a 401, or empty
     */
    static ConnectorException of(
            HttpAnswer answer, ErrorKind kind, String connection, String credential) {
        int status = answer.status();
        String said = ServiceMessage.of(answer.body());
        StringBuilder message = new StringBuilder("connection `").append(connection).append("`: ");
        message.append(words(kind)).append(" (").append(status).append(')');
        if (!said.isEmpty()) {
            message.append(": ").append(said);
        }
        if (kind == ErrorKind.UNAUTHORIZED && !credential.isEmpty()) {
            message.append("; check the credential `").append(credential).append('`');
        }
        MapValue details = answer.body() instanceof MapValue body ? body : MapValue.EMPTY;
        ConnectorException error =
                ConnectorException.of(kind, message.toString())
                        .withStatus(status)
                        .withDetails(details);
        Duration pause = RetryAfter.parse(answer.headers().text("retry-after"), Instant.now());
        if (pause != null) {
            error = error.retryAfter(pause);
        }
        // A service that names a time to come back has put the request down unread.
        return status == 429 || status == 503 && pause != null ? error.nothingWasDone() : error;
    }

    private static String words(ErrorKind kind) {
        return switch (kind) {
            case UNAUTHORIZED -> "the service did not accept the credentials";
            case FORBIDDEN -> "the credentials lack a permission";
            case NOT_FOUND -> "not found";
            case CONFLICT -> "in conflict with the present state";
            case RATE_LIMITED -> "too many requests";
            case TIMEOUT -> "the service gave up waiting";
            case INVALID -> "the service did not accept the request";
            case UNAVAILABLE -> "the service is failing";
            case OUTCOME_UNKNOWN, EXPRESSION, EXHAUSTED, FAILED, CANCELLED, LIMIT ->
                    "the service answered in an unexpected way";
        };
    }
}
