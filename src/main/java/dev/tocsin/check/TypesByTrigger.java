package dev.tocsin.check;

import dev.tocsin.expression.Facts;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeUnion;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a name holds that depends on what started the run: one type of several, and fewer where a
 * condition tells what did, as {@code run.trigger == "nightly"} and {@code alert != null} do.
 * Filled before it is asked.
 */
final class TypesByTrigger {

    /** By what {@code run.trigger} is then; triggers without an id may share a name. */
    private final Map<String, List<Type>> types = new LinkedHashMap<>();

    private @Nullable Type whole;

    /** What {@code kind} of the value is, by trigger; empty where it has none. */
    private final Map<String, String> kindOf = new HashMap<>();

    void add(String trigger, String kind, Type type) {
        add(trigger, type);
        kindOf.put(trigger, kind);
    }

    void add(String trigger, Type type) {
        types.computeIfAbsent(trigger, _ -> new ArrayList<>(1)).add(type);
    }

    /** {@link Type#ANY} where nothing but people start the run. */
    Type whole() {
        Type known = whole;
        if (known == null) {
            known = union(types.keySet());
            whole = known;
        }
        return known;
    }

    /** What may have started the run, as far as this is known of {@code run.trigger}. */
    Set<String> triggers(Facts known) {
        return types.size() < 2 ? types.keySet() : known.textsOf("run", "trigger", types.keySet());
    }

    /**
     * Which of {@code triggers} are left where this is known of the name itself: it is null, or not
     * null, or its {@code kind} was asked for.
     */
    Set<String> left(Set<String> triggers, String name, Facts known) {
        boolean isNull = known.isNull(name);
        boolean isThere = known.isNotNull(name);
        Set<String> kinds =
                kindOf.isEmpty()
                        ? Set.of()
                        : known.textsOf(name, "kind", Set.copyOf(kindOf.values()));
        if (!isNull && !isThere) {
            return triggers;
        }
        Set<String> left = new LinkedHashSet<>();
        for (String trigger : triggers) {
            String kind = kindOf.get(trigger);
            List<Type> some = types.getOrDefault(trigger, List.of());
            if (isNull ? mayBeNull(some) : isMore(some) && (kind == null || kinds.contains(kind))) {
                left.add(trigger);
            }
        }
        return left;
    }

    private static boolean mayBeNull(List<Type> types) {
        for (Type type : types) {
            if (type instanceof Type.Any || TypeUnion.holdsNull(type)) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of them may be something else than null. */
    private static boolean isMore(List<Type> types) {
        for (Type type : types) {
            if (!(type instanceof Type.Null)) {
                return true;
            }
        }
        return types.isEmpty();
    }

    /** The type where one of these has started the run. */
    Type of(Set<String> triggers) {
        return triggers.size() == types.size() ? whole() : union(triggers);
    }

    private Type union(Set<String> triggers) {
        List<Type> possible = new ArrayList<>(types.size());
        types.forEach(
                (trigger, some) -> {
                    if (triggers.contains(trigger)) {
                        possible.addAll(some);
                    }
                });
        // Nothing starts it so: the condition never holds, which is said where it stands.
        return possible.isEmpty() ? Type.ANY : TypeUnion.alternatives(possible);
    }
}
