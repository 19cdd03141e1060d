package dev.tocsin.expression;

/** Writes links and addresses so that no mail program turns them into something to click. */
final class Defanged {

    private Defanged() {}

    static String of(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c == 'h' || c == 'H') && isScheme(text, i)) {
                out.append(c).append("xx");
                i += 2;
            } else if ((c == '.' || c == '@') && joins(text, i)) {
                out.append('[').append(c).append(']');
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static boolean isScheme(String text, int at) {
        return text.regionMatches(true, at, "http://", 0, 7)
                || text.regionMatches(true, at, "https://", 0, 8);
    }

    private static boolean joins(String text, int at) {
        return at > 0
                && at + 1 < text.length()
                && Character.isLetterOrDigit(text.charAt(at - 1))
                && Character.isLetterOrDigit(text.charAt(at + 1));
    }
}
