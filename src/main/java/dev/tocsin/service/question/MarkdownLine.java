package dev.tocsin.service.question;

import dev.tocsin.service.question.Markdown.Piece;
import dev.tocsin.service.question.Markdown.Style;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads strong, emphasis, code and backslash escapes within a line. A mark that nothing closes is
 * itself.
 */
final class MarkdownLine {

    private static final String ESCAPED = "\\`*_{}[]<>()#+-.!|~&@:=\"'$%^,/;?";

    private final String line;
    private final List<Piece> pieces = new ArrayList<>();
    private final StringBuilder plain = new StringBuilder();

    private MarkdownLine(String line) {
        this.line = line;
    }

    static List<Piece> pieces(String line) {
        MarkdownLine reader = new MarkdownLine(line);
        reader.read();
        return reader.pieces;
    }

    private void read() {
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            String mark = mark(at);
            int end = mark.isEmpty() ? -1 : closing(mark, at + mark.length());
            if (end > 0) {
                add(Style.PLAIN, plain.toString());
                plain.setLength(0);
                String inside = line.substring(at + mark.length(), end);
                add(style(mark), c == '`' ? inside : unescaped(inside));
                at = end + mark.length();
            } else if (!mark.isEmpty()) {
                plain.append(mark);
                at += mark.length();
            } else if (isEscape(line, at)) {
                plain.append(line.charAt(at + 1));
                at += 2;
            } else {
                plain.append(c);
                at++;
            }
        }
        add(Style.PLAIN, plain.toString());
    }

    private void add(Style style, String text) {
        if (!text.isEmpty()) {
            pieces.add(new Piece(text, style));
        }
    }

    private static Style style(String mark) {
        return switch (mark) {
            case "`" -> Style.CODE;
            case "*", "_" -> Style.EMPHASIS;
            default -> Style.STRONG;
        };
    }

    private String mark(int at) {
        for (String mark : List.of("**", "__", "`", "*", "_")) {
            // An underscore inside a word belongs to the word.
            boolean inWord =
                    mark.startsWith("_")
                            && at > 0
                            && Character.isLetterOrDigit(line.charAt(at - 1));
            if (line.startsWith(mark, at) && !inWord) {
                return mark;
            }
        }
        return "";
    }

    /** Where the mark stands again, with something before it; looked for once in each line. */
    private int closing(String mark, int from) {
        for (int i = from; i < line.length(); i++) {
            if (isEscape(line, i) && !mark.equals("`")) {
                i++;
            } else if (line.startsWith(mark, i)) {
                return i > from && line.charAt(from) != ' ' ? i : -1;
            }
        }
        return -1;
    }

    private static boolean isEscape(String text, int at) {
        return text.charAt(at) == '\\'
                && at + 1 < text.length()
                && ESCAPED.indexOf(text.charAt(at + 1)) >= 0;
    }

    private static String unescaped(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            out.append(isEscape(text, i) ? text.charAt(++i) : text.charAt(i));
        }
        return out.toString();
    }
}
