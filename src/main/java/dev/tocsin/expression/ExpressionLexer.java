package dev.tocsin.expression;

import dev.tocsin.expression.Token.Kind;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.Value;

/**
 * Cuts an expression's text into tokens, as cel-spec's langdef says under "Syntax". Stops with a
 * {@link SyntaxException} at the first character that fits nowhere. One per text; not thread-safe.
 */
final class ExpressionLexer {

    private final String text;
    private int at;

    ExpressionLexer(String text, int from) {
        this.text = text;
        this.at = from;
    }

    /**
     * Where the hole that starts at {@code from} (just past its <code>${</code>) ends: the offset
     * of its closing brace, or -1 where there is none. Braces inside texts and inner maps do not
     * count; a character that no expression holds is passed over, the parser reports it.
     *
     * @throws SyntaxException for a text literal that is never closed
     */
    static int endOfHole(String text, int from) {
        ExpressionLexer lexer = new ExpressionLexer(text, from);
        int open = 0;
        while (true) {
            lexer.skipBlanks();
            if (lexer.at >= text.length()) {
                return -1;
            }
            char c = text.charAt(lexer.at);
            if (c == '{') {
                open++;
                lexer.at++;
            } else if (c == '}') {
                if (open-- == 0) {
                    return lexer.at;
                }
                lexer.at++;
            } else if (isNameStart(c) || c == '"' || c == '\'' || c == '`') {
                lexer.next();
            } else {
                lexer.at++;
            }
        }
    }

    /** The next token; {@link Kind#END} again and again at the end. */
    Token next() {
        skipBlanks();
        int start = at;
        if (at >= text.length()) {
            return new Token(Kind.END, "", null, start, start);
        }
        char c = text.charAt(at);
        if (isNameStart(c)) {
            return nameOrPrefixedText(start);
        }
        if (isDigit(c) || c == '.' && isDigit(peek(1)) && !followsOperand(start)) {
            return number(start);
        }
        if (c == '"' || c == '\'') {
            return literal(start, new TextLiteral(text, start, start, false, false));
        }
        if (c == '`') {
            return quotedName(start);
        }
        return symbol(start, c);
    }

