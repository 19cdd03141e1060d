package dev.tocsin.connector;

import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.document.ListNode;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.schema.SchemaReader;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The {@code schemas} of a connector file: shapes that several operations share. They are put in
 * where {@code $ref: "#/schemas/name"} asks for them, so that no later stage meets a reference;
 * keys beside {@code $ref} are laid over what it names.
 */
final class SharedSchemas {

    private static final String REFERENCE = "$ref";
    private static final String PREFIX = "#/schemas/";

    /** Schemas that name two others each double with every step. */
    private static final int MOST_NODES = 20_000;

    /** Where the schemas stand. */
    interface Source {

        /** Null where there is none of this name. */
        @Nullable Node schema(String name);

        /** All names, for suggestions. */
        Collection<String> names();
    }

    private final Source source;
    private final @Nullable MapReader reports;
    private int nodes;

    /**
     * @param reports gets what is wrong with references; null where the file ships, whose faults
     *     are ours
     */
    SharedSchemas(Source source, @Nullable MapReader reports) {
        this.source = source;
        this.reports = reports;
    }

    /** The section of a project's file, or no schemas where it has none. */
    static SharedSchemas of(@Nullable MapReader section, MapReader file) {
        Map<String, Node> named = new LinkedHashMap<>();
        if (section != null) {
            for (MapNode.Entry entry : section.node().entries()) {
                named.put(entry.key().text(), entry.value());
            }
        }
        Source source =
                new Source() {
                    @Override
                    public @Nullable Node schema(String name) {
                        return named.get(name);
                    }

                    @Override
                    public Collection<String> names() {
                        return named.keySet();
                    }
                };
        SharedSchemas schemas = new SharedSchemas(source, file);
        // One that no operation uses can be wrong as well.
        named.forEach(
                (name, schema) -> {
                    schemas.nodes = 0;
                    Node whole = schemas.inlined(schema, List.of(name));
                    SchemaReader.read(whole, file.source(), file.diagnostics());
                });
        return schemas;
    }

    /** A schema without references to this file; what is wrong with them was reported. */
    synchronized Node inlined(Node schema) {
        nodes = 0;
        Node whole = inlined(schema, List.of());
        if (nodes > MOST_NODES && reports != null) {
            reports.report(
                    schema.span(),
                    "with all that it refers to this schema has more than " + MOST_NODES + " parts",
                    Note.help("leave inner schemas open: `{}` fits everything"));
        }
        return whole;
    }

    private Node inlined(Node schema, List<String> inside) {
        if (++nodes > MOST_NODES) {
            return schema;
        }
        return switch (schema) {
            case ScalarNode scalar -> scalar;
            case ListNode list -> {
                List<Node> items = new ArrayList<>(list.items().size());
                list.items().forEach(item -> items.add(inlined(item, inside)));
                yield new ListNode(items, list.span());
            }
            case MapNode map -> {
                MapNode.Entry entry = map.entry(REFERENCE);
                yield entry != null
                                && entry.value() instanceof ScalarNode target
                                && target.text().startsWith(PREFIX)
                        ? named(map, target, inside)
                        : entries(map, inside);
            }
        };
    }

    private MapNode entries(MapNode map, List<String> inside) {
        List<MapNode.Entry> entries = new ArrayList<>(map.entries().size());
        for (MapNode.Entry entry : map.entries()) {
            entries.add(new MapNode.Entry(entry.key(), inlined(entry.value(), inside)));
        }
        return new MapNode(entries, map.span());
    }

    private MapNode named(MapNode use, ScalarNode target, List<String> inside) {
        String name = target.text().substring(PREFIX.length());
        Map<String, MapNode.Entry> merged = new LinkedHashMap<>();
        Node found = inside.contains(name) ? null : source.schema(name);
        if (found instanceof MapNode schema) {
            List<String> deeper = new ArrayList<>(inside);
            deeper.add(name);
            if (inlined(schema, deeper) instanceof MapNode whole) {
                whole.entries().forEach(entry -> merged.put(entry.key().text(), entry));
            }
        } else {
            refuse(target, name, inside, found);
        }
        for (MapNode.Entry entry : entries(use, inside).entries()) {
            if (!entry.key().text().equals(REFERENCE)) {
                merged.put(entry.key().text(), entry);
            }
        }
        return new MapNode(new ArrayList<>(merged.values()), use.span());
    }

    private void refuse(ScalarNode target, String name, List<String> inside, @Nullable Node found) {
        if (reports == null) {
            throw new IllegalStateException("a file that ships refers to schema " + name);
        }
        if (inside.contains(name)) {
            reports.report(
                    target.span(),
                    "the schema `" + name + "` leads back to itself",
                    Note.help("leave the inner one open: `{}` fits everything"));
        } else if (found != null) {
            reports.report(found.span(), "the schema `" + name + "` must be a mapping");
        } else {
            Note near = Suggestion.note(name, source.names());
            reports.report(
                    target.span(),
                    "this file has no schema `" + name + "`",
                    near == null ? Note.help("define it under `schemas`") : near);
        }
    }
}
