package dev.tocsin.source;

import java.util.Arrays;

/**
 * The text of one file with its name, able to turn offsets into lines and columns. Immutable and
 * safe to share between threads.
 *
 * <p>A line ends at {@code \n}, {@code \r\n} or a lone {@code \r}, as in YAML 1.2.2 section 5.4.
 */
public final class SourceText {

    private final String name;
    private final String text;
    private final int[] lineStarts;

    private SourceText(String name, String text, int[] lineStarts) {
        this.name = name;
        this.text = text;
        this.lineStarts = lineStarts;
    }

    /**
     * @param name how messages call the file: the path as the user gave it, or {@code <stdin>}
     */
    public static SourceText of(String name, String text) {
        int[] starts = new int[Math.max(16, text.length() / 24)];
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean endsLine =
                    c == '\n'
                            || c == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n');
            if (endsLine) {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, count * 2);
                }
                starts[count++] = i + 1;
            }
        }
        return new SourceText(name, text, Arrays.copyOf(starts, count));
    }

    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    /** At least 1: an empty text has one empty line. */
    public int lineCount() {
        return lineStarts.length;
    }

    /** The line at an offset, from 1. */
    public int lineAt(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** The offset at which line {@code line} (from 1) starts. */
    public int startOfLine(int line) {
        return lineStarts[line - 1];
    }

    /** The characters of line {@code line} (from 1), without its line end. */
    public String line(int line) {
        int start = lineStarts[line - 1];
        int end = line < lineStarts.length ? lineStarts[line] : text.length();
        while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(start, end);
    }

    /** The place of an offset from 0 to the length of the text. */
    public Position position(int offset) {
        int line = lineAt(offset);
        return new Position(line, text.codePointCount(lineStarts[line - 1], offset) + 1);
    }

    /** The characters of a span. */
    public String slice(Span span) {
        return text.substring(span.start(), span.end());
    }

    @Override
    public String toString() {
        return name;
    }
}
