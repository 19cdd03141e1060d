package dev.tocsin.diagnostic;

import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;

/**
 * A source line as it is printed, and where on it the carets go.
 *
 * @param text the line with tabs spread and hidden characters shown, cut around the span if long
 * @param caretColumn in cells, from 0
 * @param caretCells at least 1
 */
public record Snippet(String text, int caretColumn, int caretCells) {

    private static final int MAX_CELLS = 120;
    private static final int CELLS_BEFORE_SPAN = 40;
    private static final int TAB_STOP = 4;

    /** The line on which a span starts; of a longer span only that line is marked. */
    public static Snippet of(SourceText source, Span span) {
        int line = source.lineAt(span.start());
        String text = source.line(line);
        int start = Math.min(span.start() - source.startOfLine(line), text.length());
        int end = Math.clamp(span.end() - source.startOfLine(line), start, text.length());
        Snippet whole = lay(text, 0, text.length(), start, end);
        if (whole.cellsUsed() <= MAX_CELLS) {
            return whole;
        }
        int from = whole.caretColumn <= MAX_CELLS / 2 ? 0 : back(text, start, CELLS_BEFORE_SPAN);
        int to = ahead(text, from, MAX_CELLS);
        Snippet cut = lay(text, from, to, start, Math.min(end, to));
        String before = from > 0 ? "…" : "";
        String after = to < text.length() ? "…" : "";
        return new Snippet(
                before + cut.text + after, cut.caretColumn + before.length(), cut.caretCells);
    }

    private int cellsUsed() {
        return text.codePointCount(0, text.length());
    }

    private static Snippet lay(String text, int from, int to, int start, int end) {
        StringBuilder shown = new StringBuilder();
        int cells = 0;
        int first = 0;
        int last = 0;
        for (int i = from; i < to; ) {
            first = i <= start ? cells : first;
            int codePoint = text.codePointAt(i);
            if (codePoint == '\t') {
                int spaces = TAB_STOP - cells % TAB_STOP;
                shown.repeat(' ', spaces);
                cells += spaces;
            } else {
                TerminalText.append(codePoint, shown);
                cells += TerminalText.cells(codePoint);
            }
            i += Character.charCount(codePoint);
            last = i <= end ? cells : last;
        }
        if (start >= to) {
            first = cells;
        }
        return new Snippet(shown.toString(), first, Math.max(1, last - first));
    }

    private static int back(String text, int from, int codePoints) {
        int at = from;
        for (int i = 0; i < codePoints && at > 0; i++) {
            at -= Character.charCount(text.codePointBefore(at));
        }
        return at;
    }

    private static int ahead(String text, int from, int codePoints) {
        int at = from;
        for (int i = 0; i < codePoints && at < text.length(); i++) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }
}
