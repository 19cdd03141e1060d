package dev.tocsin.expression;

/**
 * What may stand outside of quotes in a query: one number, point in time or length of time. A word
 * could be the name of a column, which equals itself, and {@code 1-n} would compute with one.
 */
final class QueryLiterals {

    private static final String[] UNITS = {
        "", "d", "h", "m", "s", "ms", "microsecond", "microseconds", "tick", "ticks"
    };

    private QueryLiterals() {}

    static boolean isOne(String text) {
        return isAmount(text) || isTime(text);
    }

    /** {@code 3f2504e0-4f89-11d3-9a0c-0305e82c3301}. */
    static boolean isGuid(String text) {
        boolean guid = text.length() == 36;
        for (int i = 0; i < text.length() && guid; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            guid = dash ? text.charAt(i) == '-' : isHex(text.charAt(i));
        }
        return guid;
    }

    private static boolean isHex(char c) {
        return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }

    /** {@code -1.5}, {@code 2e9}, {@code 7d}. */
    private static boolean isAmount(String text) {
        int at = digits(text, text.startsWith("-") ? 1 : 0);
        if (at < 0) {
            return false;
        }
        if (at < text.length() && text.charAt(at) == '.') {
            at = digits(text, at + 1);
        }
        if (at > 0 && at < text.length() && (text.charAt(at) | 0x20) == 'e') {
            boolean signed = at + 1 < text.length() && "+-".indexOf(text.charAt(at + 1)) >= 0;
            at = digits(text, at + (signed ? 2 : 1));
            return at == text.length();
        }
        if (at < 0) {
            return false;
        }
        for (String unit : UNITS) {
            if (unit.length() == text.length() - at && text.endsWith(unit)) {
                return true;
            }
        }
        return false;
    }

    /** RFC 3339: a date, or a date and time with its offset. */
    private static boolean isTime(String text) {
        return Instants.parse(text) != null || isDate(text);
    }

    private static boolean isDate(String text) {
        boolean date = text.length() == 10;
        for (int i = 0; i < text.length() && date; i++) {
            date = i == 4 || i == 7 ? text.charAt(i) == '-' : isDigit(text.charAt(i));
        }
        return date;
    }

    /** Behind the digits that start at {@code from}, or -1 where there are none. */
    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at > from ? at : -1;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
