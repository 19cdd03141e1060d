package dev.tocsin.connector;

import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * An attempt failed outside of Tocsin. The message is one sentence for a person, lower case, no
 * full stop, and holds no secret.
 */
public final class ConnectorException extends Exception {

    private static final long serialVersionUID = 1;

    private final ErrorKind kind;
    private final int status;
    private final transient MapValue details;
    private final transient @Nullable Duration retryAfter;
    private final boolean nothingDone;

    private ConnectorException(
            ErrorKind kind,
            String message,
            int status,
            MapValue details,
            @Nullable Duration retryAfter,
            boolean nothingDone) {
        super(message, null, false, false);
        this.kind = kind;
        this.status = status;
        this.details = details;
        this.retryAfter = retryAfter;
        this.nothingDone = nothingDone;
    }

    /** A failure of which nothing more is known. */
    public static ConnectorException of(ErrorKind kind, String message) {
        return new ConnectorException(kind, message, 0, MapValue.EMPTY, null, false);
    }

    /** With the HTTP or SMTP status that told of it. */
    public ConnectorException withStatus(int newStatus) {
        return new ConnectorException(kind, text(), newStatus, details, retryAfter, nothingDone);
    }

    /** The same under another kind. */
    ConnectorException as(ErrorKind newKind, String newText) {
        return new ConnectorException(newKind, newText, status, details, retryAfter, nothingDone);
    }

    /** With what the service said, for the playbook to look at. */
    public ConnectorException withDetails(MapValue newDetails) {
        return new ConnectorException(kind, text(), status, newDetails, retryAfter, nothingDone);
    }

    /** With the pause the service asked for. */
    public ConnectorException retryAfter(Duration pause) {
        return new ConnectorException(kind, text(), status, details, pause, nothingDone);
    }

    /** Known to have changed nothing at the service, so that even a change may be tried again. */
    public ConnectorException nothingWasDone() {
        return new ConnectorException(kind, text(), status, details, retryAfter, true);
    }

    public ErrorKind kind() {
        return kind;
    }

    public String text() {
        return String.valueOf(getMessage());
    }

    /** The protocol's status, or 0. */
    public int status() {
        return status;
    }

    public MapValue details() {
        return details;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    public boolean nothingDone() {
        return nothingDone;
    }
}
