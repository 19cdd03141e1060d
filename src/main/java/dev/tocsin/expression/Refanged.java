package dev.tocsin.expression;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/**
 * Undoes what people do to links and addresses so that nobody clicks them: {@code hxxps[:]//evil[.]
 * example}, {@code evil(dot)example}, {@code user[at]evil.example}.
 */
final class Refanged {

    private static final String OPENING = "[({";
    private static final String CLOSING = "])}";

    private Refanged() {}

    static String of(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int bracket = OPENING.indexOf(c);
            String meant = bracket < 0 ? null : bracketed(text, at + 1, CLOSING.charAt(bracket));
            if (meant != null) {
                out.append(meant);
                at = text.indexOf(CLOSING.charAt(bracket), at) + 1;
            } else if ((c == 'h' || c == 'H') && text.regionMatches(true, at + 1, "xxp", 0, 3)) {
                out.append(c).append(c == 'h' ? "ttp" : "TTP");
                at += 4;
            } else {
                out.append(c);
                at++;
            }
        }
        return out.toString();
    }

    /**
     * What {@code [dot]} and its like stand for, or null where the brackets hold something else.
     */
    private static @Nullable String bracketed(String text, int from, char closing) {
        // Three characters are the longest word; further looks make a text of brackets quadratic.
        int end = text.indexOf(closing, from, Math.min(from + 4, text.length()));
        if (end < 0) {
            return null;
        }
        return switch (text.substring(from, end).toLowerCase(Locale.ROOT)) {
            case ".", "dot" -> ".";
            case "@", "at" -> "@";
            case ":" -> ":";
            case "://" -> "://";
            case "/" -> "/";
            default -> null;
        };
    }
}
