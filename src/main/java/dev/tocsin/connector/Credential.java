package dev.tocsin.connector;

import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;

/** A text that authenticates, as {@code connections.yaml} gives it. */
public sealed interface Credential {

    /** Where the file gives it. */
    Span span();

    /**
     * A name under which the text is found when it is needed.
     *
     * @param reference {@code env:TOCSIN_...} or {@code file:...}
     */
    record Reference(String reference, Span span) implements Credential {

        /** What is wrong with the form of a reference, as a sentence for people, or null. */
        public static @Nullable String problem(String text) {
            return CredentialParser.problem(text);
        }
    }

    /** The text itself: only for what is no secret, such as a user name or a client id. */
    record Plain(String text, Span span) implements Credential {}
}
