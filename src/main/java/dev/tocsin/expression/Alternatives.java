package dev.tocsin.expression;

import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeUnion;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Which of several objects a value can be once something is known of one of their fields. */
final class Alternatives {

    private Alternatives() {}

    static boolean areObjects(Type.Union union) {
        int objects = 0;
        for (Type option : union.options()) {
            objects += option instanceof Type.Obj ? 1 : 0;
        }
        return objects > 1;
    }

    /** Those whose field may be one of {@code texts}. */
    static Type withTexts(Type type, String field, Set<String> texts) {
        return kept(type, field, found -> mayBeOneOf(found, texts));
    }

    /** Those whose field may be something else than null. */
    static Type withField(Type type, String field) {
        return kept(type, field, found -> !(found instanceof Type.Null));
    }

    private static boolean mayBeOneOf(Type type, Set<String> texts) {
        for (Type option : Types.options(type)) {
            boolean may =
                    switch (option) {
                        case Type.Any _, Type.Timestamp _ -> true;
                        case Type.Str(Set<String> values) ->
                                values.isEmpty() || !Collections.disjoint(values, texts);
                        default -> false;
                    };
            if (may) {
                return true;
            }
        }
        return false;
    }

    private static Type kept(Type type, String field, Predicate<Type> holds) {
        if (!(type instanceof Type.Union(List<Type> options))) {
            return type;
        }
        List<Type> rest = new ArrayList<>(options.size());
        for (Type option : options) {
            if (!(option instanceof Type.Obj object) || mayHold(object, field, holds)) {
                rest.add(option);
            }
        }
        return rest.isEmpty() || rest.size() == options.size()
                ? type
                : TypeUnion.alternatives(rest);
    }

    private static boolean mayHold(Type.Obj object, String field, Predicate<Type> holds) {
        Type found = object.fields().get(field);
        return found == null ? object.open() : holds.test(found);
    }
}
