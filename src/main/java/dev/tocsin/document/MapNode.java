package dev.tocsin.document;

import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** A YAML mapping. Keys are scalars, in the order of the file, each once. */
public record MapNode(List<Entry> entries, Span span) implements Node {

    /** One key and its value. */
    public record Entry(ScalarNode key, Node value) {

        /** From the key to past the value. */
        public Span span() {
            return key.span().to(value.span());
        }
    }

    public MapNode {
        entries = List.copyOf(entries);
    }

    /** The entry with this key, or null. Linear: mappings in playbooks are short. */
    public @Nullable Entry entry(String key) {
        for (Entry entry : entries) {
            if (entry.key().text().equals(key)) {
                return entry;
            }
        }
        return null;
    }

    /** The value of this key, or null where the mapping lacks it. */
    public @Nullable Node get(String key) {
        Entry entry = entry(key);
        return entry == null ? null : entry.value();
    }
}
