package dev.tocsin.schema;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** How messages call a type: {@code string}, {@code "High" | "Low"}, {@code list of string}. */
public final class TypeNames {

    private static final int MAX_SHOWN = 6;

    private TypeNames() {}

    public static String of(Type type) {
        return switch (type) {
            case Type.Any _ -> "anything";
            case Type.Null _ -> "null";
            case Type.Bool _ -> "bool";
            case Type.Int _ -> "int";
            case Type.Number _ -> "number";
            case Type.Str(Set<String> values) -> values.isEmpty() ? "string" : quoted(values);
            case Type.Bytes _ -> "bytes";
            case Type.Timestamp _ -> "timestamp";
            case Type.Duration _ -> "duration";
            case Type.ListOf(Type item) ->
                    item.equals(Type.ANY) || item.equals(Type.NEVER)
                            ? "list"
                            : "list of " + inner(item);
            case Type.Obj object -> object(object.fields());
            case Type.MapOf(Type value) ->
                    value.equals(Type.ANY) ? "map" : "map of " + inner(value);
            case Type.Union(List<Type> options) -> union(options);
            case Type.Secret(Type inner) -> "secret " + inner(inner);
        };
    }

    private static String inner(Type type) {
        boolean needsBrackets =
                type instanceof Type.Union
                        || type instanceof Type.Str(Set<String> values) && values.size() > 1;
        return needsBrackets ? "(" + of(type) + ")" : of(type);
    }

    private static String quoted(Set<String> values) {
        StringBuilder out = new StringBuilder();
        int shown = 0;
        for (String value : values) {
            if (shown == MAX_SHOWN) {
                return out.append(" | …").toString();
            }
            out.append(shown++ == 0 ? "" : " | ").append('"').append(value).append('"');
        }
        return out.toString();
    }

    private static String object(Map<String, Type> fields) {
        if (fields.isEmpty()) {
            return "object";
        }
        StringBuilder out = new StringBuilder("object with ");
        int shown = 0;
        for (String field : fields.keySet()) {
            if (shown == MAX_SHOWN) {
                return out.append(", …").toString();
            }
            out.append(shown++ == 0 ? "" : ", ").append(field);
        }
        return out.toString();
    }

    private static String union(List<Type> options) {
        StringBuilder out = new StringBuilder();
        for (Type option : options) {
            out.append(out.isEmpty() ? "" : " | ").append(of(option));
        }
        return out.toString();
    }
}
