package dev.tocsin.schema;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.SecretValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The places of a value that its schema marks with {@code x-secret: true}, at any depth and through
 * {@code $ref}, {@code allOf}, {@code anyOf} and {@code oneOf}: what one alternative marks is
 * marked.
 */
public final class SecretMarks {

    private static final String MARK = "x-secret";
    private static final List<String> ALTERNATIVES = List.of("allOf", "anyOf", "oneOf");

    /** Schemas that lead into themselves end somewhere. */
    private static final int MAX_PARTS = 200;

    private final MapValue root;

    private SecretMarks(MapValue root) {
        this.root = root;
    }

    /** Whether a schema marks anything; {@link Schema#marksSecrets} remembers the answer. */
    static boolean anyIn(Value schema) {
        return switch (schema) {
            case MapValue(Map<String, Value> entries) -> {
                if (BoolValue.TRUE.equals(entries.get(MARK))) {
                    yield true;
                }
                for (Value inner : entries.values()) {
                    if (anyIn(inner)) {
                        yield true;
                    }
                }
                yield false;
            }
            case ListValue(List<Value> items) -> {
                for (Value item : items) {
                    if (anyIn(item)) {
                        yield true;
                    }
                }
                yield false;
            }
            default -> false;
        };
    }

    /** The value with each marked place in it a secret; the same value where nothing is marked. */
    public static Value mark(Value value, Schema schema) {
        return schema.marksSecrets()
                ? new SecretMarks(schema.json()).mark(value, List.of(schema.json()))
                : value;
    }

    /**
     * Where in a value a secret stands that the schema does not mark: {@code user.name}, {@code
     * tags[2]}, empty for the value itself; null where every secret is in its place.
     */
    public static @Nullable String misplaced(Value value, Schema schema) {
        return new SecretMarks(schema.json()).misplaced(value, List.of(schema.json()), "");
    }

    private Value mark(Value value, List<MapValue> schemas) {
        if (schemas.isEmpty()) {
            return value;
        }
        List<MapValue> rules = parts(schemas);
        if (isMarked(rules)) {
            return SecretValue.of(value);
        }
        return switch (value) {
            case MapValue(Map<String, Value> entries) -> {
                Map<String, Value> marked = LinkedHashMap.newLinkedHashMap(entries.size());
                entries.forEach((key, inner) -> marked.put(key, mark(inner, field(rules, key))));
                yield new MapValue(marked);
            }
            case ListValue(List<Value> items) -> {
                List<Value> marked = new ArrayList<>(items.size());
                for (int i = 0; i < items.size(); i++) {
                    marked.add(mark(items.get(i), item(rules, i)));
                }
                yield new ListValue(marked);
            }
            default -> value;
        };
    }

    private @Nullable String misplaced(Value value, List<MapValue> schemas, String path) {
        List<MapValue> rules = parts(schemas);
        if (isMarked(rules)) {
            return null;
        }
        switch (value) {
            case SecretValue _ -> {
                return path;
            }
            case MapValue(Map<String, Value> entries) -> {
                for (Map.Entry<String, Value> entry : entries.entrySet()) {
                    String key = entry.getKey();
                    String inner = path.isEmpty() ? key : path + "." + key;
                    String found = misplaced(entry.getValue(), field(rules, key), inner);
                    if (found != null) {
                        return found;
                    }
                }
            }
            case ListValue(List<Value> items) -> {
                for (int i = 0; i < items.size(); i++) {
                    String found = misplaced(items.get(i), item(rules, i), path + "[" + i + "]");
                    if (found != null) {
                        return found;
                    }
                }
            }
            default -> {}
        }
        return null;
    }

    private static boolean isMarked(List<MapValue> rules) {
        for (MapValue rule : rules) {
            if (BoolValue.TRUE.equals(rule.get(MARK))) {
                return true;
            }
        }
        return false;
    }

    /** The schemas with all that they refer to for the same place. */
    private List<MapValue> parts(List<MapValue> schemas) {
        List<MapValue> parts = new ArrayList<>(schemas);
        for (int i = 0; i < parts.size() && parts.size() < MAX_PARTS; i++) {
            MapValue part = parts.get(i);
            if (part.text("$ref") != null) {
                add(LocalReferences.follow(part, root), parts);
            }
            for (String keyword : ALTERNATIVES) {
                if (part.get(keyword) instanceof ListValue(List<Value> options)) {
                    options.forEach(option -> add(option, parts));
                }
            }
        }
        return parts;
    }

    private static List<MapValue> field(List<MapValue> rules, String name) {
        List<MapValue> found = new ArrayList<>(1);
        for (MapValue rule : rules) {
            Value declared =
                    rule.get("properties") instanceof MapValue properties
                            ? properties.get(name)
                            : null;
            add(declared != null ? declared : rule.get("additionalProperties"), found);
            if (rule.get("patternProperties") instanceof MapValue(Map<String, Value> patterns)) {
                patterns.values().forEach(pattern -> add(pattern, found));
            }
        }
        return found;
    }

    private static List<MapValue> item(List<MapValue> rules, int index) {
        List<MapValue> found = new ArrayList<>(1);
        for (MapValue rule : rules) {
            boolean own =
                    rule.get("prefixItems") instanceof ListValue(List<Value> first)
                            && index < first.size()
                            && add(first.get(index), found);
            if (!own) {
                add(rule.get("items"), found);
            }
        }
        return found;
    }

    private static boolean add(@Nullable Value schema, List<MapValue> to) {
        return schema instanceof MapValue map && to.add(map);
    }
}
