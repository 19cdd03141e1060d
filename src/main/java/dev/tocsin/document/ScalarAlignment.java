package dev.tocsin.document;

import dev.tocsin.source.Span;

/**
 * Lays a scalar's text against its source, character by character.
 *
 * <p>YAML 1.2.2 folding (sections 6.5, 7.3, 8.1) is not decided again: at a line break the text
 * itself says whether the break became a space, line feeds or nothing. What is left is to know
 * which source characters carry no text: quotes, indentation, block headers, escapes.
 */
final class ScalarAlignment {

    /** Per UTF-16 unit of the text; meaningful once {@link #align} has answered true. */
    final int[] starts;

    final int[] ends;

    private final String source;
    private final String text;
    private final ScalarNode.Style style;
    private final int limit;
    private int at;
    private int done;

    ScalarAlignment(ScalarNode scalar) {
        source = scalar.source().text();
        text = scalar.text();
        style = scalar.style();
        Span span = scalar.span();
        at = span.start();
        limit = span.end();
        starts = new int[text.length()];
        ends = new int[text.length()];
    }

    /** Whether the whole text was found. To be called once. */
    boolean align() {
        return switch (style) {
            case PLAIN -> flow();
            case SINGLE_QUOTED, DOUBLE_QUOTED -> {
                at++;
                yield flow();
            }
            case LITERAL, FOLDED -> block();
        };
    }

    private boolean flow() {
        while (done < text.length()) {
            if (at >= limit) {
                return false;
            }
            char c = source.charAt(at);
            boolean matched;
            if (breakAhead()) {
                matched = fold();
            } else if (c == '\\' && style == ScalarNode.Style.DOUBLE_QUOTED) {
                matched = escape();
            } else if (c == '\'' && style == ScalarNode.Style.SINGLE_QUOTED) {
                matched = take(2);
            } else {
                matched = c == text.charAt(done) && take(1);
            }
            if (!matched) {
                return false;
            }
        }
        return true;
    }

    /** Whether only blanks stand between here and the end of the line. */
    private boolean breakAhead() {
        int i = at;
        while (i < limit && isBlank(source.charAt(i))) {
            i++;
        }
        return i < limit && isBreak(source.charAt(i));
    }

    /**
     * Blanks, breaks and the next line's indentation: one space, or a line feed per extra break.
     */
    private boolean fold() {
        int start = at;
        int breaks = skipBreaks();
        if (text.charAt(done) == ' ' && breaks == 1) {
            return put(start, at);
        }
        for (int i = 1; i < breaks; i++) {
            if (done == text.length() || text.charAt(done) != '\n' || !put(start, at)) {
                return false;
            }
        }
        return breaks > 1;
    }

    private int skipBreaks() {
        int breaks = 0;
        while (at < limit && (isBlank(source.charAt(at)) || isBreak(source.charAt(at)))) {
            if (isBreak(source.charAt(at))) {
                breaks++;
                skipBreak();
            } else {
                at++;
            }
        }
        return breaks;
    }

    private boolean escape() {
        if (at + 1 >= limit) {
            return false;
        }
        char kind = source.charAt(at + 1);
        if (isBreak(kind)) {
            return escapedBreak();
        }
        int digits =
                switch (kind) {
                    case 'x' -> 2;
                    case 'u' -> 4;
                    case 'U' -> 8;
                    default -> 0;
                };
        int length = 2 + digits;
        if (at + length > limit) {
            return false;
        }
        int start = at;
        boolean wide =
                Character.isHighSurrogate(text.charAt(done))
                        && done + 1 < text.length()
                        && digits == 8;
        at += length;
        return put(start, at) && (!wide || put(start, at));
    }

    /** The break itself leaves no trace; each blank line behind it is a line feed. */
    private boolean escapedBreak() {
        int start = at++;
        int breaks = skipBreaks();
        for (int i = 1; i < breaks; i++) {
            if (done == text.length() || text.charAt(done) != '\n' || !put(start, at)) {
                return false;
            }
        }
        return true;
    }

    private boolean block() {
        while (at < limit && !isBreak(source.charAt(at))) {
            at++;
        }
        skipBreak();
        int indentation = indentation();
        while (done < text.length()) {
            if (at >= limit) {
                return lastBreakAtEndOfFile();
            }
            int spaces = 0;
            while (at < limit && spaces < indentation && source.charAt(at) == ' ') {
                at++;
                spaces++;
            }
            while (at < limit && !isBreak(source.charAt(at))) {
                if (done == text.length() || source.charAt(at) != text.charAt(done) || !take(1)) {
                    return done == text.length();
                }
            }
            if (done < text.length() && at < limit && !blockBreak()) {
                return false;
            }
        }
        return true;
    }

    /**
     * In a folded block the first break of a run is a space or, before blank lines, nothing: then
     * the text goes on with fewer line feeds than there are breaks.
     */
    private boolean blockBreak() {
        int start = at;
        skipBreak();
        char expected = text.charAt(done);
        if (expected == '\n') {
            boolean absorbed = style == ScalarNode.Style.FOLDED && lineFeeds() < breaksFrom(start);
            return absorbed || put(start, at);
        }
        return style == ScalarNode.Style.FOLDED && expected == ' ' && put(start, at);
    }

    private int lineFeeds() {
        int i = done;
        while (i < text.length() && text.charAt(i) == '\n') {
            i++;
        }
        return i == text.length() ? Integer.MAX_VALUE : i - done;
    }

    private int breaksFrom(int from) {
        int breaks = 0;
        for (int i = from; i < limit; i++) {
            char c = source.charAt(i);
            if (isBreak(c)) {
                breaks += c == '\r' && i + 1 < limit && source.charAt(i + 1) == '\n' ? 0 : 1;
            } else if (c != ' ') {
                break;
            }
        }
        return breaks;
    }

    private boolean lastBreakAtEndOfFile() {
        return done == text.length() - 1 && text.charAt(done) == '\n' && put(limit, limit);
    }

    /** How deep the content is, learned from the first line that both sides show. */
    private int indentation() {
        int i = at;
        int line = at;
        while (i < limit && (source.charAt(i) == ' ' || isBreak(source.charAt(i)))) {
            if (isBreak(source.charAt(i))) {
                line = i + 1;
            }
            i++;
        }
        int j = 0;
        int textLine = 0;
        while (j < text.length() && (text.charAt(j) == ' ' || text.charAt(j) == '\n')) {
            if (text.charAt(j) == '\n') {
                textLine = j + 1;
            }
            j++;
        }
        return Math.max(0, (i - line) - (j - textLine));
    }

    private boolean take(int length) {
        int start = at;
        at += length;
        return put(start, at);
    }

    private boolean put(int start, int end) {
        starts[done] = start;
        ends[done] = end;
        done++;
        return true;
    }

    private void skipBreak() {
        if (at < limit) {
            boolean pair =
                    source.charAt(at) == '\r' && at + 1 < limit && source.charAt(at + 1) == '\n';
            at += pair ? 2 : 1;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isBreak(char c) {
        return c == '\n' || c == '\r';
    }
}
