package dev.tocsin.check;

import dev.tocsin.expression.Facts;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeUnion;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a name holds that depends on what started the run: one type of several, and fewer where a
 * condition on {@code run.trigger} was passed. Filled before it is asked.
 */
final class TypesByTrigger {

    /** By what {@code run.trigger} is then; triggers without an id may share a name. */
    private final Map<String, List<Type>> types = new LinkedHashMap<>();

    private @Nullable Type whole;

    void add(String trigger, Type type) {
        types.computeIfAbsent(trigger, _ -> new ArrayList<>(1)).add(type);
    }

    /** {@link Type#ANY} where nothing but people start the run. */
    Type whole() {
        Type known = whole;
        if (known == null) {
            known = of(types.keySet());
            whole = known;
        }
        return known;
    }

    /** What is left where this is known. */
    Type where(Facts known) {
        if (known == Facts.NONE || types.size() < 2) {
            return whole();
        }
        Set<String> left = known.textsOf("run", "trigger", types.keySet());
        return left.size() == types.size() ? whole() : of(left);
    }

    private Type of(Set<String> triggers) {
        List<Type> possible = new ArrayList<>(types.size());
        types.forEach(
                (trigger, some) -> {
                    if (triggers.contains(trigger)) {
                        possible.addAll(some);
                    }
                });
        // A trigger of another name: the condition that asks for it never holds.
        return possible.isEmpty() && !types.isEmpty() ? whole() : TypeUnion.alternatives(possible);
    }
}
