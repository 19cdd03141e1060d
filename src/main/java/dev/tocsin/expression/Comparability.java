package dev.tocsin.expression;

import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeUnion;

import java.util.Collections;
import java.util.Set;

/** Whether values of two types can be equal at all. */
final class Comparability {

    private Comparability() {}

    /** Whether something may be null is not followed, so {@code == null} may always hold. */
    static boolean mayEqual(Type left, Type right) {
        if (left instanceof Type.Null || right instanceof Type.Null) {
            return true;
        }
        for (Type one : Types.options(TypeUnion.withoutNull(left))) {
            for (Type other : Types.options(TypeUnion.withoutNull(right))) {
                if (same(one, other)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean same(Type one, Type other) {
        if (one instanceof Type.Any || other instanceof Type.Any) {
            return true;
        }
        return switch (one) {
            case Type.Str(Set<String> values) ->
                    switch (other) {
                        case Type.Str(Set<String> others) ->
                                values.isEmpty()
                                        || others.isEmpty()
                                        || !Collections.disjoint(values, others);
                        case Type.Timestamp _ -> true;
                        default -> false;
                    };
            case Type.Timestamp _ -> other instanceof Type.Timestamp || other instanceof Type.Str;
            case Type.Int _, Type.Number _ ->
                    other instanceof Type.Int || other instanceof Type.Number;
            case Type.Obj _, Type.MapOf _ ->
                    other instanceof Type.Obj || other instanceof Type.MapOf;
            case Type.ListOf _ -> other instanceof Type.ListOf;
            case Type.Any _, Type.Union _, Type.Secret _ -> true;
            case Type.Null _, Type.Bool _, Type.Bytes _, Type.Duration _ ->
                    one.getClass() == other.getClass();
        };
    }
}
