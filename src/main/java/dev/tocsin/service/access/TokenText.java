package dev.tocsin.service.access;

import dev.tocsin.value.Sha256;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A token as it is written: {@code tocsin_<id>_<secret>}. The id (12 hex digits) finds it in the
 * store and may be shown; the secret is 256 random bits in base64url (43 characters). That much
 * cannot be guessed, so one SHA-256 is kept of it and no slow hash.
 *
 * @param id 12 hex digits
 * @param secret 43 characters
 */
public record TokenText(String id, String secret) {

    private static final String PREFIX = "tocsin_";
    private static final int ID = 12;
    private static final int SECRET = 43;
    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new one. */
    public static TokenText fresh() {
        byte[] id = new byte[ID / 2];
        RANDOM.nextBytes(id);
        return new TokenText(HexFormat.of().formatHex(id), secretText());
    }

    /** 256 random bits, for tokens and sessions alike. */
    static String secretText() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** Reads one, or null where it is not of this form. */
    static @Nullable TokenText parse(String text) {
        if (text.length() != PREFIX.length() + ID + 1 + SECRET
                || !text.startsWith(PREFIX)
                || text.charAt(PREFIX.length() + ID) != '_') {
            return null;
        }
        String id = text.substring(PREFIX.length(), PREFIX.length() + ID);
        return id.chars().allMatch(TokenText::isHex)
                ? new TokenText(id, text.substring(PREFIX.length() + ID + 1))
                : null;
    }

    private static boolean isHex(int c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
    }

    /** The whole, to be given to its owner once and kept nowhere. */
    public String text() {
        return PREFIX + id + "_" + secret;
    }

    /** What is stored of it, in hex. */
    public String hash() {
        return Sha256.hex(text());
    }

    /** Whether the hashes are the same; takes as long for each that differ. */
    static boolean sameHash(String one, String two) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), two.getBytes(StandardCharsets.US_ASCII));
    }

    /** Without the secret, so that no log ever has it. */
    @Override
    public String toString() {
        return PREFIX + id + "_…";
    }
}
