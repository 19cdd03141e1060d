package dev.tocsin.connector;

import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.expression.Evaluator;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Reads {@code request} of an operation. */
final class RequestParser {

    private RequestParser() {}

    /** Null where it is absent or has a mistake. */
    static @Nullable RequestTemplate parse(
            @Nullable MapReader reader, SlotCompiler compiler, Slots slots) {
        if (reader == null) {
            return null;
        }
        ScalarNode method = reader.requiredScalar("method");
        ScalarNode path = reader.requiredScalar("path");
        PathTemplate pathTemplate = compiler.path(path, slots);
        List<RequestTemplate.Field> query = fields(reader.map("query"), compiler, slots);
        MapReader headerReader = reader.map("headers");
        List<RequestTemplate.Field> headers = fields(headerReader, compiler, slots);
        checkHeaders(headerReader);
        Evaluator body = compiler.body(reader.node("body"), slots);
        RequestTemplate.BodyForm form = form(reader);
        reader.finish();
        if (path != null && !isPath(path.text())) {
            reader.report(
                    path.span(),
                    "a path starts with one `/`, names no host and has no `..`, `?` or `#`",
                    Note.help("write it below the `url` of the connection: `/alerts/${input.id}`"));
            return null;
        }
        return method == null || !isMethod(method, reader) || pathTemplate == null
                ? null
                : new RequestTemplate(method.text(), pathTemplate, query, headers, body, form);
    }

    private static boolean isPath(String path) {
        return path.isEmpty()
                || path.startsWith("/")
                        && !path.startsWith("//")
                        && path.indexOf('#') < 0
                        && path.indexOf('\\') < 0
                        && !Urls.climbs(path)
                        && path.indexOf('?') < 0;
    }

    private static boolean isMethod(ScalarNode method, MapReader reader) {
        return switch (method.text()) {
            case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE" -> true;
            default -> {
                reader.report(
                        method.span(),
                        "unknown method `" + method.text() + "`",
                        Note.fact("there are GET, HEAD, POST, PUT, PATCH and DELETE"));
                yield false;
            }
        };
    }

    private static List<RequestTemplate.Field> fields(
            @Nullable MapReader reader, SlotCompiler compiler, Slots slots) {
        List<RequestTemplate.Field> fields = new ArrayList<>();
        if (reader != null) {
            for (MapNode.Entry entry : reader.node().entries()) {
                Evaluator value = compiler.data(entry.value(), slots);
                if (value != null) {
                    fields.add(new RequestTemplate.Field(entry.key().text(), value));
                }
            }
        }
        return fields;
    }

    private static void checkHeaders(@Nullable MapReader reader) {
        if (reader == null) {
            return;
        }
        for (MapNode.Entry entry : reader.node().entries()) {
            String name = entry.key().text();
            if (!HeaderNames.isName(name)) {
                reader.report(entry.key().span(), "`" + name + "` is not the name of a header");
            } else if (HeaderNames.isReserved(name)) {
                reader.report(
                        entry.key().span(),
                        "the header `" + name + "` belongs to the connection",
                        Note.help("leave it out; `auth` of the connection adds the credentials"));
            }
        }
    }

    private static RequestTemplate.BodyForm form(MapReader reader) {
        ScalarNode node = reader.scalar("bodyForm");
        if (node == null || node.text().equals("json")) {
            return RequestTemplate.BodyForm.JSON;
        }
        if (!node.text().equals("form")) {
            reader.report(
                    node.span(),
                    "unknown form of body `" + node.text() + "`",
                    Note.fact("there are `json` and `form`"));
        }
        return RequestTemplate.BodyForm.FORM;
    }
}
