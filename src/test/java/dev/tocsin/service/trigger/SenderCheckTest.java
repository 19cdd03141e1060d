package dev.tocsin.service.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.connector.CredentialSource;
import dev.tocsin.connector.Secret;
import dev.tocsin.playbook.Name;
import dev.tocsin.playbook.SenderProof;
import dev.tocsin.playbook.SenderProof.Encoding;
import dev.tocsin.service.trigger.SenderCheck.Verdict;
import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** S11, without the sockets: signatures, windows, two keys. */
final class SenderCheckTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final byte[] BODY = "{\"url\": \"x\"}".getBytes(StandardCharsets.UTF_8);

    private record Keys(Map<String, String> values) implements CredentialSource {
        @Override
        public @Nullable Secret find(String reference, Instant deadline) {
            String value = values.get(reference);
            return value == null ? null : Secret.of(value);
        }

        @Override
        public String howToSet(String reference) {
            return "set " + reference;
        }
    }

    private static final SenderCheck CHECK =
            new SenderCheck(
                    new Keys(Map.of("env:TOCSIN_ONE", "first", "env:TOCSIN_TWO", "second")));

    private static Name name(String text) {
        return new Name(text, Span.at(0));
    }

    private static SenderProof.Hmac hmac(@Nullable String time, Encoding encoding) {
        return new SenderProof.Hmac(
                List.of(name("env:TOCSIN_ONE"), name("env:TOCSIN_TWO")),
                name("X-Signature"),
                name("sha256="),
                encoding,
                time == null ? null : name(time));
    }

    static byte[] sign(String key, String before, byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        mac.update(before.getBytes(StandardCharsets.UTF_8));
        return mac.doFinal(body);
    }

    private static Verdict check(SenderProof proof, Map<String, String> headers, byte[] body)
            throws InterruptedException {
        return CHECK.check(proof, headers::get, body, NOW);
    }

    @Test
    void eitherKeyIsTaken() throws Exception {
        for (String key : List.of("first", "second")) {
            String signature = "sha256=" + HexFormat.of().formatHex(sign(key, "", BODY));
            Verdict verdict =
                    check(hmac(null, Encoding.HEX), Map.of("x-signature", signature), BODY);
            assertInstanceOf(Verdict.Proven.class, verdict);
            assertEquals(NOW.plus(SenderCheck.UNTIMED_MEMORY), ((Verdict.Proven) verdict).until());
        }
        String base64 =
                "sha256=" + java.util.Base64.getEncoder().encodeToString(sign("first", "", BODY));
        assertInstanceOf(
                Verdict.Proven.class,
                check(hmac(null, Encoding.BASE64), Map.of("x-signature", base64), BODY));
    }

    @Test
    void aForgedOrChangedOrUnsignedBodyIsRefused() throws Exception {
        String forged = "sha256=" + HexFormat.of().formatHex(sign("guess", "", BODY));
        String good = "sha256=" + HexFormat.of().formatHex(sign("first", "", BODY));
        byte[] changed = "{\"url\": \"y\"}".getBytes(StandardCharsets.UTF_8);
        SenderProof proof = hmac(null, Encoding.HEX);
        for (Map<String, String> headers :
                List.of(
                        Map.of("x-signature", forged),
                        Map.of("x-signature", good.substring(7)),
                        Map.of("x-signature", "sha256=zz"),
                        Map.of("x-signature", ""),
                        Map.<String, String>of())) {
            assertInstanceOf(Verdict.Unproven.class, check(proof, headers, BODY));
        }
        assertInstanceOf(
                Verdict.Unproven.class, check(proof, Map.of("x-signature", good), changed));
    }

    @Test
    void theSignedTimeIsWithinFiveMinutesEitherWay() throws Exception {
        for (long off : List.of(-301L, -300L, 0L, 300L, 301L)) {
            String time = String.valueOf(NOW.getEpochSecond() + off);
            String signature =
                    "sha256=" + HexFormat.of().formatHex(sign("first", time + ".", BODY));
            Verdict verdict =
                    check(
                            hmac("X-Time", Encoding.HEX),
                            Map.of("x-signature", signature, "x-time", time),
                            BODY);
            boolean within = Math.abs(off) <= 300;
            assertEquals(within, verdict instanceof Verdict.Proven, "off by " + off);
            if (verdict instanceof Verdict.Proven proven) {
                assertTrue(proven.until().isAfter(NOW.plusSeconds(off).plusSeconds(300)));
            }
        }
    }

    @Test
    void aTimeThatWasNotSignedIsRefused() throws Exception {
        String time = String.valueOf(NOW.getEpochSecond());
        String signature = "sha256=" + HexFormat.of().formatHex(sign("first", "", BODY));
        SenderProof proof = hmac("X-Time", Encoding.HEX);
        assertInstanceOf(
                Verdict.Unproven.class,
                check(proof, Map.of("x-signature", signature, "x-time", time), BODY));
        assertInstanceOf(
                Verdict.Unproven.class, check(proof, Map.of("x-signature", signature), BODY));
        assertInstanceOf(
                Verdict.Unproven.class,
                check(proof, Map.of("x-signature", signature, "x-time", "soon"), BODY));
    }

    @Test
    void aTokenIsShownAsBearerOrInItsHeader() throws Exception {
        SenderProof bearer = new SenderProof.Token(List.of(name("env:TOCSIN_ONE")), null);
        SenderProof own = new SenderProof.Token(List.of(name("env:TOCSIN_ONE")), name("X-Token"));
        assertInstanceOf(
                Verdict.Proven.class, check(bearer, Map.of("authorization", "bearer first"), BODY));
        assertInstanceOf(
                Verdict.Unproven.class,
                check(bearer, Map.of("authorization", "Bearer second"), BODY));
        assertInstanceOf(
                Verdict.Unproven.class, check(bearer, Map.of("authorization", "first"), BODY));
        assertInstanceOf(Verdict.Proven.class, check(own, Map.of("x-token", "first"), BODY));
        assertInstanceOf(Verdict.Unproven.class, check(own, Map.of(), BODY));
    }

    @Test
    void withoutAnyKeyNobodyIsLetIn() throws Exception {
        SenderProof proof =
                new SenderProof.Token(List.of(name("env:TOCSIN_GONE")), name("X-Token"));
        assertInstanceOf(Verdict.Unready.class, check(proof, Map.of("x-token", ""), BODY));
    }
}
