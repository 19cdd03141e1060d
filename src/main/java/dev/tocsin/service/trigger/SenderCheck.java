package dev.tocsin.service.trigger;

import dev.tocsin.connector.ConnectorException;
import dev.tocsin.connector.CredentialSource;
import dev.tocsin.connector.Secret;
import dev.tocsin.playbook.Name;
import dev.tocsin.playbook.SenderProof;
import dev.tocsin.value.Sha256;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whether a webhook's sender is who the playbook wants. Compares in constant time, looks at the
 * bytes as they came, and tells a stranger nothing about why. Thread-safe.
 *
 * @param credentials where the keys are found, asked anew each time so that a key can be replaced
 *     without a restart
 */
public record SenderCheck(CredentialSource credentials) {

    /** How far the signed time may be from ours, either way. */
    static final Duration WINDOW = Duration.ofMinutes(5);

    /** How long a signature without a time is remembered: a copy within it is refused. */
    static final Duration UNTIMED_MEMORY = Duration.ofHours(24);

    private static final Duration KEY_LIMIT = Duration.ofSeconds(5);

    /** What came of a check. */
    sealed interface Verdict {

        /**
         * The sender has a key.
         *
         * @param signature by which a copy of the request is known, or null where a token was shown
         * @param until when a copy is refused for another reason, or may be forgotten; null
         *     likewise
         */
        record Proven(byte @Nullable [] signature, @Nullable Instant until) implements Verdict {}

        /**
         * It has none, or shows none.
         *
         * @param reason for our own log; the sender hears only that it is refused
         */
        record Unproven(String reason) implements Verdict {}

        /**
         * No key is there to compare with: our own fault.
         *
         * @param reason with what to do
         */
        record Unready(String reason) implements Verdict {}
    }

    /**
     * @param header gives a request header by its name in lower case, or null
     * @param body as received
     */
    Verdict check(
            SenderProof proof, UnaryOperator<@Nullable String> header, byte[] body, Instant now)
            throws InterruptedException {
        List<byte[]> keys = new ArrayList<>();
        StringBuilder missing = new StringBuilder();
        for (Name reference : proof.secrets()) {
            byte[] key = key(reference.text(), now, missing);
            if (key != null && key.length > 0) {
                keys.add(key);
            }
        }
        if (keys.isEmpty()) {
            return new Verdict.Unready("none of its keys is there: " + missing);
        }
        return switch (proof) {
            case SenderProof.Hmac hmac -> signed(hmac, keys, header, body, now);
            case SenderProof.Token token -> shown(token, keys, header);
        };
    }

    private byte @Nullable [] key(String reference, Instant now, StringBuilder missing)
            throws InterruptedException {
        String reason;
        try {
            Secret secret = credentials.find(reference, now.plus(KEY_LIMIT));
            if (secret != null) {
                return secret.reveal().getBytes(StandardCharsets.UTF_8);
            }
            reason = credentials.howToSet(reference);
        } catch (ConnectorException e) {
            reason = e.text();
        }
        missing.append(missing.isEmpty() ? "" : "; ")
                .append('`')
                .append(reference)
                .append("`: ")
                .append(reason);
        return null;
    }

    private static Verdict signed(
            SenderProof.Hmac hmac,
            List<byte[]> keys,
            UnaryOperator<@Nullable String> header,
            byte[] body,
            Instant now) {
        String given = header.apply(lower(hmac.header()));
        if (given == null) {
            return new Verdict.Unproven("the header `" + hmac.header() + "` is missing");
        }
        String prefix = hmac.prefix() == null ? "" : hmac.prefix().text();
        if (!given.startsWith(prefix)) {
            return new Verdict.Unproven("the signature does not begin with `" + prefix + "`");
        }
        byte[] signature = decoded(given.substring(prefix.length()), hmac.encoding());
        if (signature == null) {
            return new Verdict.Unproven("the signature is not " + hmac.encoding().word());
        }
        Instant until = now.plus(UNTIMED_MEMORY);
        byte[] before = {};
        if (hmac.timestampHeader() != null) {
            String time = header.apply(lower(hmac.timestampHeader()));
            Instant sent = time == null ? null : seconds(time);
            if (time == null || sent == null) {
                return new Verdict.Unproven(
                        "the header `"
                                + hmac.timestampHeader()
                                + "` is missing, or no number of seconds since 1970");
            }
            if (Duration.between(sent, now).abs().compareTo(WINDOW) > 0) {
                return new Verdict.Unproven("it was sent at " + sent + ", and here it is " + now);
            }
            // Once the signed time has left the window, a copy is refused for that.
            until = sent.plus(WINDOW).plusSeconds(1);
            before = (time + ".").getBytes(StandardCharsets.UTF_8);
        }
        boolean proven = false;
        for (byte[] key : keys) {
            // Each key is tried: the time taken must not tell which one it was.
            proven |= MessageDigest.isEqual(hmac(key, before, body), signature);
        }
        return proven
                ? new Verdict.Proven(signature, until)
                : new Verdict.Unproven("the signature fits none of the keys");
    }

    private static Verdict shown(
            SenderProof.Token token, List<byte[]> keys, UnaryOperator<@Nullable String> header) {
        Name name = token.header();
        String given = header.apply(name == null ? "authorization" : lower(name));
        if (given == null) {
            return new Verdict.Unproven("no token is shown");
        }
        if (name == null) {
            if (!given.regionMatches(true, 0, "Bearer ", 0, 7)) {
                return new Verdict.Unproven("`Authorization` holds no bearer token");
            }
            given = given.substring(7).strip();
        }
        byte[] digest = Sha256.of(given.getBytes(StandardCharsets.UTF_8));
        boolean proven = false;
        for (byte[] key : keys) {
            // Digests have one length, so that the time does not tell how long the token is.
            proven |= MessageDigest.isEqual(Sha256.of(key), digest);
        }
        return proven
                ? new Verdict.Proven(null, null)
                : new Verdict.Unproven("the token is none of the keys");
    }

    private static byte @Nullable [] decoded(String text, SenderProof.Encoding encoding) {
        try {
            return switch (encoding) {
                case HEX -> HexFormat.of().parseHex(text);
                case BASE64 -> Base64.getDecoder().decode(text);
            };
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static @Nullable Instant seconds(String text) {
        try {
            return text.length() > 12 ? null : Instant.ofEpochSecond(Long.parseLong(text));
        } catch (NumberFormatException _) {
            return null;
        }
    }

    private static String lower(Name header) {
        return header.text().toLowerCase(java.util.Locale.ROOT);
    }

    private static byte[] hmac(byte[] key, byte[] before, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(before);
            return mac.doFinal(body);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256, for any key", e);
        }
    }
}
