package dev.tocsin.connector;

import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeUnion;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The type of an answer once {@link OperationTypes#filled} has given it every declared property: a
 * field that may be null is there, also where the service leaves it out.
 */
final class AnsweredType {

    private AnsweredType() {}

    static Type of(Type type, @Nullable Value schema) {
        if (!(schema instanceof MapValue rules)) {
            return type;
        }
        return switch (type) {
            case Type.Obj object when rules.get("properties") instanceof MapValue properties ->
                    object(object, properties);
            case Type.ListOf(Type item) -> new Type.ListOf(of(item, rules.get("items")));
            case Type.Secret secret -> Type.Secret.of(of(Type.Secret.open(secret), schema));
            case Type.Union(List<Type> options) when rules.get("type") != null -> {
                List<Type> filled = new ArrayList<>(options.size());
                options.forEach(option -> filled.add(of(option, schema)));
                yield TypeUnion.alternatives(filled);
            }
            default -> type;
        };
    }

    private static Type object(Type.Obj object, MapValue properties) {
        Map<String, Type> fields = new LinkedHashMap<>();
        Set<String> there = new LinkedHashSet<>(object.required());
        object.fields()
                .forEach(
                        (name, found) -> {
                            Value rules = properties.get(name);
                            boolean filled =
                                    TypeUnion.holdsNull(found)
                                            || rules instanceof MapValue map
                                                    && map.get("default") != null;
                            if (filled) {
                                there.add(name);
                            }
                            fields.put(name, of(found, rules));
                        });
        return new Type.Obj(fields, there, object.open());
    }
}
