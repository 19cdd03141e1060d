package dev.tocsin.connector;

import dev.tocsin.value.IntValue;
import dev.tocsin.value.Json;
import dev.tocsin.value.MapValue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * A signed statement by which a client proves to a token endpoint who it is (RFC 7523 section 3,
 * RFC 7515), with the thumbprint by which Entra finds the certificate ({@code x5t#S256}).
 */
final class ClientAssertion {

    /** What {@code client_assertion_type} is. */
    static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    // Long enough for a slow line, too short to be of use to whoever finds it later.
    private static final Duration LIFE = Duration.ofMinutes(5);

    private ClientAssertion() {}

    /**
     * @param now from when on it is good
     * @throws GeneralSecurityException if the key cannot sign in this way
     */
    static String of(KeyMaterial client, OAuth2.RsaScheme rsa, String id, URI audience, Instant now)
            throws GeneralSecurityException {
        byte[] thumbprint =
                MessageDigest.getInstance("SHA-256").digest(client.certificate().getEncoded());
        String algorithm = algorithm(client, rsa);
        MapValue header =
                MapValue.builder()
                        .put("alg", algorithm)
                        .put("typ", "JWT")
                        .put("x5t#S256", base64(thumbprint))
                        .build();
        MapValue claims =
                MapValue.builder()
                        .put("aud", audience.toString())
                        .put("iss", id)
                        .put("sub", id)
                        .put("jti", UUID.randomUUID().toString())
                        .put("nbf", new IntValue(now.getEpochSecond()))
                        .put("iat", new IntValue(now.getEpochSecond()))
                        .put("exp", new IntValue(now.plus(LIFE).getEpochSecond()))
                        .build();
        String signed = base64(bytes(Json.write(header))) + '.' + base64(bytes(Json.write(claims)));
        Signature signature = signature(algorithm);
        signature.initSign(client.key());
        signature.update(bytes(signed));
        return signed + '.' + base64(signature.sign());
    }

    private static String algorithm(KeyMaterial client, OAuth2.RsaScheme rsa) {
        if (!(client.key() instanceof ECPrivateKey key)) {
            return rsa.name();
        }
        return switch (key.getParams().getOrder().bitLength()) {
            case 384 -> "ES384";
            case 521 -> "ES512";
            default -> "ES256";
        };
    }

    private static Signature signature(String algorithm) throws GeneralSecurityException {
        return switch (algorithm) {
            case "PS256" -> {
                Signature pss = Signature.getInstance("RSASSA-PSS");
                pss.setParameter(
                        new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
                yield pss;
            }
            case "RS256" -> Signature.getInstance("SHA256withRSA");
            // R and S side by side, not as DER (RFC 7518 section 3.4).
            case "ES384" -> Signature.getInstance("SHA384withECDSAinP1363Format");
            case "ES512" -> Signature.getInstance("SHA512withECDSAinP1363Format");
            default -> Signature.getInstance("SHA256withECDSAinP1363Format");
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
