package dev.tocsin.expression;

import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeUnion;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The type of an object of which more is known about its fields: the items a filter lets pass. */
final class FieldNarrowing {

    private FieldNarrowing() {}

    /** {@code type} where {@code place}, a name or a field below it, is surely there. */
    static Type there(Type type, Expr place) {
        return place instanceof Expr.Select select ? field(type, select, Type.ANY) : type;
    }

    /** {@code type} where {@code place}, a name or a field below it, is not null. */
    static Type notNull(Type type, Expr place) {
        return place instanceof Expr.Select select
                ? field(type, select, Type.NULL)
                : place instanceof Expr.Name ? TypeUnion.withoutNull(type) : type;
    }

    /**
     * @param less {@link Type#NULL} where the field is not null
     */
    private static Type field(Type root, Expr.Select place, Type less) {
        Type owner = of(root, place.target());
        if (!(owner instanceof Type.Obj(var fields, var required, boolean open))
                || !(fields.get(place.field()) instanceof Type found)) {
            return root;
        }
        Map<String, Type> more = new LinkedHashMap<>(fields);
        more.put(place.field(), less instanceof Type.Null ? TypeUnion.withoutNull(found) : found);
        Set<String> sure = new LinkedHashSet<>(required);
        sure.add(place.field());
        return replaced(root, place.target(), new Type.Obj(more, sure, open));
    }

    /** The type at a place below {@code root}, without null; {@link Type#ANY} where unknown. */
    private static Type of(Type root, Expr place) {
        return switch (place) {
            case Expr.Name _ -> TypeUnion.withoutNull(root);
            case Expr.Select select ->
                    of(root, select.target()) instanceof Type.Obj owner
                                    && owner.fields().get(select.field()) instanceof Type found
                            ? TypeUnion.withoutNull(found)
                            : Type.ANY;
            default -> Type.ANY;
        };
    }

    private static Type replaced(Type root, Expr place, Type.Obj narrow) {
        if (!(place instanceof Expr.Select select)
                || !(of(root, select.target()) instanceof Type.Obj owner)) {
            return narrow;
        }
        Map<String, Type> more = new LinkedHashMap<>(owner.fields());
        more.put(select.field(), narrow);
        Set<String> sure = new LinkedHashSet<>(owner.required());
        sure.add(select.field());
        return replaced(root, select.target(), new Type.Obj(more, sure, owner.open()));
    }
}
