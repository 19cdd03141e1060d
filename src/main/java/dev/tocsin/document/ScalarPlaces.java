package dev.tocsin.document;

import dev.tocsin.source.Span;

/** Where each character of a scalar's text stands in the file. */
final class ScalarPlaces {

    private final ScalarNode scalar;

    private ScalarPlaces(ScalarNode scalar) {
        this.scalar = scalar;
    }

    static ScalarPlaces of(ScalarNode scalar) {
        return new ScalarPlaces(scalar);
    }

    Span span(int from, int to) {
        return new Span(scalar.span().start() + from, scalar.span().start() + to);
    }
}
