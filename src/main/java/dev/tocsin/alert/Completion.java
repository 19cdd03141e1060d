package dev.tocsin.alert;

import dev.tocsin.schema.SignalForm;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeUnion;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.TimestampValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts a stand-in where a source says nothing, and texts where a mapping computed a time. */
final class Completion {

    private Completion() {}

    /** The value with every field of the type; what does not fit the type is left as it is. */
    static Value of(Value value, Type type) {
        return switch (value) {
            case NullValue none -> {
                Value standIn = SignalForm.standIn(type);
                yield standIn == null ? none : standIn;
            }
            case TimestampValue(Instant instant) -> new StringValue(instant.toString());
            case ListValue(List<Value> items)
                    when TypeUnion.withoutNull(type) instanceof Type.ListOf(Type item) -> {
                List<Value> completed = new ArrayList<>(items.size());
                for (Value each : items) {
                    completed.add(of(each, item));
                }
                yield new ListValue(completed);
            }
            case MapValue map -> {
                Type.Obj object = objectOf(type, map);
                yield object == null ? map : fields(map, object);
            }
            default -> value;
        };
    }

    private static MapValue fields(MapValue map, Type.Obj type) {
        Map<String, Value> completed = new LinkedHashMap<>();
        type.fields()
                .forEach(
                        (name, field) -> {
                            Value given = map.get(name);
                            Value value = of(given == null ? NullValue.NULL : given, field);
                            if (given != null || SignalForm.standIn(field) != null) {
                                completed.put(name, value);
                            }
                        });
        map.entries().forEach(completed::putIfAbsent);
        return new MapValue(completed);
    }

    /** The alternative that is meant: the one whose {@code kind} the value has. */
    private static Type.@Nullable Obj objectOf(Type type, MapValue map) {
        if (type instanceof Type.Obj object) {
            return object;
        }
        if (!(type instanceof Type.Union(List<Type> options))) {
            return null;
        }
        String kind = map.text("kind");
        Type.Obj only = null;
        for (Type option : options) {
            if (option instanceof Type.Obj object) {
                Type own = object.fields().get("kind");
                if (own == null
                        || own instanceof Type.Str(Set<String> kinds) && kinds.contains(kind)) {
                    only = object;
                }
            }
        }
        return only;
    }
}
