package dev.tocsin.connector;

import com.google.re2j.Pattern;

import dev.tocsin.value.BigValue;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * Whether a value fits the schema of an operation: the keywords that connector files may use, and
 * no others. Small, because it runs for each attempt; files are checked by the full validator.
 */
final class ValueCheck {

    private ValueCheck() {}

    /** What is wrong, in words, or null where the value fits. Values are named, never shown. */
    static @Nullable String problem(Value value, MapValue schema) {
        return problem(value, schema, "");
    }

    private static @Nullable String problem(Value value, MapValue schema, String path) {
        Value type = schema.get("type");
        if (type != null && !fitsType(value, type)) {
            return at(path) + "must be " + words(type) + ", not " + value.kind();
        }
        if (schema.get("enum") instanceof ListValue values && !values.items().contains(value)) {
            return at(path) + "must be one of " + list(values);
        }
        return switch (value) {
            case MapValue map -> map(map, schema, path);
            case ListValue list -> list(list, schema, path);
            case StringValue(String text) -> text(text, schema, path);
            case IntValue(long number) -> number(number, schema, path);
            default -> null;
        };
    }

    private static @Nullable String map(MapValue map, MapValue schema, String path) {
        if (schema.get("required") instanceof ListValue required) {
            for (Value name : required.items()) {
                if (name instanceof StringValue(String key) && map.get(key) == null) {
                    return "`" + path + key + "` is missing";
                }
            }
        }
        if (schema.get("minProperties") instanceof IntValue(long least)
                && map.entries().size() < least) {
            return at(path) + "must have at least " + least + " entries";
        }
        MapValue properties =
                schema.get("properties") instanceof MapValue known ? known : MapValue.EMPTY;
        Value others = schema.get("additionalProperties");
        for (Map.Entry<String, Value> entry : map.entries().entrySet()) {
            Value property = properties.get(entry.getKey());
            if (property == null) {
                property = others;
            }
            if (property == BoolValue.FALSE) {
                return "`" + path + entry.getKey() + "` is unknown";
            }
            String problem = name(entry.getKey(), schema, path);
            if (problem == null && property instanceof MapValue inner) {
                problem = problem(entry.getValue(), inner, path + entry.getKey() + ".");
            }
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private static @Nullable String name(String key, MapValue schema, String path) {
        return schema.get("propertyNames") instanceof MapValue names
                        && names.text("pattern") instanceof String pattern
                        && !Pattern.compile(pattern).matcher(key).find()
                ? at(path) + "must have names that match `" + pattern + "`"
                : null;
    }

    private static @Nullable String list(ListValue list, MapValue schema, String path) {
        if (schema.get("minItems") instanceof IntValue(long least) && list.size() < least) {
            return at(path) + "must have at least " + least + (least == 1 ? " item" : " items");
        }
        if (schema.get("maxItems") instanceof IntValue(long most) && list.size() > most) {
            return at(path) + "must have at most " + most + " items";
        }
        if (schema.get("items") instanceof MapValue item) {
            for (int i = 0; i < list.size(); i++) {
                String problem = problem(list.items().get(i), item, path + "[" + i + "].");
                if (problem != null) {
                    return problem;
                }
            }
        }
        return null;
    }

    private static @Nullable String text(String text, MapValue schema, String path) {
        int length = text.codePointCount(0, text.length());
        if (schema.get("minLength") instanceof IntValue(long least) && length < least) {
            return at(path)
                    + (least == 1 ? "must not be empty" : "must have " + least + " characters");
        }
        if (schema.get("maxLength") instanceof IntValue(long most) && length > most) {
            return at(path) + "must have at most " + most + " characters, not " + length;
        }
        if (schema.text("pattern") instanceof String pattern
                && !Pattern.compile(pattern).matcher(text).find()) {
            return at(path) + "must match `" + pattern + "`";
        }
        return null;
    }

    private static @Nullable String number(long number, MapValue schema, String path) {
        if (schema.get("minimum") instanceof IntValue(long least) && number < least) {
            return at(path) + "must be at least " + least;
        }
        return schema.get("maximum") instanceof IntValue(long most) && number > most
                ? at(path) + "must be at most " + most
                : null;
    }

    private static boolean fitsType(Value value, Value type) {
        if (type instanceof ListValue types) {
            for (Value one : types.items()) {
                if (fitsType(value, one)) {
                    return true;
                }
            }
            return false;
        }
        boolean whole = value instanceof IntValue || value instanceof BigValue;
        return switch (type instanceof StringValue(String name) ? name : "") {
            case "object" -> value instanceof MapValue;
            case "array" -> value instanceof ListValue;
            case "boolean" -> value instanceof BoolValue;
            case "null" -> value == NullValue.NULL;
            case "integer" -> whole;
            case "number" -> whole || value instanceof DoubleValue;
            // Dates, durations and bytes are sent as text.
            case "string" ->
                    !whole
                            && !(value instanceof DoubleValue
                                    || value instanceof MapValue
                                    || value instanceof ListValue
                                    || value instanceof BoolValue
                                    || value == NullValue.NULL);
            default -> true;
        };
    }

    private static String words(Value type) {
        return type instanceof ListValue types
                ? "one of " + list(types)
                : type instanceof StringValue(String name) ? "of type " + name : "something else";
    }

    private static String list(ListValue values) {
        StringBuilder words = new StringBuilder();
        for (Value value : values.items()) {
            words.append(words.isEmpty() ? "`" : ", `")
                    .append(value instanceof StringValue(String text) ? text : value.kind())
                    .append('`');
        }
        return words.toString();
    }

    private static String at(String path) {
        if (path.isEmpty()) {
            return "it ";
        }
        return "`" + path.substring(0, path.length() - 1).replace(".[", "[") + "` ";
    }
}
