package dev.tocsin.schema;

import dev.tocsin.value.BigValue;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.math.BigInteger;

/** The tag resolution of YAML 1.2.2 section 10.3.2, by hand: regular expressions cost start-up. */
final class CoreSchema {

    /** A longer run of digits is a text: nobody counts that far, and parsing is quadratic. */
    private static final int MAX_DIGITS = 1000;

    private CoreSchema() {}

    static Value resolve(String text) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> NullValue.NULL;
            case "true", "True", "TRUE" -> BoolValue.TRUE;
            case "false", "False", "FALSE" -> BoolValue.FALSE;
            case ".nan", ".NaN", ".NAN" -> new DoubleValue(Double.NaN);
            case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF" ->
                    new DoubleValue(Double.POSITIVE_INFINITY);
            case "-.inf", "-.Inf", "-.INF" -> new DoubleValue(Double.NEGATIVE_INFINITY);
            default -> numberOrText(text);
        };
    }

    private static Value numberOrText(String text) {
        char first = text.charAt(0);
        boolean mayBeNumber =
                first >= '0' && first <= '9' || first == '+' || first == '-' || first == '.';
        if (!mayBeNumber || text.length() > MAX_DIGITS) {
            return new StringValue(text);
        }
        if (text.startsWith("0x") || text.startsWith("0o")) {
            int radix = text.charAt(1) == 'x' ? 16 : 8;
            return text.length() > 2 && areDigits(text, 2, radix)
                    ? whole(new BigInteger(text.substring(2), radix))
                    : new StringValue(text);
        }
        int start = first == '+' || first == '-' ? 1 : 0;
        if (start < text.length() && areDigits(text, start, 10)) {
            return text.length() < 18
                    ? IntValue.of(Long.parseLong(text))
                    : whole(new BigInteger(text));
        }
        return isFloat(text, start)
                ? new DoubleValue(Double.parseDouble(text))
                : new StringValue(text);
    }

    private static Value whole(BigInteger number) {
        return number.bitLength() < 64
                ? IntValue.of(number.longValueExact())
                : new BigValue(number);
    }

    private static boolean areDigits(String text, int from, int radix) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x7F || Character.digit(c, radix) < 0) {
                return false;
            }
        }
        return true;
    }

    /** {@code ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?}. */
    private static boolean isFloat(String text, int from) {
        int at = skipDigits(text, from);
        int digits = at - from;
        if (at < text.length() && text.charAt(at) == '.') {
            int end = skipDigits(text, at + 1);
            digits += end - at - 1;
            at = end;
        }
        if (digits == 0) {
            return false;
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                at++;
            }
            int end = skipDigits(text, at);
            return end > at && end == text.length();
        }
        return at == text.length();
    }

    private static int skipDigits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
