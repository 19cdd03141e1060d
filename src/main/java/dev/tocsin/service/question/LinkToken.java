package dev.tocsin.service.question;

import dev.tocsin.value.Sha256;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secret of one link: 256 random bits. The store knows only a {@link #hash}, so who reads the
 * store cannot answer.
 *
 * @param text 43 characters that may stand in an address as they are
 */
record LinkToken(String text) {

    static LinkToken of(SecureRandom random) {
        byte[] bits = new byte[32];
        random.nextBytes(bits);
        return new LinkToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    }

    /**
     * What the store keeps: SHA-256 over the secret and what its page shows. A link to a question
     * that reads otherwise now is a link that nobody ever got. SHA-256 is enough, because what is
     * hashed cannot be guessed.
     *
     * @param shown {@link SheetText#digest} of the question
     */
    String hash(String shown) {
        return Sha256.hex((text + "." + shown).getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        return "LinkToken";
    }
}
