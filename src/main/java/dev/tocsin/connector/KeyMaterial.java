package dev.tocsin.connector;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A private key with its certificate, read and found to belong together.
 *
 * @param key RSA or EC
 * @param chain the certificate, then those that vouch for it
 */
record KeyMaterial(PrivateKey key, List<X509Certificate> chain) {

    X509Certificate certificate() {
        return chain.getFirst();
    }

    /**
     * @throws ConnectorException of kind {@code unauthorized} if a reference leads nowhere, or to
     *     what is no such thing; nothing was sent
     */
    static KeyMaterial read(ClientCertificate client, Credentials credentials, Instant deadline)
            throws ConnectorException, InterruptedException {
        List<Pem> blocks = blocks(client.certificate(), credentials, deadline);
        List<X509Certificate> chain = certificates(blocks, client.certificate(), credentials);
        Credential keyFile = client.key() == null ? client.certificate() : client.key();
        List<Pem> keys =
                client.key() == null ? blocks : blocks(client.key(), credentials, deadline);
        PrivateKey key = key(keys, keyFile, client, credentials, deadline);
        if (!belong(key, chain.getFirst())) {
            throw credentials.unusable(
                    client.certificate(),
                    "does not belong to the private key"
                            + (client.key() == null ? " beside it" : "")
                            + "; the certificate of the key comes first, those that vouch for it"
                            + " after it");
        }
        return new KeyMaterial(key, chain);
    }

    /** The certificates that {@code authorities} refers to; at least one. */
    static List<X509Certificate> authorities(
            Credential authorities, Credentials credentials, Instant deadline)
            throws ConnectorException, InterruptedException {
        return certificates(blocks(authorities, credentials, deadline), authorities, credentials);
    }

    private static List<Pem> blocks(Credential pem, Credentials credentials, Instant deadline)
            throws ConnectorException, InterruptedException {
        List<Pem> blocks = Pem.parse(credentials.resolvePem(pem, deadline).reveal());
        if (blocks == null) {
            throw credentials.unusable(pem, "is broken: a block has no end, or is no base64");
        }
        return blocks;
    }

    private static List<X509Certificate> certificates(
            List<Pem> blocks, Credential file, Credentials credentials) throws ConnectorException {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Pem block : blocks) {
                if (block.label().equals("CERTIFICATE")) {
                    certificates.add(
                            (X509Certificate)
                                    factory.generateCertificate(
                                            new ByteArrayInputStream(block.bytes())));
                }
            }
        } catch (CertificateException _) {
            throw credentials.unusable(file, "holds a certificate that cannot be read");
        }
        if (certificates.isEmpty()) {
            throw credentials.unusable(
                    file, "holds no certificate: `-----BEGIN CERTIFICATE-----` is missing");
        }
        return certificates;
    }

    private static PrivateKey key(
            List<Pem> blocks,
            Credential file,
            ClientCertificate client,
            Credentials credentials,
            Instant deadline)
            throws ConnectorException, InterruptedException {
        for (Pem block : blocks) {
            switch (block.label()) {
                case "PRIVATE KEY" -> {
                    return plain(block.bytes(), file, credentials);
                }
                case "ENCRYPTED PRIVATE KEY" -> {
                    return encrypted(block.bytes(), file, client, credentials, deadline);
                }
                case "RSA PRIVATE KEY", "EC PRIVATE KEY" ->
                        throw credentials.unusable(
                                file,
                                "holds a key in an old form (`"
                                        + block.label()
                                        + "`); convert it: `openssl pkcs8 -topk8 -in old.pem -out"
                                        + " new.pem`");
                default -> {}
            }
        }
        throw credentials.unusable(
                file, "holds no private key: `-----BEGIN PRIVATE KEY-----` is missing");
    }

    private static PrivateKey plain(byte[] der, Credential file, Credentials credentials)
            throws ConnectorException {
        for (String algorithm : List.of("RSA", "EC")) {
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (InvalidKeySpecException _) {
                // The other algorithm, or none that is taken.
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK has " + algorithm, e);
            }
        }
        throw credentials.unusable(file, "holds a private key that is neither RSA nor EC");
    }

    private static PrivateKey encrypted(
            byte[] der,
            Credential file,
            ClientCertificate client,
            Credentials credentials,
            Instant deadline)
            throws ConnectorException, InterruptedException {
        if (client.password() == null) {
            throw credentials.unusable(
                    file, "holds an encrypted key, and the connection does not name its password");
        }
        String password = credentials.resolve(client.password(), deadline).reveal();
        EncryptedPrivateKeyInfo info;
        Cipher cipher;
        Key secret;
        try {
            info = new EncryptedPrivateKeyInfo(der);
            cipher = Cipher.getInstance(info.getAlgName());
            secret =
                    SecretKeyFactory.getInstance(info.getAlgName())
                            .generateSecret(new PBEKeySpec(password.toCharArray()));
        } catch (IOException | GeneralSecurityException _) {
            throw credentials.unusable(
                    file,
                    "is encrypted in a way that is not known; encrypt it anew: `openssl pkcs8"
                            + " -topk8 -v2 aes-256-cbc -in old.pem -out new.pem`");
        }
        byte[] plain;
        try {
            cipher.init(Cipher.DECRYPT_MODE, secret, info.getAlgParameters());
            plain = info.getKeySpec(cipher).getEncoded();
        } catch (GeneralSecurityException _) {
            throw credentials.unusable(
                    file,
                    "cannot be decrypted with the password `"
                            + Credentials.nameOf(client.password())
                            + "`");
        }
        return plain(plain, file, credentials);
    }

    private static boolean belong(PrivateKey key, X509Certificate certificate) {
        byte[] text = {1, 2, 3};
        try {
            Signature signature =
                    Signature.getInstance(
                            key instanceof ECPrivateKey ? "SHA256withECDSA" : "SHA256withRSA");
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }
}
