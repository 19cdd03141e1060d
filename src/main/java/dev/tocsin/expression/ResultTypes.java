package dev.tocsin.expression;

import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeUnion;
import dev.tocsin.value.StringValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The types of functions that hand on what their arguments hold. */
final class ResultTypes {

    private ResultTypes() {}

    /** The items of both lists. */
    static Type union(List<Type> arguments, List<Expr> written) {
        return new Type.ListOf(
                TypeUnion.of(Types.itemOf(arguments.get(0)), Types.itemOf(arguments.get(1))));
    }

    /** One of the arguments, or of the items of the only one, which may have none. */
    static Type extreme(List<Type> arguments, List<Expr> written) {
        if (arguments.size() > 1) {
            return TypeUnion.of(arguments);
        }
        Type item = Types.itemOf(arguments.getFirst());
        boolean some =
                written.getFirst() instanceof Expr.ListLiteral list && !list.items().isEmpty();
        return some ? TypeUnion.withoutNull(item) : Types.nullable(item);
    }

    static Type sum(List<Type> arguments, List<Expr> written) {
        return Types.itemOf(arguments.getFirst()) instanceof Type.Int ? Type.INT : Type.NUMBER;
    }

    /** One level of lists less; deeper ones are not followed. */
    static Type flattened(List<Type> arguments, List<Expr> written) {
        if (arguments.size() > 1) {
            return Type.LIST;
        }
        List<Type> found = new ArrayList<>();
        for (Type option : Types.options(Types.itemOf(arguments.getFirst()))) {
            found.add(option instanceof Type.ListOf(Type item) ? item : option);
        }
        Type item = TypeUnion.of(found);
        return item.equals(Type.NEVER) ? Type.LIST : new Type.ListOf(item);
    }

    /** What the second map may have is its own; the rest is what the first one had. */
    static Type merged(List<Type> arguments, List<Expr> written) {
        if (arguments.get(0) instanceof Type.Obj first
                && arguments.get(1) instanceof Type.Obj second) {
            return merged(first, second);
        }
        return arguments.get(0) instanceof Type.MapOf(Type one)
                        && arguments.get(1) instanceof Type.MapOf(Type other)
                ? new Type.MapOf(TypeUnion.of(one, other))
                : Type.MAP;
    }

    private static Type merged(Type.Obj first, Type.Obj second) {
        Map<String, Type> fields = new LinkedHashMap<>();
        first.fields().forEach((name, type) -> fields.put(name, second.open() ? Type.ANY : type));
        for (Map.Entry<String, Type> over : second.fields().entrySet()) {
            String name = over.getKey();
            Type under = first.fields().get(name);
            if (under == null && first.open()) {
                under = Type.ANY;
            }
            fields.put(
                    name,
                    under == null || second.required().contains(name)
                            ? over.getValue()
                            : TypeUnion.of(under, over.getValue()));
        }
        Set<String> required = new LinkedHashSet<>(first.required());
        required.addAll(second.required());
        return new Type.Obj(fields, required, first.open() || second.open());
    }

    static Type only(List<Type> arguments, List<Expr> written) {
        Type map = arguments.getFirst();
        if (!(map instanceof Type.Obj object)) {
            return map instanceof Type.MapOf ? map : Type.MAP;
        }
        Set<String> keys = keys(written.get(1));
        Map<String, Type> fields = new LinkedHashMap<>();
        for (String name : keys == null ? object.fields().keySet() : keys) {
            Type field = object.fields().get(name);
            if (field != null) {
                fields.put(name, field);
            }
        }
        return new Type.Obj(fields, kept(object, fields, keys), object.open());
    }

    static Type without(List<Type> arguments, List<Expr> written) {
        Type value = arguments.getFirst();
        if (!(value instanceof Type.Obj object)) {
            return value instanceof Type.ListOf || value instanceof Type.MapOf ? value : Type.ANY;
        }
        Set<String> keys = keys(written.get(1));
        Map<String, Type> fields = new LinkedHashMap<>(object.fields());
        if (keys != null) {
            fields.keySet().removeAll(keys);
        }
        return new Type.Obj(fields, kept(object, fields, keys), object.open());
    }

    /**
     * Which fields are surely left.
     *
     * @param keys null where they are known in the run only, so that any may be gone
     */
    private static Set<String> kept(
            Type.Obj object, Map<String, Type> fields, @Nullable Set<String> keys) {
        Set<String> required = new LinkedHashSet<>(keys == null ? Set.of() : object.required());
        required.retainAll(fields.keySet());
        return required;
    }

    /** The texts of a list that is spelled out, else null. */
    private static @Nullable Set<String> keys(Expr written) {
        if (!(written instanceof Expr.ListLiteral list)) {
            return null;
        }
        Set<String> keys = new LinkedHashSet<>();
        for (Expr item : list.items()) {
            if (!(item instanceof Expr.Literal(StringValue(String key), _, _))) {
                return null;
            }
            keys.add(key);
        }
        return keys;
    }
}
