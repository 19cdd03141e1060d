package dev.tocsin.service.http;

import dev.tocsin.value.Json;
import dev.tocsin.value.Value;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The answer to one request. The service adds the headers that every answer has: correlation id,
 * trace, and those that keep browsers from guessing.
 *
 * @param status from 200 to 599
 * @param headers in the order sent; a name may come twice ({@code Set-Cookie})
 */
public record Response(int status, List<Header> headers, Body body) {

    public Response {
        headers = List.copyOf(headers);
    }

    /** One header; neither part may hold CR or LF. */
    public record Header(String name, String value) {

        public Header {
            if ((name + value).chars().anyMatch(c -> c < ' ' && c != '\t' || c == 127)) {
                throw new IllegalStateException("a control character in header " + name);
            }
        }
    }

    /** What is sent after the headers. */
    public sealed interface Body {

        /** All of it at once. The array belongs to the answer from then on. */
        record Whole(byte[] bytes) implements Body {}

        /** Events as they happen ({@code text/event-stream}); lasts until the writer returns. */
        record Events(EventWriter writer) implements Body {}
    }

    /** Writes the events of one stream; called on the virtual thread of the request. */
    @FunctionalInterface
    public interface EventWriter {

        /**
         * Returns when the stream is over.
         *
         * @throws IOException when the client has gone
         */
        void write(EventSink sink) throws IOException, InterruptedException;
    }

    private static Response whole(int status, String mediaType, String text) {
        return new Response(
                status,
                List.of(new Header("Content-Type", mediaType)),
                new Body.Whole(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** 200 with JSON. */
    public static Response json(Value value) {
        return json(200, value);
    }

    public static Response json(int status, Value value) {
        // With an end of line, for whoever looks at it in a terminal.
        return whole(status, "application/json", Json.write(value) + "\n");
    }

    /** 200 with text in that media type. */
    public static Response text(String mediaType, String text) {
        return whole(200, mediaType, text);
    }

    /** A page. The caller has escaped what is in it; it may hold no script. */
    public static Response html(int status, String page) {
        return whole(status, "text/html; charset=utf-8", page);
    }

    /** 204, or another status without a body. */
    public static Response empty(int status) {
        return new Response(status, List.of(), new Body.Whole(new byte[0]));
    }

    /**
     * 303: the browser goes on with a GET there.
     *
     * @param path on this service, beginning with one {@code /}
     */
    public static Response seeOther(String path) {
        if (!path.startsWith("/") || path.startsWith("//")) {
            throw new IllegalStateException("a redirect that could leave the service: " + path);
        }
        return empty(303).with("Location", path);
    }

    /** 200 with a stream of events. */
    public static Response events(EventWriter writer) {
        return new Response(
                200,
                List.of(
                        new Header("Content-Type", "text/event-stream"),
                        new Header("Cache-Control", "no-store")),
                new Body.Events(writer));
    }

    /** The same with one more header. */
    public Response with(String name, String value) {
        List<Header> all = new ArrayList<>(headers);
        all.add(new Header(name, value));
        return new Response(status, all, body);
    }
}
