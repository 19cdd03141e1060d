package dev.tocsin.service.access;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** What the service shows of itself, out of PEM texts (RFC 7468): a chain, and its private key. */
public final class ServerCertificate {

    private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----";
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private ServerCertificate() {}

    /**
     * The context of a server that shows this certificate, for TLS 1.2 and 1.3.
     *
     * @param chain its own certificate first
     * @param key PKCS #8, not encrypted
     * @param now a certificate that has expired by then is refused
     * @throws ListenRefusedException if one cannot be read, or they do not belong together; nothing
     *     of the key is in the message
     */
    public static SSLContext context(String chain, String key, Instant now)
            throws ListenRefusedException {
        X509Certificate[] certificates = certificates(chain);
        X509Certificate own = certificates[0];
        if (own.getNotAfter().before(Date.from(now))) {
            throw refused(
                    "the certificate expired at " + own.getNotAfter().toInstant(), "renew it");
        }
        PrivateKey secret = key(key, own.getPublicKey());
        try {
            char[] none = new char[0];
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setKeyEntry("own", secret, none, certificates);
            KeyManagerFactory managers =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, none);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("a key store in memory does not fail", e);
        }
    }

    private static X509Certificate[] certificates(String chain) throws ListenRefusedException {
        List<X509Certificate> all = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            // Block by block: a key may stand in the same file.
            for (int at = chain.indexOf(CERTIFICATE);
                    at >= 0;
                    at = chain.indexOf(CERTIFICATE, at + 1)) {
                byte[] rest = chain.substring(at).getBytes(StandardCharsets.US_ASCII);
                all.add(
                        (X509Certificate)
                                factory.generateCertificate(new ByteArrayInputStream(rest)));
            }
        } catch (GeneralSecurityException _) {
            all.clear();
        }
        if (!all.isEmpty()) {
            return all.toArray(X509Certificate[]::new);
        }
        throw refused(
                "`tls.certificate` holds no certificate",
                "it is a PEM file with `-----BEGIN CERTIFICATE-----`, the service's own first");
    }

    private static PrivateKey key(String text, PublicKey of) throws ListenRefusedException {
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw refused(
                    "`tls.key` holds no private key in PKCS #8 that could be read",
                    "turn it into one: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW");
        }
        try {
            byte[] der =
                    Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
            PrivateKey key =
                    KeyFactory.getInstance(of.getAlgorithm())
                            .generatePrivate(new PKCS8EncodedKeySpec(der));
            if (belong(key, of)) {
                return key;
            }
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            // A key of another kind belongs to it as little.
        }
        throw refused(
                "`tls.key` is not the key of `tls.certificate`",
                "name the two files that were made together");
    }

    private static boolean belong(PrivateKey key, PublicKey of) throws GeneralSecurityException {
        String kind = of instanceof ECPublicKey ? "ECDSA" : "RSA";
        String algorithm =
                key.getAlgorithm().startsWith("Ed") ? key.getAlgorithm() : "SHA256with" + kind;
        byte[] anything = {1, 2, 3};
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(anything);
        byte[] signed = signature.sign();
        signature.initVerify(of);
        signature.update(anything);
        return signature.verify(signed);
    }

    private static ListenRefusedException refused(String message, String help) {
        return new ListenRefusedException(message, help);
    }
}
