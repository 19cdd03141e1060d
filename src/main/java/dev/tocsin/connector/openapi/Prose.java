package dev.tocsin.connector.openapi;

import dev.tocsin.diagnostic.TerminalText;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/** Makes the texts of a description fit for a line of a file that people read. */
final class Prose {

    /** What comes later is cut off in any case, and texts of a description may have megabytes. */
    private static final int MAX_READ = 4000;

    private static final int MAX_SUMMARY = 120;
    private static final int MAX_DESCRIPTION = 160;
    private static final int MAX_IN_COMMENT = 80;

    private Prose() {}

    /**
     * One line: white space of any kind is one blank, characters that a reader does not see and
     * tags of HTML are gone.
     */
    static String clean(@Nullable String text) {
        if (text == null) {
            return "";
        }
        StringBuilder clean = new StringBuilder(Math.min(text.length(), 256));
        int at = 0;
        while (at < text.length() && clean.length() < MAX_READ) {
            int codePoint = text.codePointAt(at);
            int tag = codePoint == '<' ? endOfTag(text, at) : -1;
            if (tag > 0 || Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint)) {
                blank(clean);
            } else if (!TerminalText.isHidden(codePoint)) {
                clean.appendCodePoint(codePoint);
            }
            at = tag > 0 ? tag : at + Character.charCount(codePoint);
        }
        return clean.toString().strip();
    }

    private static void blank(StringBuilder clean) {
        if (!clean.isEmpty() && clean.charAt(clean.length() - 1) != ' ') {
            clean.append(' ');
        }
    }

    /**
     * Just past a tag that lays out text, such as {@code <p>}, {@code </a>} or {@code <br/>}; -1
     * where none begins. Others stay: {@code <name>} in prose is a place to fill in.
     */
    private static int endOfTag(String text, int start) {
        int at = text.startsWith("</", start) ? start + 2 : start + 1;
        int end = at;
        while (end < text.length() && isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        return switch (text.substring(at, end).toLowerCase(Locale.ROOT)) {
            case "p", "br", "b", "i", "a", "ul", "ol", "li", "code", "em", "strong", "div" ->
                    text.indexOf('>', end) + 1;
            case "span", "pre", "h1", "h2", "h3", "h4", "td", "tr", "th", "table", "hr" ->
                    text.indexOf('>', end) + 1;
            default -> -1;
        };
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    /** The first sentence, with a full stop; empty where there is no text. */
    static String sentence(@Nullable String text) {
        String first = firstSentence(withoutLinks(clean(firstParagraph(text))));
        int end = first.length();
        while (end > 0 && ".:;,!? ".indexOf(first.charAt(end - 1)) >= 0) {
            end--;
        }
        String sentence = cut(first.substring(0, end), MAX_SUMMARY);
        return end == 0 || sentence.endsWith("…") ? sentence : sentence + ".";
    }

    /** What stands before the first blank line; what follows is a list, as often as not. */
    private static @Nullable String firstParagraph(@Nullable String text) {
        String stripped = text == null ? "" : text.strip();
        int blank = stripped.indexOf("\n\n");
        return blank < 0 ? stripped : stripped.substring(0, blank);
    }

    /** What an input or a field is: the whole text, or where that is long its first sentence. */
    static String description(@Nullable String text) {
        String clean = withoutLinks(clean(text));
        return cut(
                clean.length() <= MAX_DESCRIPTION ? clean : firstSentence(clean), MAX_DESCRIPTION);
    }

    /** {@code [words](address)} of Markdown without the address. */
    private static String withoutLinks(String text) {
        StringBuilder plain = new StringBuilder(text);
        for (int middle = plain.indexOf("]("); middle >= 0; middle = plain.indexOf("](", middle)) {
            int open = plain.lastIndexOf("[", middle);
            int close = plain.indexOf(")", middle);
            if (open < 0 || close < 0) {
                break;
            }
            plain.delete(middle, close + 1).deleteCharAt(open);
        }
        return plain.toString();
    }

    private static String firstSentence(String clean) {
        for (int at = clean.indexOf(". "); at >= 0; at = clean.indexOf(". ", at + 1)) {
            if (!isAbbreviation(clean, at)) {
                return clean.substring(0, at + 1);
            }
        }
        return clean;
    }

    /** {@code e.g.}, {@code i.e.}, {@code vs.}: short, or with a full stop inside. */
    private static boolean isAbbreviation(String text, int stop) {
        int start = text.lastIndexOf(' ', stop) + 1;
        String word = text.substring(start, stop);
        return word.length() < 3 || word.indexOf('.') >= 0 || word.equals("etc");
    }

    /** At most so many characters, cut between words where there are any. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = text.lastIndexOf(' ', most - 1);
        if (end < most / 2) {
            end = most - 1;
            end -= Character.isHighSurrogate(text.charAt(end - 1)) ? 1 : 0;
        }
        return text.substring(0, end).stripTrailing() + "…";
    }

    /**
     * A text inside of a comment: no sign that could end it, begin another one or look like a hole.
     * Comments can hide findings ({@code # tocsin: ignore[...]}), so a stranger writes none.
     */
    static String inComment(@Nullable String text) {
        String safe = clean(text).replace("#", "").replace("${", "{").replace("`", "'");
        return cut(clean(safe), MAX_IN_COMMENT);
    }
}
