package dev.tocsin.document;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.source.Span;

import java.util.List;

/**
 * One {@code # tocsin: ignore[code, code] reason}.
 *
 * @param codes what it hides
 * @param reason may be empty, which is a mistake
 * @param covered the stretch of the file whose findings it hides
 * @param span from the {@code #} to the end of the line
 */
record IgnoreComment(List<Listed> codes, String reason, Span covered, Span span) {

    /** A code in the brackets, at its place. */
    record Listed(Code code, Span span) {}

    IgnoreComment {
        codes = List.copyOf(codes);
    }
}
