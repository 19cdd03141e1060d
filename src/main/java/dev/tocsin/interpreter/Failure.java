package dev.tocsin.interpreter;

import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * Why an attempt failed, as the host saw it.
 *
 * @param status of the protocol, or 0
 * @param retryAfter the pause the service asked for, or null
 * @param nothingDone whether the service is known to have changed nothing
 */
public record Failure(
        ErrorKind kind,
        String message,
        int status,
        MapValue details,
        @Nullable Duration retryAfter,
        boolean nothingDone) {

    /** A failure of which only kind and message are known. */
    public static Failure of(ErrorKind kind, String message) {
        return new Failure(kind, message, 0, MapValue.EMPTY, null, false);
    }

    /** The same under another kind, or with more words. */
    Failure as(ErrorKind newKind, String newMessage) {
        return new Failure(newKind, newMessage, status, details, retryAfter, nothingDone);
    }

    /** An operation failed in a way that it may not: that ends its step, and not the process. */
    public static Failure bugIn(String action, Throwable thrown) {
        String text = thrown.getMessage();
        return of(
                ErrorKind.FAILED,
                "the connector of `"
                        + action
                        + "` has a bug: "
                        + thrown.getClass().getSimpleName()
                        + (text == null ? "" : ": " + text));
    }
}
