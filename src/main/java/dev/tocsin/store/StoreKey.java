package dev.tocsin.store;

import java.util.Arrays;
import java.util.Base64;

/** The 32 bytes that secrets in the store are sealed with. Never printed. */
public final class StoreKey {

    /** Of a key, in bytes: AES-256. */
    public static final int SIZE = 32;

    private final byte[] bytes;

    private StoreKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Of what an environment variable or a file holds.
     *
     * @param text 32 bytes in base64; white space around it does not matter
     * @param where it came from, for the message: {@code TOCSIN_STORE_KEY}
     * @throws StoreException {@code WRONG_KEY} if it is something else
     */
    public static StoreKey parse(String text, String where) throws StoreException {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException _) {
            bytes = new byte[0];
        }
        if (bytes.length != SIZE) {
            throw new StoreException(
                    StoreException.Kind.WRONG_KEY,
                    "the key in " + where + " is not 32 bytes in base64",
                    "`tocsin store key` makes one");
        }
        return new StoreKey(bytes);
    }

    /** Of 32 bytes, which are copied. */
    public static StoreKey of(byte[] bytes) {
        if (bytes.length != SIZE) {
            throw new IllegalArgumentException("a key has 32 bytes, not " + bytes.length);
        }
        return new StoreKey(bytes.clone());
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoreKey that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "(key)";
    }
}
