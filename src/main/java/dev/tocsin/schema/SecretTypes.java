package dev.tocsin.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where a type holds secrets, and where these may go. */
public final class SecretTypes {

    private SecretTypes() {}

    /** Whether a value of the type may hold a secret that the type tells of. */
    public static boolean holds(Type type) {
        return switch (type) {
            case Type.Secret _ -> true;
            case Type.ListOf(Type item) -> holds(item);
            case Type.MapOf(Type value) -> holds(value);
            case Type.Obj object -> anyHolds(object.fields().values());
            case Type.Union(List<Type> options) -> anyHolds(options);
            case Type.Any _, Type.Null _, Type.Bool _, Type.Int _, Type.Number _ -> false;
            case Type.Str _, Type.Bytes _, Type.Timestamp _, Type.Duration _ -> false;
        };
    }

    private static boolean anyHolds(Iterable<Type> types) {
        for (Type type : types) {
            if (holds(type)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The type of the same value with everything in it opened; the same where nothing is secret.
     */
    public static Type opened(Type type) {
        if (!holds(type)) {
            return type;
        }
        return switch (type) {
            case Type.Secret(Type inner) -> opened(inner);
            case Type.ListOf(Type item) -> new Type.ListOf(opened(item));
            case Type.MapOf(Type value) -> new Type.MapOf(opened(value));
            case Type.Obj(Map<String, Type> fields, var required, boolean open) -> {
                Map<String, Type> all = new LinkedHashMap<>();
                fields.forEach((name, field) -> all.put(name, opened(field)));
                yield new Type.Obj(all, required, open);
            }
            case Type.Union(List<Type> options) -> {
                List<Type> all = new ArrayList<>(options.size());
                options.forEach(option -> all.add(opened(option)));
                yield TypeUnion.of(all);
            }
            case Type.Any _, Type.Null _, Type.Bool _, Type.Int _, Type.Number _ -> type;
            case Type.Str _, Type.Bytes _, Type.Timestamp _, Type.Duration _ -> type;
        };
    }

    /**
     * Whether a secret within {@code actual} would come to a place that {@code expected} does not
     * mark as secret.
     */
    public static boolean exposes(Type expected, Type actual) {
        if (expected instanceof Type.Secret) {
            return false;
        }
        return switch (actual) {
            case Type.Secret _ -> true;
            case Type.ListOf(Type item) -> exposes(itemOf(expected), item);
            case Type.MapOf(Type value) -> exposes(fieldOf(expected, ""), value);
            case Type.Obj(Map<String, Type> fields, _, _) -> {
                for (Map.Entry<String, Type> field : fields.entrySet()) {
                    if (exposes(fieldOf(expected, field.getKey()), field.getValue())) {
                        yield true;
                    }
                }
                yield false;
            }
            case Type.Union(List<Type> options) -> {
                for (Type option : options) {
                    if (exposes(expected, option)) {
                        yield true;
                    }
                }
                yield false;
            }
            case Type.Any _, Type.Null _, Type.Bool _, Type.Int _, Type.Number _ -> false;
            case Type.Str _, Type.Bytes _, Type.Timestamp _, Type.Duration _ -> false;
        };
    }

    /** What is expected of the items of a list; as secret as the list itself. */
    public static Type itemOf(Type expected) {
        return switch (expected) {
            case Type.Secret secret -> secret;
            case Type.ListOf(Type item) -> item;
            case Type.Union(List<Type> options) -> {
                for (Type option : options) {
                    if (option instanceof Type.ListOf(Type item)) {
                        yield item;
                    }
                }
                yield Type.ANY;
            }
            default -> Type.ANY;
        };
    }

    /** What is expected of a field; as secret as the object itself. */
    public static Type fieldOf(Type expected, String name) {
        return switch (expected) {
            case Type.Secret secret -> secret;
            case Type.Obj object -> object.fields().getOrDefault(name, Type.ANY);
            case Type.MapOf(Type value) -> value;
            case Type.Union(List<Type> options) -> {
                for (Type option : options) {
                    if (option instanceof Type.Obj || option instanceof Type.MapOf) {
                        yield fieldOf(option, name);
                    }
                }
                yield Type.ANY;
            }
            default -> Type.ANY;
        };
    }
}
