package dev.tocsin.schema;

import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

/** Follows {@code $ref} within one schema: {@code #} and {@code #/$defs/name}, nothing else. */
final class LocalReferences {

    static final String DEFINITIONS = "#/$defs/";

    /** A chain longer than this leads in a circle. */
    private static final int MAX_HOPS = 20;

    private LocalReferences() {}

    /**
     * The schema a reference leads to; a schema without one is itself; null where it leads nowhere.
     */
    static @Nullable MapValue follow(@Nullable Value schema, MapValue root) {
        Value found = schema;
        for (int hops = 0; hops < MAX_HOPS; hops++) {
            if (!(found instanceof MapValue map)) {
                return null;
            }
            if (!(map.text("$ref") instanceof String reference)) {
                return map;
            }
            found = target(reference, root);
        }
        return null;
    }

    static @Nullable Value target(String reference, MapValue root) {
        if (reference.equals("#")) {
            return root;
        }
        return reference.startsWith(DEFINITIONS)
                        && root.get("$defs") instanceof MapValue definitions
                ? definitions.get(reference.substring(DEFINITIONS.length()))
                : null;
    }
}
