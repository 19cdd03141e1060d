package dev.tocsin.schema;

import dev.tocsin.document.ListNode;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;

import org.jspecify.annotations.Nullable;

import java.util.IdentityHashMap;
import java.util.Map;

/**
 * How many schemas one value is checked against. References below {@code properties} or {@code
 * items} end with the value; those that apply to the very same value can lead in a circle, or
 * double with each step of a chain.
 */
final class SchemaExpansion {

    /** More alternatives than a person writes, and checked in no time. */
    private static final int MAX_SCHEMAS = 1000;

    private static final int OPEN = -1;

    private final Node root;
    private final Map<Node, Integer> sizes = new IdentityHashMap<>();
    private @Nullable Node fault;

    private SchemaExpansion(Node root) {
        this.root = root;
    }

    /** The schema, or the reference in it, that has no bound; null where all have one. */
    static @Nullable Node unbounded(Node root) {
        SchemaExpansion expansion = new SchemaExpansion(root);
        expansion.walk(root);
        return expansion.fault;
    }

    private void walk(Node node) {
        switch (node) {
            case MapNode map -> {
                size(map);
                for (MapNode.Entry entry : map.entries()) {
                    walk(entry.value());
                }
            }
            case ListNode list -> {
                for (Node item : list.items()) {
                    walk(item);
                }
            }
            case ScalarNode _ -> {}
        }
    }

    private int size(@Nullable Node schema) {
        if (!(schema instanceof MapNode map)) {
            return 1;
        }
        Integer known = sizes.get(map);
        if (known != null) {
            fault = fault == null && known == OPEN ? map : fault;
            return Math.max(known, 1);
        }
        sizes.put(map, OPEN);
        int size = 1;
        for (MapNode.Entry entry : map.entries()) {
            Node value = entry.value();
            switch (entry.key().text()) {
                case "$ref" -> size += value instanceof ScalarNode to ? size(target(to)) : 0;
                case "not", "if", "then", "else" -> size += size(value);
                case "allOf", "anyOf", "oneOf" -> {
                    if (value instanceof ListNode list) {
                        for (Node item : list.items()) {
                            size += size(item);
                        }
                    }
                }
                case "dependentSchemas" -> {
                    if (value instanceof MapNode schemas) {
                        for (MapNode.Entry one : schemas.entries()) {
                            size += size(one.value());
                        }
                    }
                }
                default -> {}
            }
            if (size > MAX_SCHEMAS) {
                fault = fault == null ? value : fault;
                size = MAX_SCHEMAS;
            }
        }
        sizes.put(map, size);
        return size;
    }

    private @Nullable Node target(ScalarNode reference) {
        String text = reference.text();
        if (text.equals("#")) {
            return root;
        }
        return text.startsWith(LocalReferences.DEFINITIONS)
                        && root instanceof MapNode map
                        && map.get("$defs") instanceof MapNode definitions
                ? definitions.get(text.substring(LocalReferences.DEFINITIONS.length()))
                : null;
    }
}
