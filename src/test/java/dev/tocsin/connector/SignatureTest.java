package dev.tocsin.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/** Signed requests, checked with HMAC as RFC 2104 writes it down rather than with the JDK's. */
final class SignatureTest {

    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final String SECRET = "it is our secret";

    /** The worked example of the manual. */
    @Test
    void exampleOfTheManual() throws Exception {
        String manual = Files.readString(Path.of("docs/connectors.md"));
        String auth = between(manual, "auth:\n  kind: hmac", "```");
        String signed = between(manual, "1772438400.POST", "```").stripTrailing();
        String expected = between(manual, "X-Signature: sha256=", "\n").strip();
        assertEquals("X-Signature: sha256=" + hmac("SHA-256", 64, SECRET, signed), expected);
        try (FakeService service = FakeService.answering(204, "text/plain", "");
                Calling calling = calling(service, auth)) {
            calling.call(
                    "http.send",
                    "{'path':'/v1/blocks','query':{'dry':'false'},'method':'POST',"
                            + "'body':{'ip':'203.0.113.7'}}");
            FakeService.Request sent = service.last();
            assertEquals("/v1/blocks?dry=false", sent.uri());
            assertEquals("{\"ip\":\"203.0.113.7\"}", sent.body());
            assertEquals("1772438400", sent.header("x-timestamp"));
            assertEquals(expected, "X-Signature: " + sent.header("x-signature"));
        }
    }

    private static String between(String text, String start, String end) {
        int from = text.indexOf(start);
        assertTrue(from >= 0, start);
        return text.substring(from, text.indexOf(end, from));
    }

    @Test
    void inBase64OverPathAndNothing() throws Exception {
        String auth =
                """
                auth:
                  kind: hmac
                  secret: env:TOCSIN_SIGNING_SECRET
                  header: Authorization
                  prefix: "HMAC "
                  algorithm: sha512
                  encoding: base64
                  signed: "${method} ${path}$${body}!"
                """;
        try (FakeService service = FakeService.answering(200, "text/plain", "x");
                Calling calling = calling(service, auth)) {
            calling.call("http.get", "{'path':'/a%20b/c','query':{'q':'1'}}");
            byte[] digest = HexFormat.of().parseHex(hmac("SHA-512", 128, SECRET, "GET /a%20b/c$!"));
            assertEquals(
                    "HMAC " + Base64.getEncoder().encodeToString(digest),
                    service.last().header("authorization"));
            assertEquals("", service.last().header("x-timestamp"));
        }
    }

    /** A redirect is another request: what was signed for the first is not sent to the second. */
    @Test
    void redirectIsSignedAnew() throws Exception {
        String auth =
                """
                auth:
                  kind: hmac
                  secret: env:TOCSIN_SIGNING_SECRET
                  header: X-Signature
                  signed: ${target}
                """;
        try (FakeService service =
                        new FakeService(
                                exchange -> {
                                    if (exchange.getRequestURI().getPath().equals("/old")) {
                                        exchange.getResponseHeaders().set("Location", "/new?x=1");
                                        exchange.sendResponseHeaders(302, -1);
                                    } else {
                                        FakeService.respond(exchange, 200, "text/plain", "x");
                                    }
                                });
                Calling calling = calling(service, auth)) {
            // What a step puts there itself is the connection's to say.
            calling.call("http.get", "{'path':'/old','headers':{'X-Signature':'mine'}}");
            assertEquals(
                    hmac("SHA-256", 64, SECRET, "/new?x=1"), service.last().header("x-signature"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"${bdy}", "${body", "${}", "a ${METHOD}"})
    void namesNothingThatThereIsNot(String signed) {
        assertNull(Signature.pieces(signed));
    }

    private static Calling calling(FakeService service, String auth) {
        return new Calling(
                "connections:\n  http:\n    url: "
                        + service.url()
                        + "\n    allowAddresses: [127.0.0.1]\n"
                        + auth.indent(4),
                Map.of("env:TOCSIN_SIGNING_SECRET", SECRET),
                new TestMachine().at(NOW));
    }

    /** RFC 2104 section 2. */
    private static String hmac(String hash, int block, String secret, String text)
            throws Exception {
        byte[] key = Arrays.copyOf(secret.getBytes(StandardCharsets.UTF_8), block);
        MessageDigest digest = MessageDigest.getInstance(hash);
        byte[] inner = digest.digest(padded(key, 0x36, text.getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest(padded(key, 0x5c, inner)));
    }

    private static byte[] padded(byte[] key, int pad, byte[] text) throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte b : key) {
            all.write(b ^ pad);
        }
        all.write(text);
        return all.toByteArray();
    }
}
