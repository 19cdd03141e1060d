package dev.tocsin.connector.openapi;

import dev.tocsin.document.ListNode;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * One mapping of a description. Descriptions are written by many tools: what has not the form that
 * is asked for reads as absent. Every look follows references.
 */
record Part(MapNode node, References references) {

    private static final MapNode NOTHING = new MapNode(List.of(), Span.at(0));

    /** What a key holds, or null. */
    @Nullable Node value(String key) {
        return references.follow(node.get(key));
    }

    /** The mapping that a key holds, or null. */
    @Nullable Part part(String key) {
        return of(value(key));
    }

    /** The mapping that a key holds; an empty one where it holds none. */
    Part orEmpty(String key) {
        Part part = part(key);
        return part == null ? new Part(NOTHING, references) : part;
    }

    private @Nullable Part of(@Nullable Node value) {
        return value instanceof MapNode map ? new Part(map, references) : null;
    }

    /** What a node stands for; an empty mapping where it is none. */
    static Part of(@Nullable Node node, References references) {
        return new Part(references.follow(node) instanceof MapNode map ? map : NOTHING, references);
    }

    /** The mappings in the list that a key holds. */
    List<Part> parts(String key) {
        List<Part> parts = new ArrayList<>();
        if (value(key) instanceof ListNode(List<Node> items, Span _)) {
            for (Node item : items) {
                Part part = of(references.follow(item));
                if (part != null) {
                    parts.add(part);
                }
            }
        }
        return parts;
    }

    /** A mapping by name. */
    record Named(ScalarNode key, Part part) {

        String name() {
            return key.text();
        }
    }

    /** The mappings of this one by name, in order. */
    List<Named> named() {
        List<Named> named = new ArrayList<>();
        for (MapNode.Entry entry : node.entries()) {
            Part part = of(references.follow(entry.value()));
            if (part != null) {
                named.add(new Named(entry.key(), part));
            }
        }
        return named;
    }

    /** Of a schema of objects: that of one field, in whatever part of it; empty if none. */
    Part property(String name) {
        Part found = property(name, Collections.newSetFromMap(new IdentityHashMap<>()));
        return found == null ? new Part(NOTHING, references) : found;
    }

    private @Nullable Part property(String name, Set<MapNode> seen) {
        Part own = orEmpty("properties").part(name);
        if (own != null || !seen.add(node)) {
            return own;
        }
        for (Part member : parts("allOf")) {
            Part inherited = member.property(name, seen);
            if (inherited != null) {
                return inherited;
            }
        }
        return null;
    }

    /** The text, number or truth value that a key holds, as it is written; or null. */
    @Nullable String text(String key) {
        return node.get(key) instanceof ScalarNode scalar ? scalar.text() : null;
    }

    String text(String key, String otherwise) {
        String text = text(key);
        return text == null ? otherwise : text;
    }

    boolean flag(String key) {
        return "true".equals(text(key));
    }

    boolean has(String key) {
        return node.get(key) != null;
    }

    /** The texts in the list that a key holds. */
    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        if (value(key) instanceof ListNode(List<Node> items, Span _)) {
            for (Node item : items) {
                if (item instanceof ScalarNode scalar) {
                    texts.add(scalar.text());
                }
            }
        }
        return texts;
    }
}
