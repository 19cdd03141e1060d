package dev.tocsin.diagnostic;

import dev.tocsin.source.Position;
import dev.tocsin.source.Span;

import java.util.List;
import java.util.Locale;

/**
 * Prints diagnostics for programs: one JSON object with {@code diagnostics}, {@code errors}, {@code
 * warnings} and {@code ignored}, which counts what comments in the files hide. Members are only
 * ever added. Lines and columns count from 1, columns in code points, ends are exclusive; a
 * diagnostic about a whole file stands at line 1, column 1.
 */
public final class JsonRenderer {

    private JsonRenderer() {}

    /** The whole report, in the order given, ending with a line feed. */
    public static String render(List<Diagnostic> diagnostics, int ignored) {
        StringBuilder out = new StringBuilder("{\"diagnostics\":[");
        int errors = 0;
        for (int i = 0; i < diagnostics.size(); i++) {
            Diagnostic diagnostic = diagnostics.get(i);
            errors += diagnostic.severity() == Severity.ERROR ? 1 : 0;
            out.append(i == 0 ? "\n" : ",\n");
            render(diagnostic, out);
        }
        out.append(diagnostics.isEmpty() ? "]" : "\n]");
        out.append(",\"errors\":").append(errors);
        out.append(",\"warnings\":").append(diagnostics.size() - errors);
        out.append(",\"ignored\":").append(ignored);
        return out.append("}\n").toString();
    }

    private static void render(Diagnostic diagnostic, StringBuilder out) {
        Span span = diagnostic.span();
        Position start = diagnostic.source().position(span.start());
        Position end = diagnostic.source().position(span.end());
        out.append("{\"code\":");
        string(diagnostic.code().id(), out);
        out.append(",\"severity\":");
        string(diagnostic.severity().word(), out);
        out.append(",\"message\":");
        string(diagnostic.message(), out);
        out.append(",\"file\":");
        string(diagnostic.source().name(), out);
        out.append(",\"line\":").append(start.line());
        out.append(",\"column\":").append(start.column());
        out.append(",\"endLine\":").append(end.line());
        out.append(",\"endColumn\":").append(end.column());
        out.append(",\"notes\":[");
        String separator = "";
        for (Note note : diagnostic.notes()) {
            String kind =
                    switch (note) {
                        case Note.Fact _ -> "note";
                        case Note.Help _ -> "help";
                    };
            out.append(separator).append("{\"kind\":\"").append(kind).append("\",\"text\":");
            string(note.text(), out);
            out.append('}');
            separator = ",";
        }
        out.append("]}");
    }

    /** RFC 8259 section 7; lone surrogates and hidden characters are escaped as well. */
    private static void string(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c >= ' ' && c < 0x7F || Character.isLetterOrDigit(c)) {
                        out.append(c);
                    } else {
                        String hex = Integer.toHexString(c).toUpperCase(Locale.ROOT);
                        out.append("\\u").append("0".repeat(4 - hex.length())).append(hex);
                    }
                }
            }
        }
        out.append('"');
    }
}
