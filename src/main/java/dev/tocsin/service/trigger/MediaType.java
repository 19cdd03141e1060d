package dev.tocsin.service.trigger;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/**
 * What {@code Content-Type} says (RFC 9110, section 8.3.1), as far as ingest tells types apart.
 *
 * @param type {@code application/json}, in lower case, without parameters; empty where there is
 *     none
 * @param charset in lower case, or null where none is given
 */
record MediaType(String type, @Nullable String charset) {

    /** Never fails: what is no media type is one that nobody takes. */
    static MediaType of(@Nullable String header) {
        if (header == null) {
            return new MediaType("", null);
        }
        String[] parts = header.split(";");
        String charset = null;
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals > 0 && parts[i].substring(0, equals).strip().equalsIgnoreCase("charset")) {
                charset = unquoted(parts[i].substring(equals + 1).strip());
            }
        }
        return new MediaType(parts[0].strip().toLowerCase(Locale.ROOT), charset);
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return (quoted ? text.substring(1, text.length() - 1) : text).toLowerCase(Locale.ROOT);
    }

    /** {@code application/json}, and what is JSON by its suffix (RFC 6839). */
    boolean isJson() {
        return type.equals("application/json")
                || type.startsWith("application/") && type.endsWith("+json");
    }

    /** Whether the bytes are UTF-8; JSON between systems always is (RFC 8259, section 8.1). */
    boolean isUtf8() {
        return charset == null || charset.equals("utf-8") || charset.equals("us-ascii");
    }
}
