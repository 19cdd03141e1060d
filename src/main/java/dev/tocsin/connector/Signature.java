package dev.tocsin.connector;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * What is signed of a request, and where the signature goes.
 *
 * @param header carries the signature
 * @param prefix what stands before the signature: {@code sha256=}
 * @param timestampHeader carries the time that is signed; null where none is
 * @param signed the text that is signed, in order
 */
public record Signature(
        String header,
        Digest digest,
        Encoding encoding,
        String prefix,
        @Nullable String timestampHeader,
        List<Piece> signed) {

    public Signature {
        signed = List.copyOf(signed);
    }

    /** FIPS 198-1 over FIPS 180-4. */
    public enum Digest {
        SHA256("sha256", "HmacSHA256"),
        SHA512("sha512", "HmacSHA512");

        private final String word;
        private final String algorithm;

        Digest(String word, String algorithm) {
            this.word = word;
            this.algorithm = algorithm;
        }

        String word() {
            return word;
        }

        /** As the JDK calls it. */
        String algorithm() {
            return algorithm;
        }
    }

    /** How the bytes of the signature are written; hexadecimal digits are in lower case. */
    public enum Encoding {
        HEX("hex"),
        BASE64("base64");

        private final String word;

        Encoding(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** A stretch of the signed text. */
    public sealed interface Piece {

        record Constant(String text) implements Piece {}

        record Part(Name name) implements Piece {}
    }

    /** What of a request may be signed. */
    public enum Name {
        /** In upper case. */
        METHOD("method"),
        /** As sent, without the query. */
        PATH("path"),
        /** As sent: the path, with {@code ?} and the query where there is one. */
        TARGET("target"),
        /** Seconds since 1970, as sent in the header for it. */
        TIMESTAMP("timestamp"),
        /** The bytes of the body; nothing where there is none. */
        BODY("body");

        private final String word;

        Name(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    boolean signs(Name name) {
        return signed.contains(new Piece.Part(name));
    }

    /** What {@code ${...}} in {@code text} stand for; null where one is unknown or has no end. */
    static @Nullable List<Piece> pieces(String text) {
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf("${"); at >= 0; at = text.indexOf("${", from)) {
            int end = text.indexOf('}', at);
            Name name = end < 0 ? null : name(text.substring(at + 2, end).strip());
            if (name == null) {
                return null;
            }
            if (at > from) {
                pieces.add(new Piece.Constant(text.substring(from, at)));
            }
            pieces.add(new Piece.Part(name));
            from = end + 1;
        }
        if (from < text.length()) {
            pieces.add(new Piece.Constant(text.substring(from)));
        }
        return pieces;
    }

    private static @Nullable Name name(String word) {
        for (Name name : Name.values()) {
            if (name.word.equals(word)) {
                return name;
            }
        }
        return null;
    }
}
