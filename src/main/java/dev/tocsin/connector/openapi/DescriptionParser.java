package dev.tocsin.connector.openapi;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.Document;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells what kind of description a file is, and finds its operations. */
final class DescriptionParser {

    private static final Note KNOWN =
            Note.fact("Swagger 2.0, OpenAPI 3.0 and OpenAPI 3.1 can be read");

    private final Document document;
    private final Diagnostics diagnostics;

    private DescriptionParser(Document document, Diagnostics diagnostics) {
        this.document = document;
        this.diagnostics = diagnostics;
    }

    /**
     * @return null if the file is none that can be read; then {@code diagnostics} says why
     */
    static @Nullable Description parse(Document document, Diagnostics diagnostics) {
        return new DescriptionParser(document, diagnostics).parse();
    }

    private @Nullable Description parse() {
        if (!(document.root() instanceof MapNode map)) {
            report(document.root(), "this is no description of a service", KNOWN);
            return null;
        }
        Part root = new Part(map, new References(document, diagnostics));
        String swagger = root.text("swagger");
        String openapi = root.text("openapi");
        if (swagger == null && openapi == null) {
            report(
                    map,
                    "this is no description of a service: it has neither `openapi` nor `swagger`",
                    KNOWN);
            return null;
        }
        Dialect dialect =
                openapi == null
                        ? String.valueOf(swagger).equals("2.0") ? new Swagger2(root) : null
                        : openapi.startsWith("3.0") || openapi.startsWith("3.1")
                                ? new OpenApi3(root)
                                : null;
        String version = openapi == null ? "Swagger " + swagger : "OpenAPI " + openapi;
        String shown = Prose.inComment(version);
        if (dialect == null) {
            Node at = map.get(openapi == null ? "swagger" : "openapi");
            report(at == null ? map : at, "`" + shown + "` is not known", KNOWN);
            return null;
        }
        List<Outline> outlines = outlines(root.orEmpty("paths"));
        if (outlines.isEmpty()) {
            report(map, "the description has no operations", Note.fact("they stand in `paths`"));
            return null;
        }
        return new Description(document, shown, root, dialect, outlines);
    }

    private static List<Outline> outlines(Part paths) {
        List<Outline> outlines = new ArrayList<>();
        for (Part.Named path : paths.named()) {
            for (Part.Named entry : path.part().named()) {
                String method = entry.name().toUpperCase(Locale.ROOT);
                if (isMethod(method) && path.name().startsWith("/")) {
                    outlines.add(
                            new Outline(
                                    method, path.name(), entry.part(), path.part(), entry.key()));
                }
            }
        }
        return outlines;
    }

    private static boolean isMethod(String name) {
        return switch (name) {
            case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE" -> true;
            default -> false;
        };
    }

    // The first line says what a file is; its whole text would fill the screen.
    private void report(Node node, String message, Note note) {
        Span span = node instanceof MapNode ? Span.at(node.span().start()) : node.span();
        diagnostics.report(Code.INVALID_DESCRIPTION, document.source(), span, message, note);
    }
}
