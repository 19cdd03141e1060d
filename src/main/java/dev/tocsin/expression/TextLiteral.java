package dev.tocsin.expression;

import dev.tocsin.value.BytesValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Reads one quoted text or run of bytes, in any of CEL's ways to write it. */
final class TextLiteral {

    private final String text;
    private final int start;
    private final boolean raw;
    private final boolean bytes;
    private final String quote;
    private int at;
    private final StringBuilder characters = new StringBuilder();
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream(0);

    /**
     * @param start of the literal, its prefix letters included
     * @param quoteStart where its first quote stands
     */
    TextLiteral(String text, int start, int quoteStart, boolean raw, boolean bytes) {
        this.text = text;
        this.start = start;
        this.raw = raw;
        this.bytes = bytes;
        String one = text.substring(quoteStart, quoteStart + 1);
        this.quote = text.startsWith(one.repeat(3), quoteStart) ? one.repeat(3) : one;
        this.at = quoteStart + quote.length();
    }

    /** The offset past the closing quote; known once {@link #read} has returned. */
    int end() {
        return at;
    }

    Value read() {
        while (true) {
            if (at >= text.length()) {
                throw unclosed();
            }
            char c = text.charAt(at);
            if (text.startsWith(quote, at)) {
                at += quote.length();
                return bytes
                        ? new BytesValue(octets.toByteArray())
                        : new StringValue(characters.toString());
            }
            if (quote.length() == 1 && (c == '\n' || c == '\r')) {
                throw unclosed();
            }
            if (c == '\\' && !raw) {
                escape();
            } else {
                append(text.codePointAt(at));
                at += Character.charCount(text.codePointAt(at));
            }
        }
    }

    private SyntaxException unclosed() {
        return SyntaxException.at(
                start,
                Math.min(text.length(), start + 1),
                "this quote opens a text that is never closed",
                "close it with `" + quote + "`");
    }

    private void escape() {
        int from = at;
        char kind = at + 1 < text.length() ? text.charAt(at + 1) : '\0';
        at += 2;
        switch (kind) {
            case 'n' -> append('\n');
            case 't' -> append('\t');
            case 'r' -> append('\r');
            case 'a' -> append(7);
            case 'b' -> append('\b');
            case 'f' -> append('\f');
            case 'v' -> append(11);
            case '\\', '?', '"', '\'', '`' -> append(kind);
            case 'x', 'X' -> number(from, 2, 16);
            case 'u' -> number(from, 4, 16);
            case 'U' -> number(from, 8, 16);
            case '0', '1', '2', '3' -> {
                at--;
                number(from, 3, 8);
            }
            default ->
                    throw SyntaxException.at(
                            from,
                            Math.min(at, text.length()),
                            "`\\" + (kind == '\0' ? "" : kind) + "` is not an escape",
                            "a backslash itself is `\\\\`; `r\"...\"` takes all as written");
        }
    }

    private void number(int from, int digits, int radix) {
        int value = 0;
        for (int i = 0; i < digits; i++, at++) {
            int digit = at < text.length() ? ExpressionLexer.hexDigit(text.charAt(at)) : -1;
            if (digit < 0 || digit >= radix) {
                throw SyntaxException.at(
                        from,
                        Math.min(at, text.length()),
                        "this escape needs "
                                + digits
                                + (radix == 16 ? " hex" : " octal")
                                + " digits",
                        null);
            }
            value = value * radix + digit;
        }
        boolean isByte = digits < 4;
        if (bytes && isByte) {
            octets.write(value);
        } else if (bytes
                || value < 0
                || value > Character.MAX_CODE_POINT
                || value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE) {
            throw SyntaxException.at(
                    from,
                    at,
                    bytes ? "bytes take `\\x` escapes only" : "this escape is no character",
                    null);
        } else {
            append(value);
        }
    }

    private void append(int codePoint) {
        if (bytes) {
            octets.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
        } else {
            characters.appendCodePoint(codePoint);
        }
    }
}
