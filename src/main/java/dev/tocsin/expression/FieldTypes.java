package dev.tocsin.expression;

import dev.tocsin.schema.Type;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the alternatives of a type say of one field.
 *
 * @param found its types, one per alternative that may have it
 * @param known the names of all fields
 * @param lacking an alternative that never has it, or null
 * @param optional whether some alternative lists it as one that may be missing
 * @param entry whether it may be an entry of a map, of which nothing is listed
 */
record FieldTypes(
        List<Type> found,
        Set<String> known,
        Type.@Nullable Obj lacking,
        boolean optional,
        boolean entry) {

    static FieldTypes of(Type type, String name) {
        List<Type> found = new ArrayList<>(1);
        Set<String> known = Set.of();
        Type.Obj lacking = null;
        boolean optional = false;
        boolean entry = false;
        for (Type option : Types.options(type)) {
            switch (option) {
                case Type.Any _ -> {
                    found.add(Type.ANY);
                    entry = true;
                }
                case Type.MapOf(Type value) -> {
                    found.add(value);
                    entry = true;
                }
                case Type.Obj object -> {
                    Map<String, Type> fields = object.fields();
                    Type field = fields.get(name);
                    if (field != null) {
                        found.add(field);
                        optional |= !object.required().contains(name);
                    } else if (object.open()) {
                        found.add(Type.ANY);
                        entry = true;
                    } else {
                        lacking = object;
                    }
                    known = known.isEmpty() ? fields.keySet() : both(known, fields.keySet());
                }
                case Type.Null _,
                        Type.Bool _,
                        Type.Int _,
                        Type.Number _,
                        Type.Str _,
                        Type.Bytes _,
                        Type.Timestamp _,
                        Type.Duration _,
                        Type.ListOf _,
                        Type.Union _,
                        Type.Secret _ -> {}
            }
        }
        return new FieldTypes(found, known, lacking, optional, entry);
    }

    boolean mayBeMissing() {
        return optional || entry || lacking != null;
    }

    private static Set<String> both(Set<String> some, Set<String> others) {
        Set<String> all = new LinkedHashSet<>(some);
        all.addAll(others);
        return all;
    }
}
