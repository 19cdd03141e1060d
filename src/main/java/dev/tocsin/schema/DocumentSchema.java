package dev.tocsin.schema;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * One of the published schemas ({@code schema/<kind>.schema.json}), which say what a file may look
 * like. Made once per command and kind; safe to share between threads.
 */
public final class DocumentSchema {

    private final CompiledSchema schema;
    private final DocumentValues values;

    private DocumentSchema(MapValue json) {
        schema = CompiledSchema.of(json);
        values = new DocumentValues(json);
    }

    /** Loads the schema of a kind of file. */
    public static DocumentSchema of(FileKind kind) {
        String name = "/schema/" + kind.key() + ".schema.json";
        try (InputStream in = DocumentSchema.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the schema " + name + " is not on the class path");
            }
            return parse(in, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static DocumentSchema parse(InputStream in, String name) {
        try {
            if (Json.parse(in) instanceof MapValue json) {
                return new DocumentSchema(json);
            }
            throw new IllegalStateException("the schema " + name + " is no object");
        } catch (JsonException e) {
            throw new IllegalStateException(
                    "the schema " + name + " is not JSON: " + e.getMessage(), e);
        }
    }

    /**
     * The document as a value, read as this schema means it: where it wants a string, a plain
     * scalar is its source text.
     */
    public Value read(Document document) {
        return values.of(document.root());
    }

    /**
     * Reports what does not fit, one diagnostic per mistake.
     *
     * @return whether the document fits
     */
    public boolean check(Document document, Diagnostics diagnostics) {
        List<Violation> violations = schema.check(read(document));
        if (violations.isEmpty()) {
            return true;
        }
        new DocumentFaults(document, schema.json(), diagnostics).report(violations);
        return false;
    }
}
