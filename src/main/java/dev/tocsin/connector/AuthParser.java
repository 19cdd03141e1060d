package dev.tocsin.connector;

import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.document.ScalarNode;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Reads {@code auth} of a connection. */
final class AuthParser {

    /** What {@code kind} may be. */
    static final List<String> KINDS =
            List.of(
                    "none",
                    "apiKey",
                    "basic",
                    "bearer",
                    "oauth2ClientCredentials",
                    "oauth2Password",
                    "oauth2RefreshToken",
                    "managedIdentity",
                    "mtls",
                    "hmac",
                    "urlSecret");

    private static final Auth NONE = new Auth.None();

    private AuthParser() {}

    /** {@link Auth.None} where there is none, or after a report. */
    static Auth parse(@Nullable MapReader reader, List<AddressRange> allowed) {
        if (reader == null) {
            return NONE;
        }
        ScalarNode kind = reader.requiredScalar("kind");
        if (kind == null) {
            return NONE;
        }
        Auth auth =
                switch (kind.text()) {
                    case "none" -> NONE;
                    case "apiKey" -> apiKey(reader);
                    case "basic" -> basic(reader);
                    case "bearer" -> bearer(reader);
                    case "oauth2ClientCredentials" ->
                            OAuth2Parser.parse(
                                    reader, new OAuth2.Grant.ClientCredentials(), allowed);
                    case "oauth2Password" -> password(reader, allowed);
                    case "oauth2RefreshToken" -> refreshToken(reader, allowed);
                    case "managedIdentity" -> managedIdentity(reader);
                    case "mtls" -> new Auth.MutualTls();
                    case "hmac" -> SignatureParser.parse(reader);
                    case "urlSecret" -> urlSecret(reader);
                    default -> unknown(reader, kind);
                };
        if (auth == null) {
            reader.reportMissing();
            return NONE;
        }
        reader.finish();
        return auth;
    }

    private static @Nullable Auth unknown(MapReader reader, ScalarNode kind) {
        Note near = Suggestion.note(kind.text(), KINDS);
        reader.report(
                kind.span(),
                "unknown kind of authentication `" + kind.text() + "`",
                near == null ? Note.fact("there are `" + String.join("`, `", KINDS) + "`") : near);
        return null;
    }

    private static @Nullable Auth apiKey(MapReader reader) {
        Credential key = CredentialParser.secret(reader, "key");
        ScalarNode header = reader.scalar("header");
        ScalarNode query = reader.scalar("query");
        String prefix = prefix(reader);
        if (header != null && query != null) {
            reader.report(query.span(), "an API key goes into `header` or `query`, not into both");
            return null;
        }
        if (header != null && !HeaderNames.canHoldKey(header.text())) {
            reader.report(header.span(), "`" + header.text() + "` is no header for an API key");
            return null;
        }
        return key == null || prefix == null
                ? null
                : new Auth.ApiKey(
                        header == null ? null : header.text(),
                        query == null ? null : query.text(),
                        prefix,
                        key);
    }

    /** Empty where it is left out, null after a report. */
    static @Nullable String prefix(MapReader reader) {
        String prefix = reader.text("prefix", "");
        if (HeaderNames.isValue(prefix)) {
            return prefix;
        }
        reader.report(reader.place(), "`prefix` holds a line break or control character");
        return null;
    }

    private static @Nullable Auth basic(MapReader reader) {
        Credential user = CredentialParser.open(reader, "user");
        Credential password = CredentialParser.secret(reader, "password");
        return user == null || password == null ? null : new Auth.Basic(user, password);
    }

    private static @Nullable Auth bearer(MapReader reader) {
        Credential token = CredentialParser.secret(reader, "token");
        return token == null ? null : new Auth.Bearer(token);
    }

    private static @Nullable Auth password(MapReader reader, List<AddressRange> allowed) {
        Credential user = CredentialParser.open(reader, "user");
        Credential password = CredentialParser.secret(reader, "password");
        OAuth2.Grant grant =
                user == null || password == null ? null : new OAuth2.Grant.Password(user, password);
        return OAuth2Parser.parse(reader, grant, allowed);
    }

    private static @Nullable Auth refreshToken(MapReader reader, List<AddressRange> allowed) {
        Credential token = CredentialParser.secret(reader, "refreshToken");
        OAuth2.Grant grant = token == null ? null : new OAuth2.Grant.RefreshToken(token);
        return OAuth2Parser.parse(reader, grant, allowed);
    }

    private static @Nullable Auth managedIdentity(MapReader reader) {
        ManagedIdentity.Chosen chosen = null;
        for (ManagedIdentity.By by : ManagedIdentity.By.values()) {
            Credential id = CredentialParser.openIfGiven(reader, by.key());
            if (id != null && chosen != null) {
                reader.report(
                        id.span(),
                        "an identity is chosen by `"
                                + chosen.by().key()
                                + "` or `"
                                + by.key()
                                + "`, not by both");
                return null;
            }
            chosen = id == null ? chosen : new ManagedIdentity.Chosen(by, id);
        }
        return new ManagedIdentity(chosen, reader.text("resource"));
    }

    private static @Nullable Auth urlSecret(MapReader reader) {
        Credential url = CredentialParser.secret(reader, "url");
        return url == null ? null : new Auth.UrlSecret(url);
    }
}
