package dev.tocsin.document;

import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;

/**
 * Where each character of a scalar's text stands in the file. The text is laid against the source
 * again, guided by what YAML made of it; where the two cannot be matched, the whole scalar is the
 * answer, so a message is at worst too wide, never wrong.
 */
final class ScalarPlaces {

    private final Span whole;

    /** Per UTF-16 unit of the text, where it starts and ends in the file; null: unmatched. */
    private final int @Nullable [] starts;

    private final int @Nullable [] ends;

    private ScalarPlaces(Span whole, int @Nullable [] starts, int @Nullable [] ends) {
        this.whole = whole;
        this.starts = starts;
        this.ends = ends;
    }

    static ScalarPlaces of(ScalarNode scalar) {
        ScalarAlignment alignment = new ScalarAlignment(scalar);
        return alignment.align()
                ? new ScalarPlaces(scalar.span(), alignment.starts, alignment.ends)
                : new ScalarPlaces(scalar.span(), null, null);
    }

    /** Whether each character has a place of its own. */
    boolean matched() {
        return starts != null;
    }

    /** The place of a stretch of the text; offsets beyond the text are taken as its end. */
    Span span(int from, int to) {
        if (starts == null || ends == null || starts.length == 0) {
            return whole;
        }
        int first = Math.clamp(from, 0, starts.length);
        int last = Math.clamp(to, first, starts.length);
        int start = first < starts.length ? starts[first] : ends[starts.length - 1];
        return last > first ? new Span(start, ends[last - 1]) : Span.at(start);
    }
}
