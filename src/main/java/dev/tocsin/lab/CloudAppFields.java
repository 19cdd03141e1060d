package dev.tocsin.lab;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The filters of one kind of record: which operators each takes, and what it looks at. */
final class CloudAppFields {

    /**
     * One filter.
     *
     * @param values what a record has there; none where it has nothing
     */
    record Field(Set<String> operators, Function<MapValue, List<Value>> values) {}

    private final Map<String, Field> fields = new LinkedHashMap<>();

    /**
     * @param operators with blanks between them
     */
    CloudAppFields on(String name, String operators, Function<MapValue, List<Value>> values) {
        fields.put(name, new Field(Set.of(operators.split(" ")), values));
        return this;
    }

    /**
     * The same for what stands at a path: {@code user.userName}; a list gives each of its items.
     */
    CloudAppFields at(String name, String operators, String path) {
        return on(name, operators, row -> at(row, path));
    }

    @Nullable Field field(String name) {
        return fields.get(name);
    }

    static List<Value> at(MapValue row, String path) {
        Value value = row;
        for (String step : path.split("\\.")) {
            value =
                    value instanceof MapValue map && map.get(step) != null
                            ? map.get(step)
                            : NullValue.NULL;
        }
        return switch (value) {
            case null -> List.of();
            case NullValue _ -> List.of();
            case ListValue(List<Value> items) -> items;
            case Value one -> List.of(one);
        };
    }

    static List<Value> truth(boolean value) {
        return List.of(BoolValue.of(value));
    }

    /** Those entities of an alert that have a type, by one of their fields. */
    static List<Value> entities(MapValue alert, String type, String field) {
        List<Value> found = new ArrayList<>();
        for (Value item : at(alert, "entities")) {
            if (item instanceof MapValue entity
                    && type.equals(entity.text("type"))
                    && entity.get(field) != null) {
                found.addAll(at(entity, field));
            }
        }
        return found;
    }

    /** {@code {"id", "saas", "inst"}}, as filters name people. */
    static MapValue key(String id) {
        return MapValue.builder()
                .put("id", id)
                .put("saas", CloudApp.OFFICE_365.id())
                .put("inst", 0)
                .build();
    }

    static long number(MapValue row, String field) {
        return row.get(field) instanceof IntValue(long number) ? number : 0;
    }

    static List<Value> texts(String... texts) {
        List<Value> values = new ArrayList<>();
        for (String text : texts) {
            values.add(new StringValue(text));
        }
        return values;
    }
}
