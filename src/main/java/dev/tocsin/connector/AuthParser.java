package dev.tocsin.connector;

import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.ScalarNode;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.List;

/** Reads {@code auth} of a connection. */
final class AuthParser {

    /** What {@code kind} may be. */
    static final List<String> KINDS =
            List.of("none", "apiKey", "basic", "bearer", "oauth2ClientCredentials", "urlSecret");

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
                    case "oauth2ClientCredentials" -> oauth2(reader, allowed);
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
        reader.report(
                kind.span(),
                "unknown kind of authentication `" + kind.text() + "`",
                Note.fact(
                        "there are `none`, `apiKey`, `basic`, `bearer`, `oauth2ClientCredentials`"
                                + " and `urlSecret`"));
        return null;
    }

    private static @Nullable Auth apiKey(MapReader reader) {
        Credential key = secret(reader, "key");
        ScalarNode header = reader.scalar("header");
        ScalarNode query = reader.scalar("query");
        String prefix = reader.text("prefix", "");
        if (header != null && query != null) {
            reader.report(query.span(), "an API key goes into `header` or `query`, not into both");
            return null;
        }
        if (header != null && !HeaderNames.canHoldKey(header.text())) {
            reader.report(header.span(), "`" + header.text() + "` is no header for an API key");
            return null;
        }
        if (!HeaderNames.isValue(prefix)) {
            reader.report(reader.place(), "`prefix` holds a line break or control character");
            return null;
        }
        return key == null
                ? null
                : new Auth.ApiKey(
                        header == null ? null : header.text(),
                        query == null ? null : query.text(),
                        prefix,
                        key);
    }

    private static @Nullable Auth basic(MapReader reader) {
        Credential user = open(reader, "user");
        Credential password = secret(reader, "password");
        return user == null || password == null ? null : new Auth.Basic(user, password);
    }

    private static @Nullable Auth bearer(MapReader reader) {
        Credential token = secret(reader, "token");
        return token == null ? null : new Auth.Bearer(token);
    }

    private static @Nullable Auth oauth2(MapReader reader, List<AddressRange> allowed) {
        ScalarNode url = reader.requiredScalar("tokenUrl");
        Credential id = open(reader, "clientId");
        Credential secret = secret(reader, "clientSecret");
        String scope = reader.text("scope");
        URI tokenUrl = url == null ? null : ConnectionParser.tokenUrl(reader, url, allowed);
        return tokenUrl == null || id == null || secret == null
                ? null
                : new Auth.OAuth2ClientCredentials(tokenUrl, id, secret, scope);
    }

    private static @Nullable Auth urlSecret(MapReader reader) {
        Credential url = secret(reader, "url");
        return url == null ? null : new Auth.UrlSecret(url);
    }

    private static @Nullable Credential open(MapReader reader, String key) {
        ScalarNode node = reader.requiredScalar(key);
        if (node == null) {
            return null;
        }
        return isReference(node.text())
                ? reference(reader, node)
                : new Credential.Plain(node.text(), node.span());
    }

    private static @Nullable Credential secret(MapReader reader, String key) {
        ScalarNode node = reader.requiredScalar(key);
        if (node == null) {
            return null;
        }
        if (isReference(node.text())) {
            return reference(reader, node);
        }
        reader.reportCredential(
                node.span(),
                "`" + key + "` holds a credential, not a reference to one",
                Note.help(
                        "put the credential into an environment variable and write `"
                                + key
                                + ": env:TOCSIN_...`, or into the secrets folder and write"
                                + " `file:...`"),
                Note.fact("treat a credential that stood in a file as known, and replace it"));
        return null;
    }

    private static boolean isReference(String text) {
        return text.startsWith("env:") || text.startsWith("file:");
    }

    private static @Nullable Credential reference(MapReader reader, ScalarNode node) {
        String text = node.text();
        String problem = text.startsWith("env:") ? environment(text) : file(text);
        if (problem == null) {
            return new Credential.Reference(text, node.span());
        }
        reader.report(node.span(), problem);
        return null;
    }

    private static @Nullable String environment(String text) {
        String name = text.substring("env:".length());
        boolean plain = name.startsWith("TOCSIN_") && name.length() > "TOCSIN_".length();
        for (int i = 0; i < name.length() && plain; i++) {
            char c = name.charAt(i);
            plain = c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
        }
        return plain
                ? null
                : "`" + text + "` must name a variable of the form `TOCSIN_...` in upper case";
    }

    private static @Nullable String file(String text) {
        String path = text.substring("file:".length());
        boolean inside = !path.isEmpty() && !path.startsWith("/") && path.indexOf('\\') < 0;
        for (String part : List.of(path.split("/", -1))) {
            inside &= !part.isEmpty() && !part.equals("..") && !part.equals(".");
        }
        return inside ? null : "`" + text + "` must name a file below the secrets folder";
    }
}
