package dev.tocsin.schema;

import dev.tocsin.value.BigValue;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.BytesValue;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.DurationValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.SecretValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.TimestampValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The types of values that are known before the run: literals, constants, enum members. */
public final class ValueTypes {

    private ValueTypes() {}

    /** The narrowest type of a value; a text can only be itself. */
    public static Type of(Value value) {
        return switch (value) {
            case NullValue _ -> Type.NULL;
            case BoolValue _ -> Type.BOOL;
            case IntValue _, BigValue _ -> Type.INT;
            case DoubleValue _ -> Type.NUMBER;
            case StringValue(String text) -> new Type.Str(Set.of(text));
            case BytesValue _ -> Type.BYTES;
            case TimestampValue _ -> Type.TIMESTAMP;
            case DurationValue _ -> Type.DURATION;
            case ListValue list -> ofItems(list);
            case MapValue(Map<String, Value> entries) -> {
                Map<String, Type> fields = new LinkedHashMap<>();
                entries.forEach((key, entry) -> fields.put(key, of(entry)));
                yield new Type.Obj(fields, fields.keySet(), false);
            }
            case UnknownValue _ -> Type.ANY;
            case SecretValue(Value inner) -> Type.Secret.of(of(inner));
        };
    }

    /** One of many texts is any text: what a list holds grows more often than it is complete. */
    private static Type ofItems(ListValue list) {
        if (list.items().isEmpty()) {
            return new Type.ListOf(Type.NEVER);
        }
        List<Type> types = new ArrayList<>(list.items().size());
        for (Value item : list.items()) {
            types.add(TypeUnion.widened(of(item)));
        }
        return new Type.ListOf(TypeUnion.of(types));
    }
}
