package dev.tocsin.connector;

import java.util.Locale;

/** Which texts may be names and values of HTTP headers (RFC 9110 sections 5.1 and 5.5). */
public final class HeaderNames {

    private HeaderNames() {}

    /** Whether {@code text} is a token. */
    public static boolean isName(String text) {
        if (text.isEmpty()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean token =
                    c >= 'a' && c <= 'z'
                            || c >= 'A' && c <= 'Z'
                            || c >= '0' && c <= '9'
                            || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
            if (!token) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether only the connection may set the header: what names the host, frames the message, says
     * who is asking, speaks to a proxy, or makes the service see another method or path.
     */
    public static boolean isReserved(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return switch (lower) {
            case "host",
                    "authorization",
                    "cookie",
                    "connection",
                    "content-length",
                    "transfer-encoding",
                    "te",
                    "trailer",
                    "upgrade",
                    "expect",
                    "keep-alive",
                    "user-agent",
                    "accept-encoding",
                    "x-method-override",
                    "x-original-url",
                    "x-rewrite-url" ->
                    true;
            default -> lower.startsWith("proxy-") || lower.startsWith("x-http-method");
        };
    }

    /** Whether a connection may put its key there: not where it would frame the message. */
    public static boolean canHoldKey(String name) {
        boolean login = name.equalsIgnoreCase("authorization") || name.equalsIgnoreCase("cookie");
        return isName(name) && (login || !isReserved(name));
    }

    /** Whether {@code text} has no control character: no line can be added through it (S7). */
    public static boolean isValue(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 && c != '\t' || c == 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** The same within ASCII: what is beyond has no meaning that services agree on. */
    static boolean isPlainValue(String text) {
        boolean ascii = true;
        for (int i = 0; i < text.length(); i++) {
            ascii &= text.charAt(i) < 0x7f;
        }
        return ascii && isValue(text);
    }
}
