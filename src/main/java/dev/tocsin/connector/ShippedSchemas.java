package dev.tocsin.connector;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The {@code schemas} of a connector file that ships: each is read when the first operation asks
 * for it. Thread-safe.
 *
 * @param name of the connector
 * @param texts each key with its text, as {@link ShippedFile} cuts it
 * @param read those that were asked for
 */
record ShippedSchemas(String name, Map<String, String> texts, Map<String, Node> read)
        implements SharedSchemas.Source {

    static SharedSchemas of(String name, Map<String, String> texts) {
        return new SharedSchemas(new ShippedSchemas(name, texts, new ConcurrentHashMap<>()), null);
    }

    @Override
    public @Nullable Node schema(String schema) {
        String text = texts.get(schema);
        return text == null ? null : read.computeIfAbsent(schema, _ -> parse(schema, text));
    }

    private Node parse(String schema, String text) {
        Diagnostics diagnostics = new Diagnostics();
        Document document = BuiltInConnectors.document(name, text, diagnostics);
        Node node =
                document != null && document.root() instanceof MapNode root
                        ? root.get(schema)
                        : null;
        if (node == null) {
            throw BuiltInConnectors.broken(name, diagnostics);
        }
        return node;
    }

    @Override
    public Collection<String> names() {
        return texts.keySet();
    }
}
