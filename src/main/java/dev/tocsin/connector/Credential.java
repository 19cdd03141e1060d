package dev.tocsin.connector;

import dev.tocsin.source.Span;

/** A text that authenticates, as {@code connections.yaml} gives it. */
public sealed interface Credential {

    /** Where the file gives it. */
    Span span();

    /**
     * A name under which the text is found when it is needed.
     *
     * @param reference {@code env:TOCSIN_...} or {@code file:...}
     */
    record Reference(String reference, Span span) implements Credential {}

    /** The text itself: only for what is no secret, such as a user name or a client id. */
    record Plain(String text, Span span) implements Credential {}
}
