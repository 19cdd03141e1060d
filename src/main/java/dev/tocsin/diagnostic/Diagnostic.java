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

    /** By file, place and code: the order of every report. */
    public static final Comparator<Diagnostic> IN_READING_ORDER =
            Comparator.comparing((Diagnostic d) -> d.source().name())
                    .thenComparingInt(d -> d.span().start())
                    .thenComparing(Diagnostic::code)
                    .thenComparing(Diagnostic::message);

    public Diagnostic {
        notes = List.copyOf(notes);
    }
}
