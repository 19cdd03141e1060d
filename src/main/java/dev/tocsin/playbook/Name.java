package dev.tocsin.playbook;

import dev.tocsin.source.Span;

/** A word the author chose or referred to, at its place: an id, an operation, a loop variable. */
public record Name(String text, Span span) {

    @Override
    public String toString() {
        return text;
    }
}
