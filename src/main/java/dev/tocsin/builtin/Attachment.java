package dev.tocsin.builtin;

import dev.tocsin.connector.ConnectorException;
import dev.tocsin.connector.Shape;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * A file that goes along with a mail.
 *
 * @param name 1 to 150 characters, all of them visible, with no part of a path
 * @param contentType such as {@code text/csv; charset=utf-8}
 * @param content at most {@link #MOST_BYTES} together with the others of the mail
 */
record Attachment(String name, String contentType, byte[] content) {

    static final int MOST = 20;
    static final int MOST_BYTES = 10 << 20;

    // No control or format characters: neither a header's end, nor a name that reads backwards.
    private static final String NAME = "^[^\\p{C}/\\\\:*?\"<>|.][^\\p{C}/\\\\:*?\"<>|]*$";

    // `multipart` and `message` would be read as part of the mail itself.
    private static final String TYPE =
            "^(application|audio|font|image|text|video)/[A-Za-z0-9][A-Za-z0-9.+-]*$";

    /** What a step writes. */
    static final Shape SHAPE =
            new Shape(
                    MapValue.builder()
                            .put("type", "array")
                            .put("maxItems", MOST)
                            .put("items", item())
                            .build());

    private static MapValue item() {
        return MapValue.builder()
                .put("type", "object")
                .put("required", ListValue.of(new StringValue("name")))
                .put("additionalProperties", BoolValue.FALSE)
                .put(
                        "properties",
                        MapValue.builder()
                                .put(
                                        "name",
                                        described(
                                                Shape.text(1, 150, NAME),
                                                "what the file is called"))
                                .put("text", described(Shape.TEXT, "what is in it, as text"))
                                .put("content", described(Shape.TEXT, "the same as base64"))
                                .put(
                                        "contentType",
                                        described(
                                                Shape.text(3, 100, TYPE),
                                                "`text/plain`, or `application/octet-stream` for"
                                                        + " `content`, if left out"))
                                .build())
                .build();
    }

    private static MapValue described(Shape shape, String description) {
        MapValue.Builder more = MapValue.builder();
        shape.schema().entries().forEach(more::put);
        return more.put("description", description).build();
    }

    /**
     * Those of an input; empty where there are none.
     *
     * @throws ConnectorException of kind {@code invalid} if one has no content, or they are too
     *     large
     */
    static List<Attachment> of(MapValue input) throws ConnectorException {
        List<Attachment> all = new ArrayList<>();
        if (!(input.get("attachments") instanceof ListValue(List<Value> items))) {
            return all;
        }
        long bytes = 0;
        for (Value item : items) {
            if (item instanceof MapValue written) {
                Attachment attachment = read(written);
                bytes += attachment.content().length;
                all.add(attachment);
            }
        }
        if (bytes > MOST_BYTES) {
            throw invalid("the attachments have " + bytes + " bytes, and 10 MiB is the most");
        }
        return all;
    }

    private static Attachment read(MapValue written) throws ConnectorException {
        String name = String.valueOf(written.text("name"));
        String text = written.text("text");
        String content = written.text("content");
        String type = written.text("contentType");
        if ((text == null) == (content == null)) {
            throw invalid("attachment `" + name + "` needs either `text` or `content`");
        }
        if (text != null) {
            String kind = type == null ? "text/plain" : type;
            boolean plain = kind.toLowerCase(Locale.ROOT).startsWith("text/");
            return new Attachment(
                    name,
                    plain ? kind + "; charset=utf-8" : kind,
                    text.getBytes(StandardCharsets.UTF_8));
        }
        try {
            return new Attachment(
                    name,
                    type == null ? "application/octet-stream" : type,
                    Base64.getDecoder().decode(String.valueOf(content).replaceAll("\\s", "")));
        } catch (IllegalArgumentException _) {
            throw invalid(
                    "`content` of attachment `"
                            + name
                            + "` is not base64; a text goes into `text`");
        }
    }

    private static ConnectorException invalid(String message) {
        return ConnectorException.of(ErrorKind.INVALID, message).nothingWasDone();
    }
}
