package dev.tocsin.connector.openapi;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.document.ForeignYaml;
import dev.tocsin.source.SourceText;

import org.jspecify.annotations.Nullable;

/** Makes a tree of the text of a description, JSON or YAML. */
public final class DescriptionReader {

    /**
     * The largest descriptions of large services have some 15 MB; what is larger is something else.
     */
    public static final int MAX_BYTES = 32 << 20;

    private DescriptionReader() {}

    /**
     * @return null if the text is neither; then {@code diagnostics} says why
     */
    public static @Nullable Document read(SourceText source, Diagnostics diagnostics) {
        return source.text().stripLeading().startsWith("{")
                ? JsonTree.parse(source, diagnostics)
                : ForeignYaml.parse(source, diagnostics);
    }
}
