package dev.tocsin.schema;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a schema as the type that expressions are checked against. What a schema says beyond types
 * (lengths, patterns, formats) is left to the run; what is not understood is {@link Type#ANY}.
 *
 * <p>One departure from JSON Schema: an object that lists properties and says nothing of others is
 * closed to the checker. A field that nobody declared is a misspelling far more often than an
 * undeclared extra; {@code additionalProperties: true} says otherwise. At run time such an object
 * stays open.
 */
public final class TypeReader {

    private static final int MAX_DEPTH = 50;

    /** A reference used many times is one type, but one within itself, or a bomb, is not known. */
    private static final int MAX_SCHEMAS = 20_000;

    private final MapValue root;
    private final Map<String, Type> references = new HashMap<>();
    private int read;

    private TypeReader(MapValue root) {
        this.root = root;
    }

    public static Type read(Schema schema) {
        return new TypeReader(schema.json()).type(schema.json(), 0);
    }

    private Type type(@Nullable Value schema, int depth) {
        boolean secret =
                schema instanceof MapValue map && BoolValue.TRUE.equals(map.get("x-secret"));
        Type type = open(schema, depth);
        return secret ? Type.Secret.of(type) : type;
    }

    private Type open(@Nullable Value schema, int depth) {
        if (!(schema instanceof MapValue map) || depth > MAX_DEPTH || ++read > MAX_SCHEMAS) {
            return Type.ANY;
        }
        if (map.text("$ref") instanceof String reference) {
            return reference(reference, depth);
        }
        if (map.get("const") instanceof Value constant) {
            return ValueTypes.of(constant);
        }
        if (map.get("enum") instanceof ListValue(List<Value> values)) {
            return oneOf(values);
        }
        if (map.get("allOf") instanceof ListValue(List<Value> parts)) {
            return merged(map, parts, depth);
        }
        if (map.text("type") instanceof String name) {
            return named(name, map, depth);
        }
        if (map.get("type") instanceof ListValue(List<Value> names)) {
            List<Type> options = new ArrayList<>();
            for (Value name : names) {
                options.add(
                        name instanceof StringValue(String text)
                                ? named(text, map, depth)
                                : Type.ANY);
            }
            return TypeUnion.of(options);
        }
        if (map.get("properties") != null || map.get("additionalProperties") instanceof MapValue) {
            return object(map, depth);
        }
        if (map.get("items") != null) {
            return named("array", map, depth);
        }
        return alternatives(map, depth);
    }

    /** The texts first, as one type: joined one by one, a long enumeration takes quadratic time. */
    private static Type oneOf(List<Value> values) {
        Set<String> texts = new LinkedHashSet<>();
        List<Type> options = new ArrayList<>();
        for (Value value : values) {
            if (value instanceof StringValue(String text)) {
                texts.add(text);
            } else {
                options.add(ValueTypes.of(value));
            }
        }
        if (!texts.isEmpty()) {
            options.addFirst(new Type.Str(texts));
        }
        return TypeUnion.of(options);
    }

    private Type reference(String reference, int depth) {
        Type known = references.putIfAbsent(reference, Type.ANY);
        if (known != null) {
            return known;
        }
        Type type = type(LocalReferences.target(reference, root), depth + 1);
        references.put(reference, type);
        return type;
    }

    private Type alternatives(MapValue map, int depth) {
        Value parts = map.get("anyOf") != null ? map.get("anyOf") : map.get("oneOf");
        if (!(parts instanceof ListValue(List<Value> schemas))) {
            return Type.ANY;
        }
        List<Type> options = new ArrayList<>();
        for (Value schema : schemas) {
            options.add(type(schema, depth + 1));
        }
        return TypeUnion.alternatives(options);
    }

    private Type named(String name, MapValue map, int depth) {
        return switch (name) {
            case "null" -> Type.NULL;
            case "boolean" -> Type.BOOL;
            case "integer" -> Type.INT;
            case "number" -> Type.NUMBER;
            case "string" -> Type.STRING;
            case "array" -> new Type.ListOf(type(map.get("items"), depth + 1));
            case "object" -> object(map, depth);
            default -> Type.ANY;
        };
    }

    private Type object(MapValue map, int depth) {
        Value others = map.get("additionalProperties");
        if (!(map.get("properties") instanceof MapValue(Map<String, Value> properties))) {
            return new Type.MapOf(type(others, depth + 1));
        }
        Map<String, Type> fields = new LinkedHashMap<>();
        properties.forEach((name, schema) -> fields.put(name, type(schema, depth + 1)));
        Set<String> required = new LinkedHashSet<>();
        if (map.get("required") instanceof ListValue(List<Value> names)) {
            for (Value name : names) {
                if (name instanceof StringValue(String text)) {
                    required.add(text);
                    fields.putIfAbsent(text, Type.ANY);
                }
            }
        }
        boolean open = others instanceof MapValue || BoolValue.TRUE.equals(others);
        return new Type.Obj(fields, required, open);
    }

    /**
     * All parts and the schema around them as one object; if one is no object, nothing is known.
     */
    private Type merged(MapValue map, List<Value> parts, int depth) {
        List<Type> types = new ArrayList<>();
        for (Value part : parts) {
            types.add(type(part, depth + 1));
        }
        if (map.get("properties") != null) {
            types.add(object(map, depth));
        }
        if (types.size() == 1) {
            return types.getFirst();
        }
        Map<String, Type> fields = new LinkedHashMap<>();
        Set<String> required = new LinkedHashSet<>();
        boolean open = false;
        boolean secret = false;
        boolean objects = true;
        for (Type type : types) {
            secret |= type instanceof Type.Secret;
            if (Type.Secret.open(type) instanceof Type.Obj object) {
                object.fields()
                        .forEach((name, field) -> fields.merge(name, field, TypeReader::stricter));
                required.addAll(object.required());
                open |= object.open();
            } else {
                objects = false;
            }
        }
        Type merged = objects ? new Type.Obj(fields, required, open) : Type.ANY;
        return secret ? Type.Secret.of(merged) : merged;
    }

    /** The later part says what a field is; whether it is secret, any part may say. */
    private static Type stricter(Type earlier, Type later) {
        return earlier instanceof Type.Secret ? Type.Secret.of(later) : later;
    }
}
