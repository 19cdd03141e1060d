package dev.tocsin.store;

import dev.tocsin.value.Sealer;
import dev.tocsin.value.Sha256;
import dev.tocsin.value.StoredFormatException;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals with AES-256 in Galois/Counter Mode: {@code v1.KEYID.BASE64URL}, where the last part is a
 * nonce of 12 random bytes, the ciphertext and a tag of 16 bytes. What stands before it is
 * authenticated too. One key may seal 2<sup>32</sup> texts (NIST SP 800-38D, 8.3).
 */
final class GcmSealer implements Sealer {

    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final String head;
    private final SecureRandom random = new SecureRandom();

    GcmSealer(StoreKey key) {
        this.key = new SecretKeySpec(key.bytes(), "AES");
        this.head = "v1." + id(key) + ".";
    }

    /** Names a key without telling anything about it. */
    private static String id(StoreKey key) {
        MessageDigest digest = Sha256.digest();
        digest.update("tocsin store key".getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(digest.digest(key.bytes()), 0, 4);
    }

    @Override
    public String seal(String plain) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            byte[] cipher =
                    cipher(Cipher.ENCRYPT_MODE, nonce)
                            .doFinal(plain.getBytes(StandardCharsets.UTF_8));
            byte[] all = Arrays.copyOf(nonce, NONCE + cipher.length);
            System.arraycopy(cipher, 0, all, NONCE, cipher.length);
            return head + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("each JDK has AES/GCM", e);
        }
    }

    @Override
    public String open(String sealed) {
        if (!sealed.startsWith(head)) {
            throw new StoredFormatException("a secret was sealed with another key");
        }
        try {
            byte[] all = Base64.getUrlDecoder().decode(sealed.substring(head.length()));
            byte[] nonce = Arrays.copyOf(all, NONCE);
            byte[] plain =
                    cipher(Cipher.DECRYPT_MODE, nonce).doFinal(all, NONCE, all.length - NONCE);
            return new String(plain, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            throw new StoredFormatException("a sealed secret was changed");
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(head.getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }
}
