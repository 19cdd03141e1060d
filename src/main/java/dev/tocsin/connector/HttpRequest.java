package dev.tocsin.connector;

import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One HTTP request, before the connection adds base URL and credentials.
 *
 * @param method upper case
 * @param path starts with a slash, percent-encoded, below the connection's URL; or empty for that
 *     URL itself; or an absolute URL on the connection's origin
 * @param query not yet encoded
 * @param headers without control characters
 * @param body null where there is none
 */
public record HttpRequest(
        String method, String path, List<Pair> query, List<Pair> headers, @Nullable Body body) {

    /** A name with a text. */
    public record Pair(String name, String value) {}

    /** What is sent. */
    public sealed interface Body {

        /** As {@code application/json}. */
        record JsonBody(Value value) implements Body {}

        /** As {@code application/x-www-form-urlencoded}. */
        record FormBody(List<Pair> fields) implements Body {}

        /** As it is, in UTF-8. */
        record TextBody(String text, String contentType) implements Body {}
    }

    public HttpRequest {
        query = List.copyOf(query);
        headers = List.copyOf(headers);
    }
}
