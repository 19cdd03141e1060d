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
 * @param answer how the body of a good answer is read
 */
public record HttpRequest(
        String method,
        String path,
        List<Pair> query,
        List<Pair> headers,
        @Nullable Body body,
        AnswerForm answer) {

    /** How the body of an answer is read. That of a bad status is read by its content type. */
    public enum AnswerForm {
        /** JSON where the service says that it is, else text. */
        BY_TYPE,
        /** As JSON, whatever the service calls it. */
        JSON,
        /** As text, whatever the service calls it. */
        TEXT,
        /** As {@link dev.tocsin.value.BytesValue}. */
        BYTES
    }

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

        /** As it is. The array is the body's own. */
        record BytesBody(byte[] bytes, String contentType) implements Body {}

        /** As {@code multipart/form-data} (RFC 7578). */
        record MultipartBody(List<BodyPart> parts) implements Body {}
    }

    /**
     * One part of a multipart body.
     *
     * @param file the name of the file that it is; null where it is a field of the form
     */
    public record BodyPart(
            String name, @Nullable String file, byte[] content, String contentType) {}

    /** One whose answer is read by its content type. */
    public HttpRequest(
            String method, String path, List<Pair> query, List<Pair> headers, @Nullable Body body) {
        this(method, path, query, headers, body, AnswerForm.BY_TYPE);
    }

    public HttpRequest {
        query = List.copyOf(query);
        headers = List.copyOf(headers);
    }
}
