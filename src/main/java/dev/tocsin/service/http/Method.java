package dev.tocsin.service.http;

/** The methods that routes have. {@code HEAD} is answered where {@code GET} is. */
public enum Method {
    GET,
    POST,
    PUT,
    DELETE;

    /** Whether it only looks (RFC 9110, 9.2.1): a session needs no token against forgery for it. */
    public boolean isSafe() {
        return this == GET;
    }
}
