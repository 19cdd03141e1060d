package dev.tocsin.source;

/**
 * A stretch of a {@link SourceText}.
 *
 * @param start offset of the first character, in UTF-16 units from 0
 * @param end offset just past the last character; equal to {@code start} for a mere place
 */
public record Span(int start, int end) {

    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("not a span: " + start + ".." + end);
        }
    }

    /** The span of no characters at {@code offset}. */
    public static Span at(int offset) {
        return new Span(offset, offset);
    }

    /** Whether {@code inner} lies wholly inside this span. */
    public boolean contains(Span inner) {
        return start <= inner.start && inner.end <= end;
    }

    /** The smallest span that holds both. */
    public Span to(Span last) {
        return new Span(Math.min(start, last.start), Math.max(end, last.end));
    }
}
