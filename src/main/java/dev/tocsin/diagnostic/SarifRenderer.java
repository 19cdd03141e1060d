package dev.tocsin.diagnostic;

import dev.tocsin.source.Position;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/**
 * Prints findings as SARIF 2.1.0 (OASIS), which code scanning services read. Each code found is a
 * rule whose help is its page of {@code tocsin explain}.
 */
public final class SarifRenderer {

    private SarifRenderer() {}

    /** The whole log, ending with a line feed. */
    public static String render(Findings findings) {
        Map<Code, Integer> rules = new EnumMap<>(Code.class);
        for (Diagnostic diagnostic : findings.reported()) {
            rules.putIfAbsent(diagnostic.code(), rules.size());
        }
        StringBuilder out = new StringBuilder();
        out.append("{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",");
        out.append("\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"tocsin\",");
        out.append("\"rules\":[");
        Code[] inOrder = new Code[rules.size()];
        rules.forEach((code, index) -> inOrder[index] = code);
        for (int i = 0; i < inOrder.length; i++) {
            out.append(i == 0 ? "\n" : ",\n");
            rule(inOrder[i], out);
        }
        out.append("]}},\"columnKind\":\"unicodeCodePoints\",\"results\":[");
        String separator = "\n";
        for (Diagnostic diagnostic : findings.reported()) {
            out.append(separator);
            result(diagnostic, rules.getOrDefault(diagnostic.code(), 0), out);
            separator = ",\n";
        }
        return out.append("]}]}\n").toString();
    }

    private static void rule(Code code, StringBuilder out) {
        String page = Explanations.page(code);
        out.append("{\"id\":");
        JsonText.append(code.id(), out);
        out.append(",\"shortDescription\":{\"text\":");
        JsonText.append(firstParagraph(page), out);
        out.append("},\"help\":{\"text\":");
        JsonText.append(page, out);
        out.append(",\"markdown\":");
        JsonText.append(page, out);
        out.append("},\"defaultConfiguration\":{\"level\":");
        JsonText.append(code.severity().word(), out);
        out.append("}}");
    }

    private static String firstParagraph(String page) {
        int start = page.indexOf("\n\n") + 2;
        int end = page.indexOf("\n\n", start);
        return page.substring(start, end < 0 ? page.length() : end).replace('\n', ' ').strip();
    }

    private static void result(Diagnostic diagnostic, int rule, StringBuilder out) {
        Position start = diagnostic.source().position(diagnostic.span().start());
        Position end = diagnostic.source().position(diagnostic.span().end());
        out.append("{\"ruleId\":");
        JsonText.append(diagnostic.code().id(), out);
        out.append(",\"ruleIndex\":").append(rule).append(",\"level\":");
        JsonText.append(diagnostic.severity().word(), out);
        out.append(",\"message\":{\"text\":");
        StringBuilder message = new StringBuilder(diagnostic.message());
        for (Note note : diagnostic.notes()) {
            message.append('\n').append(note.text());
        }
        JsonText.append(message.toString(), out);
        out.append("},\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":");
        JsonText.append(uri(diagnostic.source().name()), out);
        out.append("},\"region\":{\"startLine\":").append(start.line());
        out.append(",\"startColumn\":").append(start.column());
        out.append(",\"endLine\":").append(end.line());
        out.append(",\"endColumn\":").append(end.column()).append("}}}]}");
    }

    /** A relative reference, RFC 3986 section 4.2. */
    private static String uri(String path) {
        StringBuilder uri = new StringBuilder();
        for (byte b : path.replace('\\', '/').getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = c < 0x7F && (Character.isLetterOrDigit(c) || "/-._~".indexOf(c) >= 0);
            if (plain) {
                uri.append(c);
            } else {
                uri.append('%');
                uri.append(Character.toUpperCase(Character.forDigit(c >> 4, 16)));
                uri.append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return uri.toString();
    }
}
