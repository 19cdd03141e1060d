package dev.tocsin.expression;

import dev.tocsin.value.UnknownValue;

/**
 * Leaves a function that met an unknown inside one of its arguments; the call is then unknown.
 * Raised in rehearsals only, caught by {@link Calls}.
 */
final class UnknownFound extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient UnknownValue value;

    UnknownFound(UnknownValue value) {
        super(value.origin(), null, false, false);
        this.value = value;
    }

    UnknownValue value() {
        return value;
    }
}
