package dev.tocsin.expression;

import dev.tocsin.expression.Token.Kind;

/** What to say about a token that stands where the grammar has no place for it. */
final class Unexpected {

    private Unexpected() {}

    /**
     * @param previous the token before it, or itself at the very start
     * @param outermost whether no bracket is open
     */
    static SyntaxException at(Token token, Token previous, boolean outermost) {
        if (token.is(Kind.END)) {
            return SyntaxException.at(
                    previous.start(),
                    previous.end(),
                    "something is missing after `" + previous.text() + "`",
                    null);
        }
        String hint = SyntaxHints.word(token);
        if (hint == null && previous.is("not")) {
            hint = SyntaxHints.word(previous);
        }
        String message = "`" + token.text() + "` is not expected here";
        if (isClosing(token) && outermost) {
            message = "`" + token.text() + "` closes nothing";
        }
        if (hint == null && token.is(Kind.CLOSE_BRACE)) {
            hint = "one pair of braces is enough, as in `${event.id}`; a bare condition has none";
        } else if (hint == null && previous.is(Kind.NAME) && token.is(Kind.OPEN_BRACE)) {
            message = "`" + previous.text() + "{` builds a message, and there are none here";
            hint = "a map is written without a name before it: `{\"field\": value}`";
        } else if (hint == null && (token.is(Kind.NAME) || token.is(Kind.LITERAL))) {
            hint = "is an operator or a comma missing before it?";
        }
        return SyntaxException.at(token.start(), token.end(), message, hint);
    }

    static boolean isClosing(Token token) {
        return token.kind() == Kind.CLOSE_PAREN
                || token.kind() == Kind.CLOSE_BRACKET
                || token.kind() == Kind.CLOSE_BRACE;
    }

    static SyntaxException unclosed(Token open) {
        return SyntaxException.at(
                open.start(), open.end(), "`" + open.text() + "` is never closed", null);
    }
}
