package dev.tocsin.playbook;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.MapNode;
import dev.tocsin.source.SourceText;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * How whoever receives a request knows who sends it. Keys are references ({@code env:TOCSIN_...},
 * {@code file:...}), one or two of them: while a key is replaced, either is taken.
 */
public sealed interface SenderProof {

    List<Name> secrets();

    /**
     * Reads {@code hmac} or {@code token} of whoever receives.
     *
     * @return null where neither is there, or too little of it
     */
    static @Nullable SenderProof parse(
            MapNode receiver, SourceText source, Diagnostics diagnostics) {
        return new SenderProofParser(new Slots(source, diagnostics)).parse(receiver);
    }

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
