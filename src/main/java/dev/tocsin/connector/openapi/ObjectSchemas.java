package dev.tocsin.connector.openapi;

import dev.tocsin.document.MapNode;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What descriptions leave unsaid of schemas, of objects above all. */
final class ObjectSchemas {

    private ObjectSchemas() {}

    /**
     * The schema with the type that its other keywords are about, where it says none.
     *
     * @param items whether it says what is in a list
     */
    static Yaml.Fields typed(Yaml.Fields schema, boolean items) {
        String type = impliedType(schema, items);
        if (type == null) {
            return schema;
        }
        Yaml.Fields typed = new Yaml.Fields().put("type", type);
        schema.entries().forEach((key, field) -> typed.put(key, field.value()));
        typed.remarks().addAll(schema.remarks());
        typed.examples().addAll(schema.examples());
        return typed;
    }

    private static @Nullable String impliedType(Yaml.Fields schema, boolean items) {
        for (String said : List.of("type", "enum", "const")) {
            if (schema.get(said) != null) {
                return null;
            }
        }
        if (schema.get("properties") != null || schema.get("additionalProperties") != null) {
            return "object";
        }
        boolean text = schema.get("pattern") != null || schema.get("maxLength") != null;
        return items ? "array" : text ? "string" : null;
    }

    /**
     * Adds the field that tells the schemas apart that others add to this one: tools often leave it
     * undeclared. Whether there is one; then objects have more fields than this schema knows.
     */
    static boolean discriminated(Part part, Yaml.Fields properties) {
        Part discriminator = part.orEmpty("discriminator");
        String name = discriminator.text("propertyName", part.text("discriminator", ""));
        if (name.isEmpty() || name.length() > Names.MAX_WRITTEN) {
            return false;
        }
        if (properties.get(name) == null) {
            Yaml.Fields kind = SchemaTranslator.text();
            Set<String> kinds = new LinkedHashSet<>();
            for (MapNode.Entry entry : discriminator.orEmpty("mapping").node().entries()) {
                kinds.add(entry.key().text());
            }
            if (!kinds.isEmpty()) {
                kind.put("enum", Yaml.texts(kinds));
            }
            properties.put(name, kind);
        }
        return true;
    }

    /**
     * The fields that are not there on this way, in whatever part of a schema they are declared.
     */
    static Set<String> hidden(Part part, Direction direction) {
        Set<String> hidden = new HashSet<>();
        collect(part, direction, Collections.newSetFromMap(new IdentityHashMap<>()), hidden);
        return hidden;
    }

    private static void collect(
            Part part, Direction direction, Set<MapNode> seen, Set<String> hidden) {
        if (!seen.add(part.node())) {
            return;
        }
        for (Part.Named property : part.orEmpty("properties").named()) {
            boolean tooLong = property.name().length() > Names.MAX_WRITTEN;
            if (tooLong || direction.leavesOut(property.part())) {
                hidden.add(property.name());
            }
        }
        for (Part member : part.parts("allOf")) {
            collect(member, direction, seen, hidden);
        }
    }
}
