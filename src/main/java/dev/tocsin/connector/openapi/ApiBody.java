package dev.tocsin.connector.openapi;

import dev.tocsin.document.Node;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What a request carries.
 *
 * @param kind how it is written
 * @param mediaType as the description has it
 * @param schema of the whole body, references not followed; null for forms and where there is none
 * @param fields of a form
 * @param required whether it must be sent
 * @param description what the description says of it
 * @param examples of the whole body
 */
record ApiBody(
        Kind kind,
        String mediaType,
        @Nullable Node schema,
        List<Field> fields,
        boolean required,
        @Nullable String description,
        List<Node> examples) {

    /** Of an operation that sends nothing. */
    static final ApiBody NONE = new ApiBody(Kind.JSON, "", null, List.of(), false, null, List.of());

    ApiBody {
        fields = List.copyOf(fields);
        examples = List.copyOf(examples);
    }

    /** How a body is written. */
    enum Kind {
        JSON,
        FORM,
        MULTIPART,
        TEXT,
        BINARY,
        /** In none of the forms above: XML, event streams. */
        OTHER;

        /** The kind that a media type has; parameters such as a character set do not count. */
        static Kind of(String mediaType) {
            String type = MediaTypes.bare(mediaType);
            if (MediaTypes.isJson(type)) {
                return JSON;
            }
            return switch (type) {
                case "application/x-www-form-urlencoded" -> FORM;
                case "multipart/form-data" -> MULTIPART;
                case "application/xml", "text/xml", "text/event-stream" -> OTHER;
                default -> {
                    if (type.endsWith("+xml") || type.startsWith("multipart/")) {
                        yield OTHER;
                    }
                    yield type.startsWith("text/") ? TEXT : BINARY;
                }
            };
        }
    }

    /**
     * One field of a form.
     *
     * @param file whether it is a file
     */
    record Field(String name, Node schema, boolean required, boolean file, Part written) {}
}
