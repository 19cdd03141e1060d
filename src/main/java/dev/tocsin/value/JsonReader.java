package dev.tocsin.value;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON text (RFC 8259), strictly. Written by hand because setting up jackson-core's
 * parser initialises {@link java.math.BigDecimal}, which alone takes 9 ms of a cold start.
 */
final class JsonReader {

    private static final int MAX_DEPTH = 512;

    /** As many digits as the longest number that fits in a long for certain. */
    private static final int SURE_DIGITS = 18;

    /** Reading a number is quadratic in its digits. */
    private static final int MAX_NUMBER = 1000;

    private final String text;
    private int at;
    private int depth;

    private JsonReader(String text) {
        this.text = text;
    }

    static Value read(String text) throws JsonException {
        JsonReader reader = new JsonReader(text);
        reader.skipSpace();
        if (reader.atEnd()) {
            throw reader.fault("the text is empty", 0);
        }
        Value value = reader.value();
        reader.skipSpace();
        if (!reader.atEnd()) {
            throw reader.fault("something follows the end of the value", reader.at);
        }
        return value;
    }

    private Value value() throws JsonException {
        if (atEnd()) {
            throw fault("the text ends where a value is expected", at);
        }
        char c = text.charAt(at);
        return switch (c) {
            case '{' -> map();
            case '[' -> list();
            case '"' -> new StringValue(string());
            case 't' -> word("true", BoolValue.TRUE);
            case 'f' -> word("false", BoolValue.FALSE);
            case 'n' -> word("null", NullValue.NULL);
            default -> {
                if (c == '-' || isDigit(c)) {
                    yield number();
                }
                throw fault("a value is expected, not " + shown(c), at);
            }
        };
    }

    private Value map() throws JsonException {
        open();
        Map<String, Value> entries = new LinkedHashMap<>();
        if (!closes('}')) {
            do {
                skipSpace();
                int start = at;
                if (atEnd() || text.charAt(at) != '"') {
                    throw fault("a key in double quotes is expected", at);
                }
                String key = string();
                skipSpace();
                expect(':');
                skipSpace();
                if (entries.put(key, value()) != null) {
                    throw fault("the key `" + key + "` stands there twice", start);
                }
            } while (goesOn('}'));
        }
        depth--;
        return new MapValue(entries);
    }

    private Value list() throws JsonException {
        open();
        List<Value> items = new ArrayList<>();
        if (!closes(']')) {
            do {
                skipSpace();
                items.add(value());
            } while (goesOn(']'));
        }
        depth--;
        return new ListValue(items);
    }

    private void open() throws JsonException {
        if (++depth > MAX_DEPTH) {
            throw fault("more than " + MAX_DEPTH + " levels are nested", at);
        }
        at++;
        skipSpace();
    }

    private boolean closes(char end) {
        if (!atEnd() && text.charAt(at) == end) {
            at++;
            return true;
        }
        return false;
    }

    private boolean goesOn(char end) throws JsonException {
        skipSpace();
        if (closes(end)) {
            return false;
        }
        if (atEnd() || text.charAt(at) != ',') {
            throw fault("`,` or `" + end + "` is expected" + (atEnd() ? ", not the end" : ""), at);
        }
        at++;
        return true;
    }

    private String string() throws JsonException {
        int start = ++at;
        while (!atEnd()) {
            char c = text.charAt(at);
            if (c == '"') {
                return text.substring(start, at++);
            }
            if (c == '\\') {
                return escaped(start);
            }
            checkAllowed(c);
            at++;
        }
        throw fault("the text ends inside a string", start - 1);
    }

    private String escaped(int start) throws JsonException {
        StringBuilder out = new StringBuilder(text.length() - start < 64 ? 64 : 256);
        out.append(text, start, at);
        while (!atEnd()) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return out.toString();
            }
            if (c == '\\') {
                out.append(escape());
            } else {
                checkAllowed(c);
                out.append(c);
                at++;
            }
        }
        throw fault("the text ends inside a string", start - 1);
    }

    private void checkAllowed(char c) throws JsonException {
        if (c < ' ') {
            throw fault("a string may not hold " + shown(c) + " as it is, only escaped", at);
        }
    }

    private char escape() throws JsonException {
        int start = at;
        at += 2;
        char c = at > text.length() ? ' ' : text.charAt(at - 1);
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode(start);
            default -> throw fault("there is no escape `\\" + c + "`", start);
        };
    }

    private char unicode(int start) throws JsonException {
        int code = 0;
        for (int end = at + 4; at < end; at++) {
            int digit =
                    atEnd() || text.charAt(at) > 'f' ? -1 : Character.digit(text.charAt(at), 16);
            if (digit < 0) {
                throw fault("`\\u` needs four hexadecimal digits", start);
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }

    private Value number() throws JsonException {
        int start = at;
        if (text.charAt(at) == '-') {
            at++;
        }
        int first = at;
        digits(start);
        if (text.charAt(first) == '0' && at > first + 1) {
            throw fault("a number may not start with `0`", start);
        }
        boolean whole = true;
        if (!atEnd() && text.charAt(at) == '.') {
            whole = false;
            at++;
            digits(start);
        }
        if (!atEnd() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            whole = false;
            at++;
            if (!atEnd() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                at++;
            }
            digits(start);
        }
        if (at - start > MAX_NUMBER) {
            throw fault("a number may not have more than " + MAX_NUMBER + " characters", start);
        }
        String number = text.substring(start, at);
        if (!whole) {
            return new DoubleValue(Double.parseDouble(number));
        }
        return number.length() <= SURE_DIGITS ? IntValue.of(Long.parseLong(number)) : big(number);
    }

    private static Value big(String digits) {
        BigInteger number = new BigInteger(digits);
        return number.bitLength() < 64
                ? IntValue.of(number.longValueExact())
                : new BigValue(number);
    }

    private void digits(int start) throws JsonException {
        int first = at;
        while (!atEnd() && isDigit(text.charAt(at))) {
            at++;
        }
        if (at == first) {
            throw fault("the number lacks a digit", start);
        }
    }

    private Value word(String word, Value value) throws JsonException {
        if (!text.startsWith(word, at)) {
            throw fault("a value is expected; a text needs double quotes", at);
        }
        at += word.length();
        return value;
    }

    private void expect(char c) throws JsonException {
        if (atEnd() || text.charAt(at) != c) {
            throw fault("`" + c + "` is expected", at);
        }
        at++;
    }

    private void skipSpace() {
        while (!atEnd()) {
            char c = text.charAt(at);
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return;
            }
            at++;
        }
    }

    private boolean atEnd() {
        return at >= text.length();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static String shown(char c) {
        return c > ' ' && c < 0x7F
                ? "`" + c + "`"
                : "U+" + HexFormat.of().withUpperCase().toHexDigits(c);
    }

    /** Line and column count from 1; a column counts UTF-16 units. */
    private JsonException fault(String message, int offset) {
        int line = 1;
        int start = 0;
        int end = Math.min(offset, text.length());
        for (int i = 0; i < end; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                start = i + 1;
            }
        }
        return new JsonException(message, line, end - start + 1);
    }
}
