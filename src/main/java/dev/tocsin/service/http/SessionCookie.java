package dev.tocsin.service.http;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The cookie of a session: for no script, for no request that another site makes, gone with the
 * browser; where the service is reached encrypted for such connections only, and then under a name
 * that no other host of the domain can set ({@code __Host-}, RFC 6265bis 4.1.3).
 *
 * @param secure whether browsers reach the service encrypted
 */
record SessionCookie(boolean secure) {

    private String name() {
        return secure ? "__Host-tocsin" : "tocsin";
    }

    /** The header that sets it. */
    String set(String secret) {
        return name() + "=" + secret + "; Path=/; HttpOnly; SameSite=Strict" + suffix();
    }

    /** The header that takes it away. */
    String clear() {
        return name() + "=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0" + suffix();
    }

    private String suffix() {
        return secure ? "; Secure" : "";
    }

    /** The secret that the headers carry, or null where there is none, or more than one. */
    @Nullable String read(List<String> headers) {
        String found = null;
        for (String header : headers) {
            for (String pair : header.split(";")) {
                String text = pair.strip();
                if (text.startsWith(name() + "=")) {
                    if (found != null) {
                        return null;
                    }
                    found = text.substring(name().length() + 1);
                }
            }
        }
        return found;
    }
}
