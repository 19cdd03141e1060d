package dev.tocsin.connector;

import dev.tocsin.connector.HttpRequest.AnswerForm;
import dev.tocsin.connector.RequestBodyTemplate.Form;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.expression.Evaluator;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Reads {@code request} of an operation. */
final class RequestParser {

    private final MapReader reader;
    private final SlotCompiler compiler;
    private final Slots slots;

    private RequestParser(MapReader reader, SlotCompiler compiler, Slots slots) {
        this.reader = reader;
        this.compiler = compiler;
        this.slots = slots;
    }

    /**
     * Null where it is absent or has a mistake.
     *
     * @param answer how the operation wants the body of a good answer read
     */
    static @Nullable RequestTemplate parse(
            @Nullable MapReader reader, SlotCompiler compiler, Slots slots, AnswerForm answer) {
        return reader == null ? null : new RequestParser(reader, compiler, slots).parse(answer);
    }

    private @Nullable RequestTemplate parse(AnswerForm answer) {
        ScalarNode method = reader.requiredScalar("method");
        ScalarNode path = reader.requiredScalar("path");
        PathTemplate pathTemplate = compiler.path(path, slots);
        List<RequestTemplate.QueryField> query = query(reader.map("query"));
        MapReader headerReader = reader.map("headers");
        List<RequestTemplate.Field> headers = headers(headerReader);
        checkHeaders(headerReader);
        RequestBodyTemplate body = body();
        reader.finish();
        if (path != null && !isPath(path.text())) {
            reader.report(
                    path.span(),
                    "a path starts with one `/`, names no host and has no `..`, `?` or `#`",
                    Note.help("write it below the `url` of the connection: `/alerts/${input.id}`"));
            return null;
        }
        return method == null || !isMethod(method) || pathTemplate == null
                ? null
                : new RequestTemplate(method.text(), pathTemplate, query, headers, body, answer);
    }

    /** Only what stands in the file: an expression may well hold a `?`. */
    private static boolean isPath(String path) {
        String literal = withoutHoles(path);
        return path.isEmpty()
                || path.startsWith("/")
                        && !path.startsWith("//")
                        && literal.indexOf('#') < 0
                        && literal.indexOf('\\') < 0
                        && !Urls.climbs(literal)
                        && literal.indexOf('?') < 0;
    }

    /** Each hole as one letter, so that what stands beside it is still seen as its segment. */
    private static String withoutHoles(String path) {
        StringBuilder literal = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (depth == 0 && c == '$' && path.startsWith("${", i)) {
                depth = 1;
                i++;
                literal.append('x');
            } else if (depth == 0) {
                literal.append(c);
            } else {
                depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            }
        }
        return literal.toString();
    }

    private boolean isMethod(ScalarNode method) {
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

    private List<RequestTemplate.QueryField> query(@Nullable MapReader query) {
        List<RequestTemplate.QueryField> fields = new ArrayList<>();
        if (query == null) {
            return fields;
        }
        for (MapNode.Entry entry : query.node().entries()) {
            Node written = entry.value();
            ListForm form = ListForm.REPEAT;
            if (written instanceof MapNode map && map.get("value") != null) {
                MapReader parameter = query.below(map, entry.key().span());
                written = parameter.node("value");
                form = listForm(parameter);
                parameter.finish();
            }
            Evaluator value = compiler.data(written, slots);
            if (value != null) {
                fields.add(new RequestTemplate.QueryField(entry.key().text(), value, form));
            }
        }
        return fields;
    }

    private static ListForm listForm(MapReader parameter) {
        ScalarNode node = parameter.requiredScalar("list");
        if (node == null) {
            return ListForm.REPEAT;
        }
        for (ListForm form : ListForm.values()) {
            if (form.word().equals(node.text())) {
                return form;
            }
        }
        parameter.report(
                node.span(),
                "unknown form of list `" + node.text() + "`",
                Note.fact("there are `repeat`, `comma`, `pipe` and `space`"));
        return ListForm.REPEAT;
    }

    private List<RequestTemplate.Field> headers(@Nullable MapReader headers) {
        List<RequestTemplate.Field> fields = new ArrayList<>();
        if (headers != null) {
            for (MapNode.Entry entry : headers.node().entries()) {
                Evaluator value = compiler.data(entry.value(), slots);
                if (value != null) {
                    fields.add(new RequestTemplate.Field(entry.key().text(), value));
                }
            }
        }
        return fields;
    }

    private static void checkHeaders(@Nullable MapReader headers) {
        if (headers == null) {
            return;
        }
        for (MapNode.Entry entry : headers.node().entries()) {
            String name = entry.key().text();
            if (!HeaderNames.isName(name)) {
                headers.report(entry.key().span(), "`" + name + "` is not the name of a header");
            } else if (HeaderNames.isReserved(name)) {
                headers.report(
                        entry.key().span(),
                        "the header `" + name + "` belongs to the connection",
                        Note.help("leave it out; `auth` of the connection adds the credentials"));
            }
        }
    }

    private RequestBodyTemplate body() {
        Evaluator value = compiler.body(reader.node("body"), slots);
        ScalarNode formNode = reader.scalar("bodyForm");
        Form form = form(formNode);
        Node typeNode = reader.node("contentType");
        Evaluator contentType = compiler.data(typeNode, slots);
        boolean takesType = form == Form.TEXT || form == Form.BINARY;
        if (typeNode != null && !takesType) {
            reader.report(
                    typeNode.span(),
                    "a body of the form `" + form.word() + "` says by itself what it is",
                    Note.help("leave `contentType` out, or write `bodyForm: text` or `binary`"));
        }
        return new RequestBodyTemplate(value, form, contentType);
    }

    private Form form(@Nullable ScalarNode node) {
        if (node == null) {
            return Form.JSON;
        }
        for (Form form : Form.values()) {
            if (form.word().equals(node.text())) {
                return form;
            }
        }
        reader.report(
                node.span(),
                "unknown form of body `" + node.text() + "`",
                Note.fact("there are `json`, `form`, `text`, `binary` and `multipart`"));
        // One that takes a content type, so that one mistake makes one message.
        return Form.TEXT;
    }
}
