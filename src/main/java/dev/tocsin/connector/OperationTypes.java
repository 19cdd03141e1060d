package dev.tocsin.connector;

import dev.tocsin.schema.Schema;
import dev.tocsin.schema.SecretTypes;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeUnion;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The schemas of an operation as its file's own templates see them. */
final class OperationTypes {

    private OperationTypes() {}

    /** A schema of an object as files may write it: without the words that go without saying. */
    static Schema input(MapValue written) {
        MapValue.Builder schema = MapValue.builder().put("type", "object");
        schema.put("properties", MapValue.EMPTY);
        written.entries().forEach(schema::put);
        if (written.get("additionalProperties") == null) {
            schema.put("additionalProperties", BoolValue.FALSE);
        }
        return new Schema(schema.build());
    }

    /** An output may be anything; one with properties is an object. */
    static Schema output(MapValue written) {
        if (written.get("properties") == null || written.get("type") != null) {
            return new Schema(written);
        }
        MapValue.Builder schema = MapValue.builder().put("type", "object");
        written.entries().forEach(schema::put);
        return new Schema(schema.build());
    }

    /** Inside a connector file every input is there; what was left out is its default, or null. */
    static Type inside(Schema input) {
        // Secrets are opened on the way in: what a connector makes of them stays behind it.
        if (!(SecretTypes.opened(input.type()) instanceof Type.Obj object)) {
            return Type.ANY;
        }
        Map<String, Type> fields = new LinkedHashMap<>();
        object.fields()
                .forEach(
                        (name, type) -> {
                            boolean given =
                                    object.required().contains(name) || hasDefault(input, name);
                            fields.put(name, given ? type : TypeUnion.withNull(type));
                        });
        return new Type.Obj(fields, fields.keySet(), object.open());
    }

    private static boolean hasDefault(Schema input, String name) {
        return input.json().get("properties") instanceof MapValue properties
                && properties.get(name) instanceof MapValue rules
                && rules.get("default") != null;
    }

    /**
     * An input as {@link #inside} types it: with a null, or the default, for each declared property
     * that it lacks. Objects within are as the step wrote them, because they may go out as a whole,
     * where a null would clear a field.
     */
    static MapValue given(MapValue input, Schema schema) {
        if (!(schema.json().get("properties") instanceof MapValue properties)) {
            return input;
        }
        Map<String, Value> filled = new LinkedHashMap<>(input.entries());
        properties
                .entries()
                .forEach((name, rules) -> filled.computeIfAbsent(name, _ -> absent(rules)));
        return new MapValue(filled);
    }

    private static Value absent(Value rules) {
        Value fallback = rules instanceof MapValue map ? map.get("default") : null;
        return fallback == null ? NullValue.NULL : fallback;
    }

    /** {@code value} with a null, or the default, for each declared property that it lacks. */
    static Value filled(Value value, Value schema) {
        if (!(schema instanceof MapValue rules)) {
            return value;
        }
        return switch (value) {
            case MapValue map when rules.get("properties") instanceof MapValue properties ->
                    filledMap(map, properties);
            case ListValue(List<Value> items) when rules.get("items") instanceof MapValue item -> {
                List<Value> filled = new ArrayList<>(items.size());
                items.forEach(one -> filled.add(filled(one, item)));
                yield new ListValue(filled);
            }
            default -> value;
        };
    }

    private static MapValue filledMap(MapValue map, MapValue properties) {
        Map<String, Value> filled = new LinkedHashMap<>(map.entries());
        for (Map.Entry<String, Value> property : properties.entries().entrySet()) {
            Value present = map.get(property.getKey());
            if (present != null) {
                filled.put(property.getKey(), filled(present, property.getValue()));
                continue;
            }
            filled.put(property.getKey(), absent(property.getValue()));
        }
        return new MapValue(filled);
    }

    /** Whether a schema says that its values are objects or lists. */
    static boolean isStructure(Schema schema) {
        return schema.json().get("type") instanceof StringValue(String type)
                && (type.equals("object") || type.equals("array"));
    }
}
