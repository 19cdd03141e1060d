package dev.tocsin.host;

import dev.tocsin.expression.Scope;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.Map;

/**
 * The ways out of some steps that a rehearsal found possible: for each kind of exit, one state that
 * stands for all ways to it. Where two ways differ in a value, that value is unknown; so a
 * rehearsal stays linear in the size of the playbook, however many conditions are undecided.
 */
final class Flow {

    /** How steps can be left. */
    enum Exit {
        NORMAL,
        NEXT,
        STOP,
        RETURN,
        FAIL,
        CANCEL
    }

    /**
     * A way out.
     *
     * @param value what the exit carries: a result, outputs, an error
     */
    record Way(Scope scope, PlanCounts counts, Value value) {

        Way after(PlanCounts before) {
            return new Way(scope, before.plus(counts), value);
        }

        Way or(Way other) {
            return new Way(
                    merge(scope, other.scope), counts.or(other.counts), merge(value, other.value));
        }
    }

    private final Map<Exit, Way> ways = new EnumMap<>(Exit.class);

    static Flow normal(Scope scope) {
        return normal(scope, PlanCounts.NONE);
    }

    static Flow normal(Scope scope, PlanCounts counts) {
        return of(Exit.NORMAL, new Way(scope, counts, NullValue.NULL));
    }

    static Flow of(Exit exit, Way way) {
        Flow flow = new Flow();
        flow.ways.put(exit, way);
        return flow;
    }

    @Nullable Way way(Exit exit) {
        return ways.get(exit);
    }

    Map<Exit, Way> ways() {
        return ways;
    }

    void add(Exit exit, Way way) {
        ways.merge(exit, way, Way::or);
    }

    /** With all ways of {@code other} too. */
    Flow or(Flow other) {
        other.ways.forEach(this::add);
        return this;
    }

    /** How much of the world is touched on any of the ways. */
    PlanCounts counts() {
        PlanCounts counts = null;
        for (Way way : ways.values()) {
            counts = counts == null ? way.counts : counts.or(way.counts);
        }
        return counts == null ? PlanCounts.NONE : counts;
    }

    /** Whether more than one exit is possible. */
    boolean forks() {
        return ways.size() > 1;
    }

    static Value merge(Value a, Value b) {
        if (a.equals(b)) {
            return a;
        }
        if (a instanceof MapValue(Map<String, Value> left)
                && b instanceof MapValue(Map<String, Value> right)
                && left.keySet().equals(right.keySet())) {
            MapValue.Builder merged = MapValue.builder();
            left.forEach((key, value) -> merged.put(key, merge(value, right.get(key))));
            return merged.build();
        }
        return a instanceof UnknownValue ? a : b instanceof UnknownValue ? b : DIFFERS;
    }

    private static final Value DIFFERS = new UnknownValue("what an undecided branch leaves");

    /** A scope, parents included, that holds what both hold, and unknowns where they differ. */
    static Scope merge(Scope a, Scope b) {
        if (a == b) {
            return a;
        }
        Scope parentA = a.parent();
        Scope parentB = b.parent();
        Scope merged = a.copy(parentA == null || parentB == null ? null : merge(parentA, parentB));
        for (int slot = 0; slot < merged.size(); slot++) {
            merged.set(slot, merge(a.get(slot), b.get(slot)));
        }
        return merged;
    }

    /** A scope, parents included, that can be written to without touching the original. */
    static Scope copy(Scope scope) {
        Scope parent = scope.parent();
        return scope.copy(parent == null ? null : copy(parent));
    }
}
