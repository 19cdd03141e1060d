package dev.tocsin.schema;

import dev.tocsin.document.ListNode;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Turns a document into the value that the schema is about, with the schema at hand: where it wants
 * a string, a plain scalar is its source text, so {@code timeout: 10} is judged as a text and
 * {@code 0123} stays what it is. Readers of a checked document take {@link ScalarNode#text} there
 * as well.
 */
final class DocumentValues {

    private final MapValue root;

    DocumentValues(MapValue root) {
        this.root = root;
    }

    Value of(Node node) {
        return of(node, root);
    }

    private Value of(Node node, @Nullable MapValue schema) {
        return switch (node) {
            case ScalarNode scalar -> scalar(scalar, schema);
            case ListNode list -> {
                MapValue items = schema == null ? null : schema(schema.get("items"));
                List<Value> values = new ArrayList<>(list.items().size());
                for (Node item : list.items()) {
                    values.add(of(item, items));
                }
                yield new ListValue(values);
            }
            case MapNode map -> {
                MapValue.Builder values = MapValue.builder();
                for (MapNode.Entry entry : map.entries()) {
                    String key = entry.key().text();
                    values.put(key, of(entry.value(), property(schema, key)));
                }
                yield values.build();
            }
        };
    }

    private Value scalar(ScalarNode scalar, @Nullable MapValue schema) {
        if (!scalar.isPlain()) {
            return new StringValue(scalar.text());
        }
        Value value = CoreSchema.resolve(scalar.text());
        boolean asText =
                !(value instanceof StringValue)
                        && !scalar.text().isEmpty()
                        && schema != null
                        && wantsString(schema, value);
        return asText ? new StringValue(scalar.text()) : value;
    }

    private static boolean wantsString(MapValue schema, Value value) {
        Value type = schema.get("type");
        if (type instanceof StringValue(String name)) {
            return name.equals("string");
        }
        if (type instanceof ListValue(List<Value> names)) {
            return names.contains(new StringValue("string")) && !names.contains(nameOf(value));
        }
        return schema.get("enum") instanceof ListValue(List<Value> values) && allStrings(values);
    }

    private static Value nameOf(Value value) {
        return new StringValue(
                switch (value.kind()) {
                    case "bool" -> "boolean";
                    case "int" -> "integer";
                    case "double" -> "number";
                    default -> value.kind();
                });
    }

    private static boolean allStrings(List<Value> values) {
        for (Value value : values) {
            if (!(value instanceof StringValue)) {
                return false;
            }
        }
        return true;
    }

    private @Nullable MapValue property(@Nullable MapValue schema, String key) {
        if (schema == null) {
            return null;
        }
        if (schema.get("properties") instanceof MapValue properties
                && properties.get(key) instanceof Value known) {
            return schema(known);
        }
        return schema(schema.get("additionalProperties"));
    }

    private @Nullable MapValue schema(@Nullable Value schema) {
        return LocalReferences.follow(schema, root);
    }
}
