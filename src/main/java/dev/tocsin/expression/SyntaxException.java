package dev.tocsin.expression;

import dev.tocsin.diagnostic.Code;

import org.jspecify.annotations.Nullable;

/** Ends the reading of one expression at its first mistake; never leaves this package. */
final class SyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Fault fault;

    private SyntaxException(Fault fault) {
        super(fault.message(), null, false, false);
        this.fault = fault;
    }

    static SyntaxException at(int start, int end, String message, @Nullable String help) {
        return new SyntaxException(new Fault(Code.EXPRESSION_SYNTAX, message, start, end, help));
    }

    static SyntaxException of(Fault fault) {
        return new SyntaxException(fault);
    }

    Fault fault() {
        return fault;
    }
}
