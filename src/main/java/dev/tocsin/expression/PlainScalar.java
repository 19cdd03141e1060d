package dev.tocsin.expression;

import dev.tocsin.document.ScalarNode;
import dev.tocsin.value.BigValue;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.math.BigInteger;

/** What a scalar without quotes stands for: YAML 1.2.2 section 10.3.2, the core schema. */
final class PlainScalar {

    private PlainScalar() {}

    static Value valueOf(ScalarNode scalar) {
        String text = scalar.text();
        return scalar.isPlain() ? resolve(text) : new StringValue(text);
    }

    private static Value resolve(String text) {
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
        if (text.startsWith("0x") && digits(text, 2, 16) == text.length() && text.length() > 2) {
            return whole(new BigInteger(text.substring(2), 16));
        }
        if (text.startsWith("0o") && digits(text, 2, 8) == text.length() && text.length() > 2) {
            return whole(new BigInteger(text.substring(2), 8));
        }
        int start = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
        int point = digits(text, start, 10);
        if (point == text.length() && point > start) {
            return whole(new BigInteger(text));
        }
        int end = point;
        int count = point - start;
        if (end < text.length() && text.charAt(end) == '.') {
            end = digits(text, end + 1, 10);
            count += end - point - 1;
        }
        if (count == 0) {
            return new StringValue(text);
        }
        if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
            int sign = end + 1;
            if (sign < text.length() && (text.charAt(sign) == '-' || text.charAt(sign) == '+')) {
                sign++;
            }
            int last = digits(text, sign, 10);
            end = last > sign ? last : end;
        }
        return end == text.length()
                ? new DoubleValue(Double.parseDouble(text))
                : new StringValue(text);
    }

    private static Value whole(BigInteger number) {
        return number.bitLength() < 64
                ? IntValue.of(number.longValueExact())
                : new BigValue(number);
    }

    private static int digits(String text, int from, int radix) {
        int at = from;
        while (at < text.length()
                && text.charAt(at) < 128
                && Character.digit(text.charAt(at), radix) >= 0) {
            at++;
        }
        return at;
    }
}
