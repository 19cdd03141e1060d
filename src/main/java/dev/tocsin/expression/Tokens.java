package dev.tocsin.expression;

import dev.tocsin.expression.Token.Kind;

/** Where the reading of one expression stands: the next token, the one before, and how deep. */
final class Tokens {

    private final ExpressionLexer lexer;
    private Token next;
    private Token previous;
    private int nesting;

    Tokens(String text) {
        this.lexer = new ExpressionLexer(text, 0);
        this.next = lexer.next();
        this.previous = next;
    }

    Token next() {
        return next;
    }

    Kind kind() {
        return next.kind();
    }

    String text() {
        return next.text();
    }

    /** Where the next token starts. */
    int start() {
        return next.start();
    }

    /** Where the token taken last ends. */
    int reached() {
        return previous.end();
    }

    boolean at(Kind kind) {
        return next.is(kind);
    }

    /** The token taken last; before any was, the first one. */
    Token previous() {
        return previous;
    }

    Token take() {
        previous = next;
        next = lexer.next();
        return previous;
    }

    void close(Kind closing, Token open) {
        if (next.is(closing)) {
            take();
            return;
        }
        throw next.is(Kind.END) || Unexpected.isClosing(next)
                ? Unexpected.unclosed(open)
                : unexpected();
    }

    SyntaxException unexpected() {
        return Unexpected.at(next, previous, nesting <= 1);
    }

    /** Goes one level deeper, until {@link #leave}. */
    void enter() {
        if (++nesting > ExpressionParser.MAX_NESTING) {
            throw SyntaxException.at(
                    next.start(),
                    next.end(),
                    "the expression is nested more than "
                            + ExpressionParser.MAX_NESTING
                            + " levels deep",
                    "name a part of it in a `value` step");
        }
    }

    void leave() {
        nesting--;
    }
}
