package dev.tocsin.schema;

import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.ScalarNode;

import org.jspecify.annotations.Nullable;

/** {@code id:foo} below a key is a text to YAML, so the map that was meant is not there. */
final class MissingSpace {

    private MissingSpace() {}

    static @Nullable Note help(ScalarNode scalar) {
        String text = scalar.text();
        int colon = text.indexOf(':');
        boolean looksLikeKey =
                scalar.isPlain()
                        && colon > 0
                        && text.indexOf(' ') < 0
                        && !text.contains("${")
                        && !text.startsWith("//", colon + 1);
        return looksLikeKey
                ? Note.help(
                        "put a space after the colon: `"
                                + text.substring(0, colon)
                                + ": "
                                + text.substring(colon + 1)
                                + "`")
                : null;
    }
}
