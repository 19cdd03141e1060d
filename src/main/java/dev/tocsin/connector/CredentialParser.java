package dev.tocsin.connector;

import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.ScalarNode;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Reads the keys of a connection that hold credentials or references to them. What is wrong is
 * reported and read as absent.
 */
final class CredentialParser {

    static final String VAULT = "vault:";

    private static final int LONGEST_NAME = 127;

    private CredentialParser() {}

    /** A text that is no secret, or a reference; required. */
    static @Nullable Credential open(MapReader reader, String key) {
        ScalarNode node = reader.requiredScalar(key);
        return node == null ? null : open(reader, node);
    }

    /** The same where it may be left out. */
    static @Nullable Credential openIfGiven(MapReader reader, String key) {
        ScalarNode node = reader.scalar(key);
        return node == null ? null : open(reader, node);
    }

    private static @Nullable Credential open(MapReader reader, ScalarNode node) {
        return isReference(node.text())
                ? reference(reader, node)
                : new Credential.Plain(node.text(), node.span());
    }

    /** A reference to a secret; required. */
    static @Nullable Credential secret(MapReader reader, String key) {
        ScalarNode node = reader.requiredScalar(key);
        return node == null ? null : secret(reader, key, node);
    }

    /** The same where it may be left out. */
    static @Nullable Credential secretIfGiven(MapReader reader, String key) {
        ScalarNode node = reader.scalar(key);
        return node == null ? null : secret(reader, key, node);
    }

    private static @Nullable Credential secret(MapReader reader, String key, ScalarNode node) {
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

    /** A reference to PEM, or null where it is left out. */
    static @Nullable Credential pemIfGiven(MapReader reader, String key) {
        ScalarNode node = reader.scalar(key);
        if (node == null || isReference(node.text())) {
            return node == null ? null : reference(reader, node);
        }
        // Whoever pastes PEM here may have pasted the private key.
        if (node.text().contains("-----BEGIN")) {
            return secret(reader, key, node);
        }
        reader.report(
                node.span(),
                "`" + key + "` must be a reference to PEM",
                Note.help(
                        "put the file into the secrets folder and write `"
                                + key
                                + ": file:NAME.pem`"));
        return null;
    }

    private static boolean isReference(String text) {
        return text.startsWith("env:") || text.startsWith("file:") || text.startsWith(VAULT);
    }

    private static @Nullable Credential reference(MapReader reader, ScalarNode node) {
        String problem = problem(node.text());
        if (problem == null) {
            return new Credential.Reference(node.text(), node.span());
        }
        reader.report(node.span(), problem);
        return null;
    }

    /** What is wrong with the form of a reference, or null. */
    static @Nullable String problem(String text) {
        if (text.startsWith("env:")) {
            return environment(text);
        }
        return text.startsWith(VAULT) ? vault(text) : file(text);
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

    // The name becomes a part of a path at the vault.
    private static @Nullable String vault(String text) {
        int slash = text.indexOf('/');
        String name = slash < 0 ? "" : text.substring(slash + 1);
        boolean plain = slash > VAULT.length() && !name.isEmpty() && name.length() <= LONGEST_NAME;
        for (int i = 0; i < name.length() && plain; i++) {
            char c = name.charAt(i);
            plain =
                    c >= 'A' && c <= 'Z'
                            || c >= 'a' && c <= 'z'
                            || c >= '0' && c <= '9'
                            || c == '-'
                            || c == '_';
        }
        return plain
                ? null
                : "`"
                        + text
                        + "` must name a connection and a secret of letters, digits, `-` and `_`:"
                        + " `vault:CONNECTION/NAME`";
    }
}
