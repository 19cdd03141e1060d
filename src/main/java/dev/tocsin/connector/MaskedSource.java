package dev.tocsin.connector;

import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;

/** A file as messages may show it whose snippets go into logs of builds. */
public final class MaskedSource {

    private MaskedSource() {}

    /** The same text with stars in place of a stretch of it. */
    public static SourceText of(SourceText source, Span secret) {
        StringBuilder masked = new StringBuilder(source.text());
        for (int i = secret.start(); i < secret.end(); i++) {
            if (masked.charAt(i) != '\n' && masked.charAt(i) != '\r') {
                masked.setCharAt(i, '*');
            }
        }
        return SourceText.of(source.name(), masked.toString());
    }
}
