package dev.tocsin.connector;

import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.ScalarNode;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Reads {@code auth} of kind {@code hmac}. */
final class SignatureParser {

    private SignatureParser() {}

    /** Null after a report. */
    static @Nullable Auth parse(MapReader reader) {
        Credential secret = CredentialParser.secret(reader, "secret");
        ScalarNode header = reader.requiredScalar("header");
        Signature.Digest digest =
                reader.choice(
                        "algorithm",
                        Signature.Digest.SHA256,
                        Signature.Digest.values(),
                        Signature.Digest::word);
        Signature.Encoding encoding =
                reader.choice(
                        "encoding",
                        Signature.Encoding.HEX,
                        Signature.Encoding.values(),
                        Signature.Encoding::word);
        String prefix = AuthParser.prefix(reader);
        ScalarNode time = reader.scalar("timestampHeader");
        ScalarNode signed = reader.requiredScalar("signed");
        if (!canCarry(reader, header) || !canCarry(reader, time)) {
            return null;
        }
        if (header != null && time != null && header.text().equalsIgnoreCase(time.text())) {
            reader.report(time.span(), "signature and time cannot go into one header");
            return null;
        }
        List<Signature.Piece> pieces = signed == null ? null : pieces(reader, signed);
        if (secret == null || header == null || prefix == null || pieces == null) {
            return null;
        }
        Signature signature =
                new Signature(
                        header.text(),
                        digest,
                        encoding,
                        prefix,
                        time == null ? null : time.text(),
                        pieces);
        return fits(reader, signature, time, signed) ? new Auth.Hmac(secret, signature) : null;
    }

    private static boolean canCarry(MapReader reader, @Nullable ScalarNode header) {
        if (header == null || HeaderNames.canHoldKey(header.text())) {
            return true;
        }
        reader.report(header.span(), "`" + header.text() + "` is no header for a signature");
        return false;
    }

    private static @Nullable List<Signature.Piece> pieces(MapReader reader, ScalarNode signed) {
        List<Signature.Piece> pieces = Signature.pieces(signed.text());
        if (pieces == null) {
            StringBuilder names = new StringBuilder();
            for (Signature.Name name : Signature.Name.values()) {
                names.append(names.isEmpty() ? "`${" : "`, `${").append(name.word()).append('}');
            }
            reader.report(
                    signed.span(),
                    "`signed` names what a request does not have",
                    Note.fact("there are " + names + "`; everything else is signed as it stands"));
        }
        return pieces;
    }

    // What the service cannot see it cannot check, and a time that is not signed can be changed.
    private static boolean fits(
            MapReader reader,
            Signature signature,
            @Nullable ScalarNode time,
            @Nullable ScalarNode signed) {
        boolean signsTime = signature.signs(Signature.Name.TIMESTAMP);
        if (signsTime && time == null && signed != null) {
            reader.report(
                    signed.span(),
                    "`signed` has the time, which no header tells the service",
                    Note.help("name the header in `timestampHeader`"));
            return false;
        }
        if (!signsTime && time != null) {
            reader.report(
                    time.span(),
                    "the time in this header is not signed, so that anybody can change it",
                    Note.help("put `${timestamp}` into `signed`, or leave `timestampHeader` out"));
            return false;
        }
        return true;
    }
}
