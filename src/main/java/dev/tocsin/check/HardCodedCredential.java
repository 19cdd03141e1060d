package dev.tocsin.check;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.Document;
import dev.tocsin.document.ListNode;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/**
 * A text in a playbook or connector that looks like a credential, by its shape or because of the
 * key it stands under. Looks at the file itself, so that no place is left out.
 */
public final class HardCodedCredential {

    private final SourceText source;
    private final Diagnostics diagnostics;

    private HardCodedCredential(SourceText source, Diagnostics diagnostics) {
        this.source = source;
        this.diagnostics = diagnostics;
    }

    /** Reports each; the diagnostic shows where it stands, never what it is. */
    public static void check(Document document, Diagnostics diagnostics) {
        String text = document.source().text();
        if (CredentialShape.mayBeIn(text) || mayNameOne(text)) {
            new HardCodedCredential(document.source(), diagnostics).node(document.root(), null);
        }
    }

    /** Whether a text is one by its shape, or because of the key it stands under. */
    public static boolean looksLikeOne(String key, String text) {
        return isSecret(key, text) || CredentialShape.find(text, 0) != null;
    }

    private static boolean mayNameOne(String text) {
        return text.contains("ecret")
                || text.contains("assw")
                || text.contains("oken:")
                || text.contains("ey:")
                || text.contains("ECRET")
                || text.contains("ASSW")
                || text.contains("OKEN:")
                || text.contains("EY:");
    }

    private void node(Node node, @Nullable ScalarNode key) {
        switch (node) {
            case ScalarNode scalar -> scalar(scalar, key);
            case ListNode list -> {
                for (Node item : list.items()) {
                    node(item, key);
                }
            }
            case MapNode map -> {
                for (MapNode.Entry entry : map.entries()) {
                    node(entry.value(), entry.key());
                }
            }
        }
    }

    private void scalar(ScalarNode scalar, @Nullable ScalarNode key) {
        String text = scalar.text();
        if (key != null && isSecret(key.text(), text)) {
            report(scalar.span(), "a credential");
            return;
        }
        CredentialShape shape = CredentialShape.find(text, 0);
        while (shape != null) {
            report(scalar.spanOf(shape.from(), shape.to()), shape.what());
            shape = CredentialShape.find(text, shape.to());
        }
    }

    private static boolean isSecret(String key, String text) {
        if (text.length() < 6 || text.contains("${") || !isOneWord(text)) {
            return false;
        }
        String name = key.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
        boolean digit = CredentialShape.hasDigit(text, 0, text.length());
        if (name.endsWith("password") || name.endsWith("passwd") || name.endsWith("secret")) {
            return digit || hasSign(text);
        }
        boolean token =
                name.endsWith("token")
                        || name.endsWith("apikey")
                        || name.endsWith("accesskey")
                        || name.endsWith("privatekey")
                        || name.endsWith("subscriptionkey")
                        || name.endsWith("sharedkey");
        return token
                && digit
                && text.length() >= 16
                && CredentialShape.hasLetter(text, 0, text.length());
    }

    private static boolean isOneWord(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ') {
                return false;
            }
        }
        return true;
    }

    /** A sign that the name of a thing does not have. */
    private static boolean hasSign(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("!@#$%^&*+=?~".indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private void report(Span span, String what) {
        diagnostics.report(
                Code.HARD_CODED_CREDENTIAL,
                source,
                span,
                "this looks like " + what,
                Note.help(
                        "make a new one, since this one counts as known, and refer to it from a"
                                + " connection"));
    }
}
