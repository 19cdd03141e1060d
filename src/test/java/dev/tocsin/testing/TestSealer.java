package dev.tocsin.testing;

import dev.tocsin.value.Sealer;
import dev.tocsin.value.StoredFormatException;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Hides a text from a search, the same way each time; protects nothing. */
public final class TestSealer implements Sealer {

    public static final Sealer KEY = new TestSealer();

    private TestSealer() {}

    @Override
    public String seal(String plain) {
        byte[] bytes = plain.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= 0x5A;
        }
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public String open(String sealed) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(sealed);
        } catch (IllegalArgumentException _) {
            throw new StoredFormatException("not sealed by this key");
        }
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= 0x5A;
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
