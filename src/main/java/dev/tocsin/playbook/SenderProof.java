package dev.tocsin.playbook;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * How a webhook knows who sends. Keys are references ({@code env:TOCSIN_...}, {@code file:...}),
 * one or two of them: while a key is replaced, either is taken.
 */
public sealed interface SenderProof {

    List<Name> secrets();

    /**
     * The sender signs the bytes of the body with HMAC-SHA-256.
     *
     * @param header that holds the signature
     * @param prefix what stands before it, or null
     * @param encoding how it is written
     * @param timestampHeader the time of sending in seconds since 1970, signed as {@code
     *     time.body}; null where the time is not signed, and a copy could be sent later
     */
    record Hmac(
            List<Name> secrets,
            Name header,
            @Nullable Name prefix,
            Encoding encoding,
            @Nullable Name timestampHeader)
            implements SenderProof {
        public Hmac {
            secrets = List.copyOf(secrets);
        }
    }

    /**
     * The sender shows a token.
     *
     * @param header that holds it; null for {@code Authorization}, after {@code Bearer}
     */
    record Token(List<Name> secrets, @Nullable Name header) implements SenderProof {
        public Token {
            secrets = List.copyOf(secrets);
        }
    }

    /** How bytes are written as text. */
    enum Encoding {
        HEX("hex"),
        BASE64("base64");

        private final String word;

        Encoding(String word) {
            this.word = word;
        }

        /** As playbooks write it. */
        public String word() {
            return word;
        }
    }
}
