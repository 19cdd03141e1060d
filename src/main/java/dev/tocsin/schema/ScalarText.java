package dev.tocsin.schema;

import dev.tocsin.diagnostic.TerminalText;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;
import dev.tocsin.value.StringValue;

import java.util.Locale;

/** Writes texts as YAML scalars that read back as the same texts. */
public final class ScalarText {

    private static final Span NOWHERE = Span.at(0);
    private static final SourceText NO_SOURCE = SourceText.of("", "");

    private ScalarText() {}

    /** Whether YAML reads a word without quotes as something other than a text: {@code -1}. */
    public static boolean resolves(String text) {
        return !text.isEmpty()
                && !(NodeValues.scalar(
                                new ScalarNode(text, ScalarNode.Style.PLAIN, NOWHERE, NO_SOURCE))
                        instanceof StringValue);
    }

    /**
     * Whether a text without quotes reads back as these characters as the value of a key or an item
     * of a list in block style. Narrower than YAML: what begins with a letter, a digit, a slash or
     * a hole holds no indicator that matters. It may still {@link #resolves resolve}.
     */
    public static boolean isPlain(String text) {
        if (text.isEmpty() || text.endsWith(" ") || text.endsWith(":")) {
            return false;
        }
        char first = text.charAt(0);
        if (!Character.isLetterOrDigit(first) && first != '/' && !text.startsWith("${")) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean ends = i + 1 < text.length() && c == ':' && text.charAt(i + 1) == ' ';
            boolean comments = c == '#' && text.charAt(i - 1) == ' ';
            if (c < ' ' || c > '~' || ends || comments) {
                return false;
            }
        }
        return true;
    }

    /** The same inside of <code>[]</code> or <code>{}</code>, whose signs a text must not hold. */
    public static boolean isPlainInFlow(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (",[]{}:".indexOf(text.charAt(i)) >= 0) {
                return false;
            }
        }
        return isPlain(text);
    }

    /** In double quotes; what a reader does not see as an escape. */
    public static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        int at = 0;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            switch (codePoint) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> {
                    if (TerminalText.isHidden(codePoint)) {
                        escape(codePoint, out);
                    } else {
                        out.appendCodePoint(codePoint);
                    }
                }
            }
            at += Character.charCount(codePoint);
        }
        return out.append('"').toString();
    }

    private static void escape(int codePoint, StringBuilder out) {
        String digits = Integer.toHexString(codePoint).toLowerCase(Locale.ROOT);
        int width = codePoint <= 0xFFFF ? 4 : 8;
        out.append(width == 4 ? "\\u" : "\\U");
        out.repeat('0', width - digits.length()).append(digits);
    }
}
