package dev.tocsin.diagnostic;

import java.util.Locale;

/** Texts as JSON writes them; RFC 8259 section 7, and hidden characters are escaped as well. */
final class JsonText {

    private JsonText() {}

    /** With the quotes around it. */
    static void append(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c >= ' ' && c < 0x7F || Character.isLetterOrDigit(c)) {
                        out.append(c);
                    } else {
                        String hex = Integer.toHexString(c).toUpperCase(Locale.ROOT);
                        out.append("\\u").append("0".repeat(4 - hex.length())).append(hex);
                    }
                }
            }
        }
        out.append('"');
    }
}
