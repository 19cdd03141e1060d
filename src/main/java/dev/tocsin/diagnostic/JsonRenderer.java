package dev.tocsin.diagnostic;

import dev.tocsin.source.Position;
import dev.tocsin.source.Span;

import java.util.List;

/**
 * Prints diagnostics for programs: one JSON object with {@code diagnostics}, {@code errors}, {@code
 * warnings} and {@code ignored}, which counts what comments in the files hide. Members are only
 * ever added. Lines and columns count from 1, columns in code points, ends are exclusive; a
 * diagnostic about a whole file stands at line 1, column 1.
 */
public final class JsonRenderer {

    private JsonRenderer() {}

    /** The whole report, in the order given, ending with a line feed. */
    public static String render(Findings findings) {
        List<Diagnostic> diagnostics = findings.reported();
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
        out.append(",\"ignored\":").append(findings.ignored());
        out.append(",\"inBaseline\":").append(findings.inBaseline());
        return out.append("}\n").toString();
    }

    private static void render(Diagnostic diagnostic, StringBuilder out) {
        Span span = diagnostic.span();
        Position start = diagnostic.source().position(span.start());
        Position end = diagnostic.source().position(span.end());
        out.append("{\"code\":");
        JsonText.append(diagnostic.code().id(), out);
        out.append(",\"severity\":");
        JsonText.append(diagnostic.severity().word(), out);
        out.append(",\"message\":");
        JsonText.append(diagnostic.message(), out);
        out.append(",\"file\":");
        JsonText.append(diagnostic.source().name(), out);
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
            JsonText.append(note.text(), out);
            out.append('}');
            separator = ",";
        }
        out.append("]}");
    }
}
