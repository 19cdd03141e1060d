package dev.tocsin.connector;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * A certificate with its private key, as PEM (RFC 7468).
 *
 * @param certificate the certificate, then those that vouch for it; the key may stand beside them
 * @param key PKCS #8, RSA or EC; null where it stands with the certificate
 * @param password of the key; null where it is not encrypted
 */
public record ClientCertificate(
        Credential certificate, @Nullable Credential key, @Nullable Credential password) {

    List<Credential> credentials() {
        List<Credential> all = new ArrayList<>();
        all.add(certificate);
        if (key != null) {
            all.add(key);
        }
        if (password != null) {
            all.add(password);
        }
        return all;
    }
}
