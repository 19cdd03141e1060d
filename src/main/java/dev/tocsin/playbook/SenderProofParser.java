package dev.tocsin.playbook;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.ListNode;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.source.SourceText;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Reads {@code hmac} or {@code token} of whoever receives requests. */
record SenderProofParser(Slots slots) {

    /** Null where neither is there, or too little of it. */
    @Nullable SenderProof parse(MapNode webhook) {
        MapNode.Entry second = webhook.entry("token");
        if (second != null && webhook.entry("hmac") != null) {
            slots.report(
                    Code.CONFLICTING_KEYS,
                    second.key().span(),
                    "`hmac` and `token` do not go together",
                    Note.help("keep `hmac`: it also proves that the body is unchanged"));
        }
        if (webhook.get("token") instanceof MapNode token) {
            return new SenderProof.Token(secrets(token), Slots.text(token, "header"));
        }
        if (!(webhook.get("hmac") instanceof MapNode hmac)) {
            return null;
        }
        Name header = Slots.text(hmac, "header");
        Name encoding = Slots.text(hmac, "encoding");
        boolean base64 =
                encoding != null && encoding.text().equals(SenderProof.Encoding.BASE64.word());
        return header == null
                ? null
                : new SenderProof.Hmac(
                        secrets(hmac),
                        header,
                        Slots.text(hmac, "prefix"),
                        base64 ? SenderProof.Encoding.BASE64 : SenderProof.Encoding.HEX,
                        Slots.text(hmac, "timestampHeader"));
    }

    private List<Name> secrets(MapNode map) {
        List<Name> secrets = new ArrayList<>();
        if (map.get("secrets") instanceof ListNode(List<Node> items, _)) {
            for (Node item : items) {
                if (item instanceof ScalarNode scalar && isReference(scalar)) {
                    secrets.add(Slots.nameOf(scalar));
                }
            }
        }
        return secrets;
    }

    private boolean isReference(ScalarNode scalar) {
        String text = scalar.text();
        boolean reference =
                text.startsWith("env:TOCSIN_") && text.length() > "env:TOCSIN_".length()
                        || text.startsWith("file:") && text.length() > "file:".length();
        if (!reference) {
            slots.diagnostics()
                    .report(
                            Code.CREDENTIAL_IN_FILE,
                            masked(scalar),
                            scalar.span(),
                            "a key stands in the environment or in a secrets file, never here",
                            Note.help("write `env:TOCSIN_...` or `file:...`, and make a new key"));
        }
        return reference;
    }

    /** The snippet goes into logs of builds. */
    private SourceText masked(ScalarNode scalar) {
        StringBuilder text = new StringBuilder(slots.source().text());
        for (int i = scalar.span().start(); i < scalar.span().end(); i++) {
            text.setCharAt(i, text.charAt(i) == '\n' ? '\n' : '*');
        }
        return SourceText.of(slots.source().name(), text.toString());
    }
}
