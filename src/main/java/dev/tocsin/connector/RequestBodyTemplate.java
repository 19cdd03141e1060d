package dev.tocsin.connector;

import dev.tocsin.connector.HttpRequest.Body;
import dev.tocsin.expression.Evaluation;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.expression.Scope;
import dev.tocsin.value.BytesValue;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The body of a request with holes.
 *
 * @param value null where there is none
 * @param contentType of a text or of bytes; null for the other forms, which know theirs
 */
record RequestBodyTemplate(@Nullable Evaluator value, Form form, @Nullable Evaluator contentType) {

    private static final String BYTES = "application/octet-stream";
    private static final String PLAIN = "text/plain; charset=UTF-8";

    /** How a body is written. */
    enum Form {
        JSON,
        FORM,
        TEXT,
        BINARY,
        MULTIPART;

        /** As written in a connector file. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @throws ConnectorException of kind {@code invalid} if the value makes no body of this form
     */
    @Nullable Body render(Scope scope, Evaluation evaluation) throws ConnectorException {
        Value body = value == null ? NullValue.NULL : value.evaluate(scope, evaluation);
        if (body == NullValue.NULL && form != Form.FORM) {
            return null;
        }
        return switch (form) {
            case JSON -> new Body.JsonBody(body);
            case FORM -> new Body.FormBody(fields(body));
            case TEXT -> new Body.TextBody(ListForm.text(body), type(scope, evaluation, PLAIN));
            case BINARY -> new Body.BytesBody(bytes(body), type(scope, evaluation, BYTES));
            case MULTIPART -> new Body.MultipartBody(parts(body));
        };
    }

    private String type(Scope scope, Evaluation evaluation, String otherwise)
            throws ConnectorException {
        Value type = contentType == null ? NullValue.NULL : contentType.evaluate(scope, evaluation);
        return contentType(type, otherwise);
    }

    private static String contentType(@Nullable Value given, String otherwise)
            throws ConnectorException {
        if (!(given instanceof StringValue(String text))) {
            return otherwise;
        }
        if (!HeaderNames.isPlainValue(text) || text.indexOf('/') < 1) {
            throw refused("`" + ServiceMessage.printable(text) + "` is no content type");
        }
        return text;
    }

    private static List<HttpRequest.Pair> fields(Value body) throws ConnectorException {
        List<HttpRequest.Pair> fields = new ArrayList<>();
        if (body instanceof MapValue(Map<String, Value> entries)) {
            for (Map.Entry<String, Value> entry : entries.entrySet()) {
                ListForm.REPEAT.write(entry.getKey(), entry.getValue(), fields);
            }
        }
        return fields;
    }

    private static byte[] bytes(Value value) {
        return value instanceof BytesValue bytes
                ? bytes.bytes()
                : ListForm.text(value).getBytes(StandardCharsets.UTF_8);
    }

    private static List<HttpRequest.BodyPart> parts(Value body) throws ConnectorException {
        List<HttpRequest.BodyPart> parts = new ArrayList<>();
        if (body instanceof MapValue(Map<String, Value> entries)) {
            for (Map.Entry<String, Value> entry : entries.entrySet()) {
                if (entry.getValue() != NullValue.NULL) {
                    parts.add(part(entry.getKey(), entry.getValue()));
                }
            }
        }
        return parts;
    }

    private static HttpRequest.BodyPart part(String name, Value value) throws ConnectorException {
        if (!(value instanceof MapValue file) || file.text("file") == null) {
            return new HttpRequest.BodyPart(name, null, bytes(value), PLAIN);
        }
        String fileName = String.valueOf(file.text("file"));
        // The name stands in a header of the part.
        if (fileName.isBlank() || fileName.chars().anyMatch(Character::isISOControl)) {
            throw refused("`" + ServiceMessage.printable(fileName) + "` is no name for a file");
        }
        Value content = file.get("content");
        if (content == null || content == NullValue.NULL) {
            throw refused("the file `" + ServiceMessage.printable(fileName) + "` has no content");
        }
        return new HttpRequest.BodyPart(
                name, fileName, bytes(content), contentType(file.get("contentType"), BYTES));
    }

    private static ConnectorException refused(String why) {
        return ConnectorException.of(ErrorKind.INVALID, "the request cannot be built: " + why)
                .nothingWasDone();
    }
}
