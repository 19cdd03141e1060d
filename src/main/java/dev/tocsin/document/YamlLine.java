package dev.tocsin.document;

import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;

/**
 * One line of a YAML file, taken apart as its writer saw it: dashes, key, value, comment. Used to
 * show how the line should be, so it guesses where YAML itself gave up.
 *
 * @param start offset of the first character that is no indentation
 * @param key the key, quotes included; empty at {@code start} where the line has none
 * @param value from the first to past the last character; empty where the line has none
 * @param end offset past the last character, comment included
 */
record YamlLine(SourceText source, int number, int start, Span key, Span value, int end) {

    /** The line that holds an offset. */
    static YamlLine at(SourceText source, int offset) {
        int number = source.lineAt(Math.min(offset, source.text().length()));
        String text = source.text();
        int from = source.startOfLine(number);
        int end = from + source.line(number).length();
        int start = skipBlanks(text, from, end);
        int at = start;
        while (at < end
                && text.charAt(at) == '-'
                && (at + 1 == end || text.charAt(at + 1) == ' ')) {
            at = skipBlanks(text, at + 1, end);
        }
        int colon = colon(text, at, end);
        Span key = colon < 0 ? Span.at(start) : new Span(at, colon);
        int value = skipBlanks(text, colon < 0 ? at : colon + 1, end);
        return new YamlLine(
                source, number, start, key, new Span(value, valueEnd(text, value, end)), end);
    }

    boolean hasKey() {
        return key.start() < key.end();
    }

    String valueText() {
        return source.slice(value);
    }

    /** The line without indentation and comment, with another value. */
    String with(String newValue) {
        return source.text().substring(start, value.start()) + newValue;
    }

    /** A value in the quotes that need the least escaping. */
    static String quote(String value) {
        return value.indexOf('"') < 0 && value.indexOf('\\') < 0
                ? '"' + value + '"'
                : '\'' + value.replace("'", "''") + '\'';
    }

    private static int skipBlanks(String text, int from, int end) {
        int at = from;
        while (at < end && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    /** The colon behind the key that starts at {@code from}, or -1. */
    private static int colon(String text, int from, int end) {
        int at = from;
        if (at < end && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
            int close = text.indexOf(text.charAt(at), at + 1);
            return close >= 0 && close + 1 < end && text.charAt(close + 1) == ':' ? close + 1 : -1;
        }
        while (at < end && isKeyCharacter(text.charAt(at))) {
            at++;
        }
        boolean found =
                at > from
                        && at < end
                        && text.charAt(at) == ':'
                        && (at + 1 == end || text.charAt(at + 1) <= ' ');
        return found ? at : -1;
    }

    private static boolean isKeyCharacter(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.' || c == '$';
    }

    /** The end of the value; an apostrophe in plain text is not taken for a quote. */
    private static int valueEnd(String text, int from, int end) {
        int last = valueEnd(text, from, end, true);
        return last < 0 ? valueEnd(text, from, end, false) : last;
    }

    /** -1 if a quote stays open. */
    private static int valueEnd(String text, int from, int end, boolean quotes) {
        char quote = 0;
        int last = from;
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (quotes && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == '#'
                    && i > from
                    && text.charAt(i - 1) <= ' '
                    && endsWord(text, i, end)) {
                return last;
            }
            if (c > ' ') {
                last = i + 1;
            }
        }
        return quote == 0 ? last : -1;
    }

    private static boolean endsWord(String text, int at, int end) {
        return at + 1 >= end || text.charAt(at + 1) <= ' ';
    }
}
