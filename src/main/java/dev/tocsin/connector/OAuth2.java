package dev.tocsin.connector;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * A token from an OAuth2 token endpoint (RFC 6749).
 *
 * @param tokenUrl the endpoint; absolute, without query and login
 * @param asked what the token is to be good for
 * @param tokenAuthorities PEM with the authorities of the endpoint where it is not at the
 *     connection's own origin; null for those of this machine
 */
public record OAuth2(
        Grant grant,
        URI tokenUrl,
        Client client,
        Asked asked,
        @Nullable Credential tokenAuthorities)
        implements Auth.ByToken {

    /** On whose behalf the token is. */
    public sealed interface Grant {

        /** The client's own (section 4.4). */
        record ClientCredentials() implements Grant {}

        /** A user's, whose password the client knows (section 4.3). */
        record Password(Credential user, Credential password) implements Grant {}

        /** That of whoever signed in once (section 6). The endpoint may replace the token. */
        record RefreshToken(Credential token) implements Grant {}
    }

    /** How the client says who it is. */
    public sealed interface Client {

        Credential id();

        /** Section 2.3.1. */
        record WithSecret(Credential id, Credential secret, Place place) implements Client {}

        /** With a signed assertion (RFC 7523 section 2.2). */
        record WithCertificate(Credential id, ClientCertificate certificate, RsaScheme rsa)
                implements Client {}
    }

    /** Where the client's secret goes. */
    public enum Place {
        FORM,
        HEADER
    }

    /** How an RSA key signs (RFC 7518 sections 3.3 and 3.5); EC keys have one way each. */
    public enum RsaScheme {
        PS256,
        RS256
    }

    /**
     * Parameters of that name, each left out where it is null.
     *
     * @param scope what the connector's own is replaced with
     */
    public record Asked(
            @Nullable String scope, @Nullable String audience, @Nullable String resource) {}

    @Override
    public String kind() {
        return switch (grant) {
            case Grant.ClientCredentials _ -> "oauth2ClientCredentials";
            case Grant.Password _ -> "oauth2Password";
            case Grant.RefreshToken _ -> "oauth2RefreshToken";
        };
    }

    @Override
    public List<Credential> credentials() {
        List<Credential> all = new ArrayList<>();
        all.add(client.id());
        switch (client) {
            case Client.WithSecret secret -> all.add(secret.secret());
            case Client.WithCertificate(_, ClientCertificate certificate, _) ->
                    all.addAll(certificate.credentials());
        }
        switch (grant) {
            case Grant.ClientCredentials _ -> {}
            case Grant.Password(Credential user, Credential password) -> {
                all.add(user);
                all.add(password);
            }
            case Grant.RefreshToken(Credential token) -> all.add(token);
        }
        if (tokenAuthorities != null) {
            all.add(tokenAuthorities);
        }
        return all;
    }

    /** What proves that the client is the client. */
    Credential proof() {
        return switch (client) {
            case Client.WithSecret secret -> secret.secret();
            case Client.WithCertificate(_, ClientCertificate certificate, _) ->
                    certificate.certificate();
        };
    }

    @Override
    public Credential suspect() {
        return switch (grant) {
            case Grant.ClientCredentials _ -> proof();
            case Grant.Password(_, Credential password) -> password;
            case Grant.RefreshToken(Credential token) -> token;
        };
    }
}
