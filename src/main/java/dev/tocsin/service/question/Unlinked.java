package dev.tocsin.service.question;

import dev.tocsin.diagnostic.TerminalText;

/**
 * Text in a mail or a chat message so that no program makes something to click of it: {@code
 * hxxps://evil[.]example}, {@code ann[@]contoso[.]com}. Numbers and version numbers stay as they
 * are. What a reader would not see is shown as its code point.
 */
final class Unlinked {

    private Unlinked() {}

    /** Lines stay lines. */
    static String of(String text) {
        String shown = TerminalText.lines(text.replace("\r\n", "\n").replace('\t', ' '));
        StringBuilder out = new StringBuilder(shown.length() + 16);
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            if (isWeb(shown, i)) {
                int colon = shown.indexOf(':', i);
                out.append(c).append("xx").append(shown, i + 3, colon + 3);
                i = colon + 2;
            } else if (c == ':' && shown.startsWith("//", i + 1)) {
                out.append("[:]");
            } else if ((c == '.' || c == '@') && joins(shown, i)) {
                out.append('[').append(c).append(']');
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** One line, for a header or a line of a list. */
    static String line(String text) {
        return of(oneLine(text));
    }

    /** One line without anything hidden, at most so long; for a subject, which nothing links. */
    static String subject(String text, int most) {
        String line = TerminalText.of(oneLine(text));
        return line.length() <= most
                ? line
                : line.substring(0, line.offsetByCodePoints(0, most - 1)) + "…";
    }

    private static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            line.append(c == '\r' || c == '\n' || c == '\t' ? ' ' : c);
        }
        return line.toString().strip();
    }

    private static boolean isWeb(String text, int at) {
        return text.regionMatches(true, at, "http://", 0, 7)
                || text.regionMatches(true, at, "https://", 0, 8);
    }

    /** Between the parts of a name; between digits it is a number. */
    private static boolean joins(String text, int at) {
        return at > 0
                && at + 1 < text.length()
                && Character.isLetterOrDigit(text.charAt(at - 1))
                && Character.isLetterOrDigit(text.charAt(at + 1))
                && !(Character.isDigit(text.charAt(at - 1))
                        && Character.isDigit(text.charAt(at + 1)));
    }
}
