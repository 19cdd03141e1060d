package dev.tocsin.expression;

/**
 * Data inside Markdown: no link, image, markup, table or block comes of it. A backslash before
 * punctuation makes it itself.
 *
 * @see <a href="https://spec.commonmark.org/0.31.2/#backslash-escapes">CommonMark, backslash
 *     escapes</a>
 * @see <a href="https://github.github.com/gfm/#autolinks-extension-">GFM, autolinks</a>
 */
final class MarkdownText {

    private static final String MARKUP = "\\`*_[]<>|~#!{}&@";

    /** What may stand on a line before a block begins: quotes, list items, table cells. */
    private static final String BLOCK_STARTS = " \t>*+-#|0123456789.)";

    private MarkdownText() {}

    static String escape(CharSequence before, String data) {
        String text = inline(data);
        return isBlockStart(before) ? withoutBlock(text) : text;
    }

    /** Within a line. A line break could begin a heading or a list, so it becomes a space. */
    static String inline(String data) {
        StringBuilder out = new StringBuilder(data.length() + 16);
        for (int i = 0; i < data.length(); i++) {
            char c = data.charAt(i);
            if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                out.append(' ');
                continue;
            }
            // Addresses become links without any markup.
            boolean link =
                    c == ':' && data.startsWith("//", i + 1)
                            || c == '.' && i >= 3 && data.regionMatches(true, i - 3, "www", 0, 3);
            out.append(link || MARKUP.indexOf(c) >= 0 ? "\\" : "").append(c);
        }
        return out.toString();
    }

    private static boolean isBlockStart(CharSequence before) {
        for (int i = before.length() - 1; i >= 0 && before.charAt(i) != '\n'; i--) {
            if (BLOCK_STARTS.indexOf(before.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Without the indentation of code, the dash of a list, the line below a heading, a number. */
    private static String withoutBlock(String text) {
        String rest = text.stripLeading();
        if (!rest.isEmpty() && "-+=".indexOf(rest.charAt(0)) >= 0) {
            return "\\" + rest;
        }
        int digits = 0;
        while (digits < rest.length() && Character.isDigit(rest.charAt(digits))) {
            digits++;
        }
        boolean item =
                digits > 0 && digits < rest.length() && ".)".indexOf(rest.charAt(digits)) >= 0;
        return item ? rest.substring(0, digits) + "\\" + rest.substring(digits) : rest;
    }
}
