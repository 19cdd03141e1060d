package dev.tocsin.connector.openapi;

import dev.tocsin.document.ListNode;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.source.Span;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.StringValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * From the schemas of a description to those that a connector file can hold. What the latter cannot
 * say makes a schema wider, never narrower: a value that the service takes is not refused here.
 *
 * <p>Components become {@code schemas} of the file. A component within itself is cut there, and so
 * is what would grow past {@value #MAX_SIZE} schemas or {@value #MAX_DEPTH} levels once all it
 * refers to is put in: such a place takes anything, and a comment says so.
 */
final class SchemaTranslator {

    private static final int MAX_SIZE = 400;
    private static final int MAX_DEPTH = 14;

    private final References references;
    private final NamedSchemas shared = new NamedSchemas();
    private final Set<String> open = new HashSet<>();
    private Frame frame = new Frame();

    /** What one schema of the file has grown to so far. */
    private static final class Frame {
        private long size;
        private int deepest;
    }

    SchemaTranslator(References references) {
        this.references = references;
    }

    NamedSchemas shared() {
        return shared;
    }

    /** A schema as it is written; empty where there is none. */
    Part part(@Nullable Node schema) {
        return Part.of(schema, references);
    }

    /** A schema that stands in an operation; an empty one takes anything. */
    Yaml.Fields translate(@Nullable Node schema, Direction direction) {
        frame = new Frame();
        return schema(schema, direction, 1);
    }

    /** The same, with its own keywords there to be looked at instead of a mere reference. */
    Yaml.Fields opened(@Nullable Node schema, Direction direction) {
        frame = new Frame();
        return content(schema, direction, 1);
    }

    private Yaml.Fields schema(@Nullable Node node, Direction direction, int depth) {
        ScalarNode reference = References.in(node);
        if (reference == null && node instanceof MapNode map) {
            // The way to say something beside a reference before OpenAPI 3.1.
            reference = onlyReference(map);
        }
        if (reference != null && isComponent(reference.text())) {
            return named(reference, (MapNode) node, direction, depth);
        }
        return content(node, direction, depth);
    }

    private static @Nullable ScalarNode onlyReference(MapNode map) {
        boolean structure = false;
        for (MapNode.Entry entry : map.entries()) {
            structure |=
                    switch (entry.key().text()) {
                        case "properties", "required", "oneOf", "anyOf", "items", "enum" -> true;
                        default -> false;
                    };
        }
        return !structure
                        && map.get("allOf") instanceof ListNode(List<Node> parts, Span _)
                        && parts.size() == 1
                ? References.in(parts.getFirst())
                : null;
    }

    private static boolean isComponent(String pointer) {
        return pointer.startsWith("#/components/schemas/") || pointer.startsWith("#/definitions/");
    }

    private Yaml.Fields named(
            ScalarNode reference, MapNode around, Direction direction, int depth) {
        String pointer = reference.text();
        String name = Prose.inComment(pointer.substring(pointer.lastIndexOf('/') + 1));
        if (open.contains(pointer)) {
            return anything(reference, name + " within itself is left open");
        }
        NamedSchemas.Shared known = shared.find(pointer, direction);
        if (known == null) {
            Frame outer = frame;
            frame = new Frame();
            Yaml.Fields schema = content(references.target(reference), pointer, direction, 1);
            known = shared.add(pointer, direction, schema, frame.size, frame.deepest);
            frame = outer;
        }
        if (frame.size + known.size() > MAX_SIZE || depth + known.depth() > MAX_DEPTH) {
            return anything(reference, name + " is large and left open");
        }
        frame.size += known.size();
        frame.deepest = Math.max(frame.deepest, depth + known.depth());
        Yaml.Fields beside = new Yaml.Fields();
        if (known.name() == null) {
            known.schema().entries().forEach((key, field) -> beside.put(key, field.value()));
        } else {
            beside.put("$ref", NamedSchemas.PREFIX + known.name());
        }
        SchemaKeywords.describe(new Part(around, references), beside);
        if (SchemaKeywords.isNullable(new Part(around, references))) {
            return SchemaMerge.orNull(beside, known.schema());
        }
        return beside;
    }

    /** What takes any value of the kind that a reference leads to. */
    private Yaml.Fields anything(ScalarNode reference, String why) {
        Yaml.Fields anything = new Yaml.Fields();
        if (references.target(reference) instanceof MapNode map) {
            Part target = new Part(map, references);
            boolean object = target.has("properties") || target.text("type", "").equals("object");
            if (object && !SchemaKeywords.isNullable(target)) {
                anything.put("type", "object");
                anything.put("additionalProperties", new Yaml.Scalar(BoolValue.TRUE));
            }
        }
        return anything.remark("left out: " + why);
    }

    private Yaml.Fields content(
            @Nullable Node node, String pointer, Direction direction, int depth) {
        open.add(pointer);
        Yaml.Fields content = content(node, direction, depth);
        open.remove(pointer);
        return content;
    }

    private Yaml.Fields content(@Nullable Node node, Direction direction, int depth) {
        frame.size++;
        frame.deepest = Math.max(frame.deepest, depth);
        ScalarNode reference = References.in(node);
        if (reference != null) {
            String pointer = reference.text();
            return open.contains(pointer)
                    ? anything(reference, Prose.inComment(pointer) + " within itself is left open")
                    : content(references.target(reference), pointer, direction, depth);
        }
        if (!(node instanceof MapNode map)) {
            return new Yaml.Fields();
        }
        if (depth > MAX_DEPTH || frame.size > MAX_SIZE) {
            return new Yaml.Fields().remark("left out: what is below is large and left open");
        }
        Part part = new Part(map, references);
        Yaml.Fields schema = new Yaml.Fields();
        for (Node member : items(map.get("allOf"))) {
            SchemaMerge.add(content(member, direction, depth), schema);
        }
        SchemaMerge.add(own(part, direction, depth), schema);
        alternatives(part, schema, direction, depth);
        SchemaMerge.withoutRequired(hidden(part, direction, new HashSet<>()), schema);
        return SchemaKeywords.isNullable(part) ? SchemaMerge.orNull(schema, schema) : schema;
    }

    private static List<Node> items(@Nullable Node node) {
        return node instanceof ListNode(List<Node> items, Span _) ? items : List.of();
    }

    private Yaml.Fields own(Part part, Direction direction, int depth) {
        Yaml.Fields own = SchemaKeywords.of(part);
        Node items = part.node().get("items");
        if (items != null) {
            own.put("items", schema(items, direction, depth + 1));
        }
        Yaml.Fields properties = properties(part, direction, depth);
        boolean others = part.has("patternProperties") || discriminator(part, properties);
        if (!properties.isEmpty()) {
            own.put("properties", properties);
        }
        Node additional = part.node().get("additionalProperties");
        if (others || additional instanceof ScalarNode truth && truth.text().equals("true")) {
            own.put("additionalProperties", new Yaml.Scalar(BoolValue.TRUE));
        } else if (additional instanceof MapNode map) {
            Yaml.Fields value = schema(map, direction, depth + 1);
            own.put(
                    "additionalProperties",
                    value.isEmpty() ? new Yaml.Scalar(BoolValue.TRUE) : value);
        }
        String type = impliedType(own, items != null);
        return type == null ? own : typed(type, own);
    }

    /**
     * The type that the other keywords are about; null where they are about none, or one is said.
     */
    private static @Nullable String impliedType(Yaml.Fields schema, boolean items) {
        if (schema.get("type") != null
                || schema.get("enum") != null
                || schema.get("const") != null) {
            return null;
        }
        if (schema.get("properties") != null || schema.get("additionalProperties") != null) {
            return "object";
        }
        boolean text = schema.get("pattern") != null || schema.get("maxLength") != null;
        return items ? "array" : text ? "string" : null;
    }

    /** With the type that goes without saying, which is read first. */
    private static Yaml.Fields typed(String type, Yaml.Fields schema) {
        Yaml.Fields typed = new Yaml.Fields().put("type", type);
        schema.entries().forEach((key, field) -> typed.put(key, field.value()));
        typed.remarks().addAll(schema.remarks());
        typed.examples().addAll(schema.examples());
        return typed;
    }

    /**
     * A schema that other schemas add to: it takes their fields as well, and one that tells them
     * apart, which tools often leave undeclared.
     */
    private static boolean discriminator(Part part, Yaml.Fields properties) {
        Part discriminator = part.orEmpty("discriminator");
        String name = discriminator.text("propertyName", part.text("discriminator", ""));
        if (name.isEmpty() || name.length() > Names.MAX_WRITTEN) {
            return false;
        }
        if (properties.get(name) == null) {
            Yaml.Fields kind = text();
            Set<String> kinds = new LinkedHashSet<>();
            discriminator
                    .orEmpty("mapping")
                    .node()
                    .entries()
                    .forEach(e -> kinds.add(e.key().text()));
            if (!kinds.isEmpty()) {
                kind.put("enum", Yaml.texts(kinds));
            }
            properties.put(name, kind);
        }
        return true;
    }

    private Yaml.Fields properties(Part part, Direction direction, int depth) {
        Yaml.Fields properties = new Yaml.Fields().spread();
        for (MapNode.Entry entry : part.orEmpty("properties").node().entries()) {
            String name = entry.key().text();
            boolean there =
                    !(references.follow(entry.value()) instanceof MapNode map)
                            || !direction.leavesOut(new Part(map, references));
            if (there && name.length() <= Names.MAX_WRITTEN) {
                Yaml.Fields property = schema(entry.value(), direction, depth + 1);
                SecretNames.mark(name, property);
                properties.put(name, property);
            }
        }
        return properties;
    }

    /**
     * The fields that are not there on this way, in whatever part of a schema they are declared.
     */
    private Set<String> hidden(Part part, Direction direction, Set<MapNode> seen) {
        Set<String> hidden = new HashSet<>();
        if (seen.size() < MAX_SIZE && seen.add(part.node())) {
            for (Part.Named property : part.orEmpty("properties").named()) {
                if (direction.leavesOut(property.part())
                        || property.name().length() > Names.MAX_WRITTEN) {
                    hidden.add(property.name());
                }
            }
            for (Part member : part.parts("allOf")) {
                hidden.addAll(hidden(member, direction, seen));
            }
        }
        return hidden;
    }

    private void alternatives(Part part, Yaml.Fields schema, Direction direction, int depth) {
        List<Node> written = new ArrayList<>(items(part.node().get("oneOf")));
        written.addAll(items(part.node().get("anyOf")));
        List<Yaml.Fields> alternatives = new ArrayList<>();
        for (Node one : written) {
            alternatives.add(schema(one, direction, depth + 1));
        }
        SchemaMerge.alternatives(alternatives, schema);
    }

    /** A text alone, as in {@code { type: string }}. */
    static Yaml.Fields text() {
        return new Yaml.Fields().put("type", Yaml.of(new StringValue("string")));
    }
}
