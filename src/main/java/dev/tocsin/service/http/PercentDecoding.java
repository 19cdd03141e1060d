package dev.tocsin.service.http;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Undoes {@code %XX} (RFC 3986, 2.1) once, and takes UTF-8 only as it should be: an overlong form
 * of {@code /} is no text.
 */
final class PercentDecoding {

    private PercentDecoding() {}

    /** The text, or null where it is not well formed. */
    static @Nullable String decode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 126) {
                return null;
            }
            if (c != '%') {
                bytes.write(c);
                continue;
            }
            int high = i + 2 < text.length() ? digit(text.charAt(i + 1)) : -1;
            int low = i + 2 < text.length() ? digit(text.charAt(i + 2)) : -1;
            if (high < 0 || low < 0) {
                return null;
            }
            bytes.write(high << 4 | low);
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException _) {
            return null;
        }
    }

    private static int digit(char c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }
}
