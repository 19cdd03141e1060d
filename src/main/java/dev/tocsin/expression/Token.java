package dev.tocsin.expression;

import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

/**
 * A piece of an expression's text.
 *
 * @param text the characters as written; for a quoted name, what stands between the backticks
 * @param value of a literal; null for other tokens
 */
record Token(Kind kind, String text, @Nullable Value value, int start, int end) {

    enum Kind {
        END,
        NAME,
        QUOTED_NAME,
        LITERAL,
        DOT,
        SAFE_DOT,
        COMMA,
        COLON,
        QUESTION,
        COALESCE,
        OPEN_PAREN,
        CLOSE_PAREN,
        OPEN_BRACKET,
        CLOSE_BRACKET,
        OPEN_BRACE,
        CLOSE_BRACE,
        NOT,
        AND,
        OR,
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL,
        PLUS,
        MINUS,
        STAR,
        SLASH,
        PERCENT
    }

    boolean is(Kind other) {
        return kind == other;
    }

    /** Whether it is this bare word. */
    boolean is(String word) {
        return kind == Kind.NAME && text.equals(word);
    }
}
