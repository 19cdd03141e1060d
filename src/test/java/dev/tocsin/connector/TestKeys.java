package dev.tocsin.connector;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The certificates of {@code src/test/resources/tls}, which {@code make.sh} there makes. */
final class TestKeys {

    private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----";

    private TestKeys() {}

    /** The text of {@code NAME.pem}. */
    static String pem(String name) throws IOException {
        return Files.readString(Path.of("src/test/resources/tls", name + ".pem"));
    }

    /** The certificates in {@code NAME.pem}, its own first. */
    static List<X509Certificate> certificates(String name)
            throws IOException, GeneralSecurityException {
        String pem = pem(name);
        List<X509Certificate> certificates = new ArrayList<>();
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        for (int at = pem.indexOf(CERTIFICATE); at >= 0; at = pem.indexOf(CERTIFICATE, at + 1)) {
            byte[] rest = pem.substring(at).getBytes(StandardCharsets.US_ASCII);
            certificates.add(
                    (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(rest)));
        }
        return certificates;
    }

    private static PrivateKey key(String name) throws IOException, GeneralSecurityException {
        String algorithm = certificates(name).getFirst().getPublicKey().getAlgorithm();
        String pem = pem(name).substring(0, pem(name).indexOf("-----END PRIVATE KEY"));
        byte[] der = Base64.getMimeDecoder().decode(pem.substring(pem.indexOf('\n')));
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    }

    /** Of a service that shows {@code NAME.pem} and believes what the tests' authority signed. */
    static SSLContext service(String name) throws IOException, GeneralSecurityException {
        char[] none = new char[0];
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry(
                "own", key(name), none, certificates(name).toArray(new X509Certificate[0]));
        KeyManagerFactory own =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, none);
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        authorities.setCertificateEntry("ca", certificates("ca").getFirst());
        TrustManagerFactory trusted =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(authorities);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }
}
