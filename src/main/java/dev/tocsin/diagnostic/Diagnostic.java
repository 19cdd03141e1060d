package dev.tocsin.diagnostic;

import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;

import java.util.Comparator;
import java.util.List;

/**
 * One thing that is wrong, where, and what to do.
 *
 * @param code what kind of mistake; has a page under {@code tocsin explain}
 * @param message lower case, no full stop, names in backticks; enough on its own
 * @param span the smallest stretch of {@code source} that shows the mistake; for something missing,
 *     the key of the mapping that lacks it
 * @param notes facts and help, in the order in which they are printed
 */
public record Diagnostic(
        Code code,
        Severity severity,
        String message,
        SourceText source,
        Span span,
        List<Note> notes) {

    /** By file, place, code and message: the order of every report. */
    public static final Comparator<Diagnostic> IN_READING_ORDER = Diagnostic::compare;

    public Diagnostic {
        notes = List.copyOf(notes);
    }

    // By hand: the serialisable lambdas of Comparator.comparing cost 5 ms of a cold start.
    private static int compare(Diagnostic a, Diagnostic b) {
        int order = a.source().name().compareTo(b.source().name());
        if (order == 0) {
            order = Integer.compare(a.span().start(), b.span().start());
        }
        if (order == 0) {
            order = a.code().compareTo(b.code());
        }
        return order == 0 ? a.message().compareTo(b.message()) : order;
    }
}
