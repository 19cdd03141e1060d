package dev.tocsin.diagnostic;

import java.util.Locale;

/**
 * Text on its way to a terminal or a log. Controls, ESC, zero-width and bidirectional characters
 * are shown as an escape with their code point in braces, so no text of an alert or a file can move
 * the cursor, set a title or reorder a line.
 */
public final class TerminalText {

    private TerminalText() {}

    /** One line, whatever the text holds: line ends are shown as well. */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x7F) {
                StringBuilder shown = new StringBuilder(text.length() + 16).append(text, 0, i);
                append(text, i, text.length(), shown);
                return shown.toString();
            }
        }
        return text;
    }

    /** As {@link #of}, but {@code \n} still ends a line. */
    public static String lines(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            shown.append(of(text.substring(start, end))).append('\n');
            start = end + 1;
        }
        return shown.append(of(text.substring(start))).toString();
    }

    private static void append(String text, int from, int to, StringBuilder out) {
        for (int i = from; i < to; i += Character.charCount(text.codePointAt(i))) {
            append(text.codePointAt(i), out);
        }
    }

    static void append(int codePoint, StringBuilder out) {
        if (isHidden(codePoint)) {
            out.append("\\u{")
                    .append(Integer.toHexString(codePoint).toUpperCase(Locale.ROOT))
                    .append('}');
        } else {
            out.appendCodePoint(codePoint);
        }
    }

    /** How many cells of a screen line a character fills once shown. */
    static int cells(int codePoint) {
        if (codePoint >= ' ' && codePoint < 0x7F) {
            return 1;
        }
        if (isHidden(codePoint)) {
            return "\\u{}".length() + Integer.toHexString(codePoint).length();
        }
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
            default -> isWide(codePoint) ? 2 : 1;
        };
    }

    /**
     * Whether a reader does not see a character: controls, zero-width and bidirectional ones
     * (Unicode categories Cc, Cf, Zl, Zp) and lone surrogates.
     */
    public static boolean isHidden(int codePoint) {
        if (codePoint >= ' ' && codePoint < 0x7F) {
            return false;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    true;
            default -> false;
        };
    }

    /** East Asian Wide and Fullwidth (UAX #11), and emoji, by block: enough to place a caret. */
    private static boolean isWide(int c) {
        return c >= 0x1100
                && (c <= 0x115F
                        || c >= 0x2E80 && c <= 0xA4CF && c != 0x303F
                        || c >= 0xAC00 && c <= 0xD7A3
                        || c >= 0xF900 && c <= 0xFAFF
                        || c >= 0xFE30 && c <= 0xFE6F
                        || c >= 0xFF00 && c <= 0xFF60
                        || c >= 0xFFE0 && c <= 0xFFE6
                        || c >= 0x1F300 && c <= 0x1F64F
                        || c >= 0x1F680 && c <= 0x1F6FF
                        || c >= 0x1F900 && c <= 0x1F9FF
                        || c >= 0x20000 && c <= 0x3FFFD);
    }
}