    private void skipBlanks() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '/' && peek(1) == '/') {
                while (at < text.length() && text.charAt(at) != '\n') {
                    at++;
                }
            } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
                at++;
            } else {
                return;
            }
        }
    }

    private Token nameOrPrefixedText(int start) {
        int prefix = prefixLength(start);
        if (prefix > 0) {
            String letters = text.substring(start, start + prefix);
            boolean raw = letters.indexOf('r') >= 0 || letters.indexOf('R') >= 0;
            boolean bytes = letters.indexOf('b') >= 0 || letters.indexOf('B') >= 0;
            return literal(start, new TextLiteral(text, start, start + prefix, raw, bytes));
        }
        while (at < text.length() && isNamePart(text.charAt(at))) {
            at++;
        }
        return new Token(Kind.NAME, text.substring(start, at), null, start, at);
    }

    /** How many letters of {@code r}, {@code b}, {@code rb}, {@code br} stand before a quote. */
    private int prefixLength(int start) {
        int length = 0;
        boolean raw = false;
        boolean bytes = false;
        while (length < 3 && start + length < text.length()) {
            char c = text.charAt(start + length);
            if (c == '"' || c == '\'') {
                return length;
            } else if ((c == 'r' || c == 'R') && !raw) {
                raw = true;
            } else if ((c == 'b' || c == 'B') && !bytes) {
                bytes = true;
            } else {
                return 0;
            }
            length++;
        }
        return 0;
    }

    private Token literal(int start, TextLiteral literal) {
        Value value = literal.read();
        at = literal.end();
        return new Token(Kind.LITERAL, text.substring(start, at), value, start, at);
    }

    private Token quotedName(int start) {
        int close = text.indexOf('`', start + 1);
        if (close < 0) {
            throw SyntaxException.at(
                    start, start + 1, "this backtick opens a name that is never closed", null);
        }
        at = close + 1;
        return new Token(Kind.QUOTED_NAME, text.substring(start + 1, close), null, start, at);
    }

    /** In {@code a.0} the dot selects; it starts a number only where no operand stands before. */
    private boolean followsOperand(int start) {
        if (start == 0) {
            return false;
        }
        char before = text.charAt(start - 1);
        return isNamePart(before) || before == ')' || before == ']' || before == '`';
    }

    private Token number(int start) {
        if (text.charAt(at) == '0' && (peek(1) == 'x' || peek(1) == 'X')) {
            at += 2;
            int digits = at;
            while (at < text.length() && hexDigit(text.charAt(at)) >= 0) {
                at++;
            }
            return whole(start, digits, 16);
        }
        skipDigits();
        boolean fraction = at < text.length() && text.charAt(at) == '.' && isDigit(peek(1));
        if (fraction) {
            at++;
            skipDigits();
        }
        boolean exponent = skipExponent();
        if (!fraction && !exponent) {
            return whole(start, start, 10);
        }
        refuseLettersAfterNumber(start);
        String digits = text.substring(start, at);
        double number = Double.parseDouble(digits);
        if (Double.isInfinite(number)) {
            throw SyntaxException.at(start, at, "`" + digits + "` is too large a number", null);
        }
        return new Token(Kind.LITERAL, digits, new DoubleValue(number), start, at);
    }

    private void skipDigits() {
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
    }

    private boolean skipExponent() {
        char c = peek(0);
        if (c != 'e' && c != 'E') {
            return false;
        }
        int sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
        if (!isDigit(peek(1 + sign))) {
            return false;
        }
        at += 1 + sign;
        skipDigits();
        return true;
    }

    private Token whole(int start, int digits, int radix) {
        int end = at;
        boolean unsigned = digits < end && (peek(0) == 'u' || peek(0) == 'U');
        if (unsigned) {
            at++;
        }
        refuseLettersAfterNumber(start);
        String written = text.substring(start, at);
        if (digits == end) {
            throw SyntaxException.at(start, at, "`" + written + "` has no digits", null);
        }
        Value value =
                unsigned
                        ? LiteralValues.unsigned(text, digits, end, radix)
                        : LiteralValues.whole(text, digits, end, radix);
        if (value == null) {
            throw SyntaxException.at(
                    start, at, "`" + written + "` does not fit into 64 bits", null);
        }
        return new Token(Kind.LITERAL, written, value, start, at);
    }

    private void refuseLettersAfterNumber(int start) {
        int end = at;
        while (end < text.length() && isNamePart(text.charAt(end))) {
            end++;
        }
        if (end == at) {
            return;
        }
        String letters = text.substring(at, end);
        String digits = text.substring(start, at);
        boolean time = "ms".contains(letters) || letters.equals("h") || letters.equals("d");
        throw SyntaxException.at(
                start,
                end,
                "`" + digits + letters + "` is no number",
                time ? "a length of time is `duration(\"" + digits + letters + "\")`" : null);
    }

    private Token symbol(int start, char c) {
        char second = peek(1);
        return switch (c) {
            case '(' -> take(Kind.OPEN_PAREN, 1);
            case ')' -> take(Kind.CLOSE_PAREN, 1);
            case '[' -> take(Kind.OPEN_BRACKET, 1);
            case ']' -> take(Kind.CLOSE_BRACKET, 1);
            case '{' -> take(Kind.OPEN_BRACE, 1);
            case '}' -> take(Kind.CLOSE_BRACE, 1);
            case '.' -> take(Kind.DOT, 1);
            case ',' -> take(Kind.COMMA, 1);
            case ':' -> take(Kind.COLON, 1);
            case '+' -> take(Kind.PLUS, 1);
            case '-' -> take(Kind.MINUS, 1);
            case '*' -> take(Kind.STAR, 1);
            case '/' -> take(Kind.SLASH, 1);
            case '%' -> take(Kind.PERCENT, 1);
            case '?' -> question(second);
            case '<' -> {
                if (second == '>') {
                    throw SyntaxHints.character(text, start);
                }
                yield second == '=' ? take(Kind.LESS_OR_EQUAL, 2) : take(Kind.LESS, 1);
            }
            case '>' -> second == '=' ? take(Kind.GREATER_OR_EQUAL, 2) : take(Kind.GREATER, 1);
            case '!' -> {
                if (second == '=' && peek(2) == '=') {
                    throw SyntaxHints.character(text, start);
                }
                yield second == '=' ? take(Kind.NOT_EQUAL, 2) : take(Kind.NOT, 1);
            }
            case '=' -> {
                if (second != '=' || peek(2) == '=') {
                    throw SyntaxHints.character(text, start);
                }
                yield take(Kind.EQUAL, 2);
            }
            case '&' -> {
                if (second != '&') {
                    throw SyntaxHints.character(text, start);
                }
                yield take(Kind.AND, 2);
            }
            case '|' -> {
                if (second != '|') {
                    throw SyntaxHints.character(text, start);
                }
                yield take(Kind.OR, 2);
            }
            default -> throw SyntaxHints.character(text, start);
        };
    }

    /** {@code a ?.5 : 1} is a conditional over a number, as in ECMAScript. */
    private Token question(char second) {
        if (second == '?') {
            return take(Kind.COALESCE, 2);
        }
        return second == '.' && !isDigit(peek(2)) ? take(Kind.SAFE_DOT, 2) : take(Kind.QUESTION, 1);
    }

    private Token take(Kind kind, int length) {
        int start = at;
        at += length;
        return new Token(kind, text.substring(start, at), null, start, at);
    }

    private char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
    }

    static boolean isNameStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    static boolean isNamePart(char c) {
        return isNameStart(c) || isDigit(c);
    }

    /** The value of a hex digit; -1 for any other character, digits of other scripts included. */
    static int hexDigit(char c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
