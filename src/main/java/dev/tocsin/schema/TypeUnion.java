package dev.tocsin.schema;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Joins types into the simplest one that holds them all. */
public final class TypeUnion {

    private TypeUnion() {}

    /**
     * {@link Type#ANY} where one of them is, or where there is none; nested unions are spread,
     * equal ones and those that another includes are dropped, texts merge their values. What may be
     * secret is secret as a whole.
     */
    public static Type of(Iterable<Type> types) {
        List<Type> options = new ArrayList<>();
        boolean secret = false;
        for (Type one : types) {
            secret |= one instanceof Type.Secret;
            Type type = Type.Secret.open(one);
            if (type instanceof Type.Union(List<Type> nested)) {
                nested.forEach(option -> add(option, options));
            } else {
                add(type, options);
            }
        }
        Type joined = joined(options);
        return secret ? Type.Secret.of(joined) : joined;
    }

    private static Type joined(List<Type> options) {
        if (options.isEmpty() || options.contains(Type.ANY)) {
            return Type.ANY;
        }
        if (options.contains(Type.NUMBER)) {
            options.remove(Type.INT);
        }
        return options.size() == 1 ? options.getFirst() : new Type.Union(options);
    }

    public static Type of(Type first, Type second) {
        return of(List.of(first, second));
    }

    /** The type without null; {@link Type#NULL} itself stays. */
    public static Type withoutNull(Type type) {
        if (type instanceof Type.Secret(Type inner)) {
            return Type.Secret.of(withoutNull(inner));
        }
        if (!(type instanceof Type.Union(List<Type> options))) {
            return type;
        }
        List<Type> rest = new ArrayList<>(options);
        rest.remove(Type.NULL);
        return of(rest);
    }

    private static void add(Type type, List<Type> options) {
        if (type instanceof Type.Str(Set<String> values)) {
            for (int i = 0; i < options.size(); i++) {
                if (options.get(i) instanceof Type.Str(Set<String> others)) {
                    options.set(i, join(values, others));
                    return;
                }
            }
        }
        if (!options.contains(type)) {
            options.add(type);
        }
    }

    private static Type join(Set<String> values, Set<String> others) {
        if (values.isEmpty() || others.isEmpty()) {
            return Type.STRING;
        }
        Set<String> all = new LinkedHashSet<>(others);
        all.addAll(values);
        return new Type.Str(all);
    }
}
