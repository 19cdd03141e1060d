package dev.tocsin.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Joins types into the simplest one that holds them all: the least upper bound of a lattice whose
 * top is {@link Type#ANY} and whose bottom is {@link Type#NEVER}. Commutative, associative and
 * idempotent; {@link Fit} gives {@code YES} for each of the joined types.
 */
public final class TypeUnion {

    /** Each field that is read is looked up in all of them. */
    private static final int MAX_ALTERNATIVES = 50;

    private TypeUnion() {}

    /**
     * {@link Type#ANY} where one of them is, or where there is none. Of each kind one is left:
     * texts merge their values, whole numbers become numbers beside a number, lists and maps join
     * what they hold, and objects join field by field: what is not required in all of them may be
     * missing. What may be secret is secret as a whole.
     */
    public static Type of(Iterable<Type> types) {
        TypeJoin join = new TypeJoin();
        boolean none = true;
        for (Type type : types) {
            join.add(type);
            none = false;
        }
        return none ? Type.ANY : join.result();
    }

    public static Type of(Type first, Type second) {
        if (first.equals(second) || first.equals(Type.ANY) && !(second instanceof Type.Secret)) {
            return first;
        }
        TypeJoin join = new TypeJoin();
        join.add(first);
        join.add(second);
        return join.result();
    }

    /**
     * As {@link #of(Iterable)}, with different objects kept apart, if they are not more than {@link
     * #MAX_ALTERNATIVES}: a value is one of them as a whole, as what starts a run is the event of
     * one trigger.
     */
    public static Type alternatives(List<Type> types) {
        List<Type> objects = new ArrayList<>();
        List<Type> others = new ArrayList<>();
        for (Type type : types) {
            boolean isObject = type instanceof Type.Obj;
            List<Type> kept = isObject ? objects : others;
            if (!kept.contains(type)) {
                kept.add(type);
            }
            if (kept.size() > MAX_ALTERNATIVES) {
                return of(types);
            }
        }
        if (objects.size() < 2) {
            return of(types);
        }
        if (!others.isEmpty()) {
            Type rest = of(others);
            if (!(rest instanceof Type.Null)) {
                return of(types);
            }
            objects.add(rest);
        }
        return new Type.Union(objects);
    }

    /** The type or null. */
    public static Type withNull(Type type) {
        return switch (type) {
            case Type.Secret(Type inner) -> Type.Secret.of(withNull(inner));
            case Type.Union(List<Type> options) -> {
                if (options.contains(Type.NULL)) {
                    yield type;
                }
                List<Type> more = new ArrayList<>(options);
                more.add(Type.NULL);
                yield more.size() == 1 ? Type.NULL : new Type.Union(more);
            }
            default ->
                    type.equals(Type.ANY) || type.equals(Type.NULL)
                            ? type
                            : new Type.Union(List.of(type, Type.NULL));
        };
    }

    /** The type without null; {@link Type#NULL} itself stays. */
    public static Type withoutNull(Type type) {
        if (type instanceof Type.Secret(Type inner)) {
            return Type.Secret.of(withoutNull(inner));
        }
        if (!(type instanceof Type.Union(List<Type> options)) || !options.contains(Type.NULL)) {
            return type;
        }
        List<Type> rest = new ArrayList<>(options);
        rest.remove(Type.NULL);
        return rest.size() == 1 ? rest.getFirst() : new Type.Union(rest);
    }

    /** Whether null is among the values; false of {@link Type#ANY}, of which nothing is known. */
    public static boolean holdsNull(Type type) {
        return switch (type) {
            case Type.Null _ -> true;
            case Type.Union(List<Type> options) -> options.contains(Type.NULL);
            case Type.Secret(Type inner) -> holdsNull(inner);
            default -> false;
        };
    }

    /** The type of a place that starts with such a value and is given others: any text for one. */
    public static Type widened(Type type) {
        return switch (type) {
            case Type.Str _ -> Type.STRING;
            case Type.ListOf(Type item) -> new Type.ListOf(widened(item));
            case Type.MapOf(Type value) -> new Type.MapOf(widened(value));
            case Type.Secret(Type inner) -> Type.Secret.of(widened(inner));
            case Type.Obj(Map<String, Type> fields, Set<String> required, boolean open) -> {
                Map<String, Type> wide = new LinkedHashMap<>();
                fields.forEach((name, field) -> wide.put(name, widened(field)));
                yield new Type.Obj(wide, required, open);
            }
            case Type.Union(List<Type> options) -> {
                List<Type> wide = new ArrayList<>(options.size());
                for (Type option : options) {
                    wide.add(widened(option));
                }
                yield new Type.Union(wide);
            }
            case Type.Any _,
                    Type.Null _,
                    Type.Bool _,
                    Type.Int _,
                    Type.Number _,
                    Type.Bytes _,
                    Type.Timestamp _,
                    Type.Duration _ ->
                    type;
        };
    }

    /** Field by field. A field that only one of them lists may be missing in the other. */
    static Type.Obj join(Type.Obj one, Type.Obj other) {
        Map<String, Type> fields = new LinkedHashMap<>();
        one.fields().forEach((name, type) -> fields.put(name, beside(type, name, other)));
        other.fields()
                .forEach(
                        (name, type) -> {
                            if (!one.fields().containsKey(name)) {
                                fields.put(name, one.open() ? Type.ANY : type);
                            }
                        });
        Set<String> required = new LinkedHashSet<>(one.required());
        required.retainAll(other.required());
        return new Type.Obj(fields, required, one.open() || other.open());
    }

    private static Type beside(Type type, String name, Type.Obj other) {
        Type found = other.fields().get(name);
        return found != null ? of(type, found) : other.open() ? Type.ANY : type;
    }
}
