package dev.tocsin.connector;

import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.List;

/** Reads what all kinds of {@code auth} share that fetch a token from an OAuth2 endpoint. */
final class OAuth2Parser {

    private OAuth2Parser() {}

    /**
     * @param grant null where its own keys were wrong, which has been reported
     * @return null after a report
     */
    static @Nullable Auth parse(
            MapReader reader, OAuth2.@Nullable Grant grant, List<AddressRange> allowed) {
        ScalarNode url = reader.requiredScalar("tokenUrl");
        Credential id = CredentialParser.open(reader, "clientId");
        OAuth2.Client client = client(reader, id);
        OAuth2.Asked asked =
                new OAuth2.Asked(
                        reader.text("scope"), reader.text("audience"), reader.text("resource"));
        Credential authorities = CredentialParser.pemIfGiven(reader, "tokenCa");
        URI tokenUrl = url == null ? null : ConnectionParser.tokenUrl(reader, url, allowed);
        return tokenUrl == null || client == null || grant == null
                ? null
                : new OAuth2(grant, tokenUrl, client, asked, authorities);
    }

    private static OAuth2.@Nullable Client client(MapReader reader, @Nullable Credential id) {
        boolean byCertificate = reader.node("clientCertificate") != null;
        if (!byCertificate) {
            return withSecret(reader, id);
        }
        Node secret = reader.node("clientSecret");
        Node place = reader.node("clientAuthentication");
        if (secret != null) {
            reader.report(
                    secret.span(),
                    "a client has `clientSecret` or `clientCertificate`, not both",
                    Note.help("remove `clientSecret`: the certificate is the safer of the two"));
            return null;
        }
        if (place != null) {
            reader.report(
                    place.span(),
                    "`clientAuthentication` says where a `clientSecret` goes, and there is none");
            return null;
        }
        ClientCertificate certificate =
                certificate(reader, "clientCertificate", "clientKey", "clientKeyPassword");
        OAuth2.RsaScheme scheme =
                reader.choice(
                        "signature",
                        OAuth2.RsaScheme.PS256,
                        OAuth2.RsaScheme.values(),
                        OAuth2.RsaScheme::name);
        return certificate == null || id == null
                ? null
                : new OAuth2.Client.WithCertificate(id, certificate, scheme);
    }

    private static OAuth2.@Nullable Client withSecret(MapReader reader, @Nullable Credential id) {
        for (String key : List.of("clientKey", "clientKeyPassword", "signature")) {
            Node node = reader.node(key);
            if (node != null) {
                reader.report(
                        node.span(),
                        "`" + key + "` belongs to `clientCertificate`, which is missing");
                return null;
            }
        }
        Credential secret = CredentialParser.secret(reader, "clientSecret");
        OAuth2.Place place =
                reader.choice(
                        "clientAuthentication",
                        OAuth2.Place.FORM,
                        OAuth2.Place.values(),
                        one -> one == OAuth2.Place.FORM ? "form" : "basic");
        return secret == null || id == null
                ? null
                : new OAuth2.Client.WithSecret(id, secret, place);
    }

    /**
     * A certificate with its key.
     *
     * @return null where it is left out, or after a report
     */
    static @Nullable ClientCertificate certificate(
            MapReader reader, String certificateKey, String keyKey, String passwordKey) {
        Credential certificate = CredentialParser.pemIfGiven(reader, certificateKey);
        Credential key = CredentialParser.pemIfGiven(reader, keyKey);
        Credential password = CredentialParser.secretIfGiven(reader, passwordKey);
        if (certificate != null) {
            return new ClientCertificate(certificate, key, password);
        }
        for (Credential alone : new Credential[] {key, password}) {
            if (alone != null && reader.node(certificateKey) == null) {
                reader.report(
                        alone.span(),
                        "`"
                                + (alone == key ? keyKey : passwordKey)
                                + "` belongs to `"
                                + certificateKey
                                + "`, which is missing");
                break;
            }
        }
        return null;
    }
}
