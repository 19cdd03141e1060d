package dev.tocsin.lab;

import org.jspecify.annotations.Nullable;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The parts of a body of {@code multipart/form-data} by their name.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578</a>
 */
final class MultipartForm {

    /**
     * One part.
     *
     * @param file its name, or null where the part is a plain field
     */
    record Part(@Nullable String file, byte[] content) {}

    private MultipartForm() {}

    /** Null where the request has no such body. */
    static @Nullable Map<String, Part> parse(Request request) {
        String type = request.header("content-type");
        int at = type == null ? -1 : type.indexOf("boundary=");
        if (type == null || !type.startsWith("multipart/form-data") || at < 0) {
            return null;
        }
        // One byte a character, so that places in the text are places in the body.
        String body = new String(request.body(), StandardCharsets.ISO_8859_1);
        String mark = "--" + type.substring(at + "boundary=".length()).replace("\"", "");
        Map<String, Part> parts = new LinkedHashMap<>();
        int start = body.indexOf(mark);
        while (start >= 0 && !body.startsWith("--", start + mark.length())) {
            int next = body.indexOf("\r\n" + mark, start);
            int head = body.indexOf("\r\n\r\n", start);
            if (next < 0 || head < 0 || head > next) {
                return null;
            }
            String headers = body.substring(start, head);
            byte[] content = Arrays.copyOfRange(request.body(), head + 4, Math.max(head + 4, next));
            String name = value(headers, " name=\"");
            if (name != null) {
                parts.put(name, new Part(value(headers, "filename=\""), content));
            }
            start = next + 2;
        }
        return parts;
    }

    private static @Nullable String value(String headers, String before) {
        int from = headers.indexOf(before);
        int to = from < 0 ? -1 : headers.indexOf('"', from + before.length());
        if (to < 0) {
            return null;
        }
        byte[] bytes =
                headers.substring(from + before.length(), to).getBytes(StandardCharsets.ISO_8859_1);
        // Names may come percent-encoded (RFC 7578 section 2), where a plus is itself.
        String text = new String(bytes, StandardCharsets.UTF_8).replace("+", "%2B");
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
