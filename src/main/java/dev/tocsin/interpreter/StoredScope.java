package dev.tocsin.interpreter;

import dev.tocsin.check.FactSlots;
import dev.tocsin.expression.Scope;
import dev.tocsin.program.Program;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StoredFormatException;
import dev.tocsin.value.Value;

import java.util.List;
import java.util.Map;

/** Scopes as values: what stands in each slot, by its number. */
final class StoredScope {

    private StoredScope() {}

    /** The scope of an iteration, of which all slots begin as null. */
    static MapValue write(Scope scope) {
        MapValue.Builder out = MapValue.builder();
        for (int slot = 0; slot < scope.size(); slot++) {
            Value value = scope.get(slot);
            if (value != NullValue.NULL) {
                out.put(Integer.toString(slot), value);
            }
        }
        return out.build();
    }

    /** The scope of a run without what its facts have filled. */
    static MapValue writeRoot(Scope scope, Program program) {
        FactSlots facts = program.facts();
        List<Integer> given =
                List.of(
                        facts.event(),
                        facts.alert(),
                        facts.incident(),
                        facts.signal(),
                        facts.inputs(),
                        facts.constants(),
                        facts.run(),
                        facts.playbook());
        MapValue.Builder out = MapValue.builder();
        boolean[] variable = new boolean[scope.size()];
        program.variables().forEach(one -> variable[one.slot()] = true);
        for (int slot = 0; slot < scope.size(); slot++) {
            Value value = scope.get(slot);
            // A variable may have been something else before it was null.
            boolean filled = value != NullValue.NULL || variable[slot];
            if (filled && !given.contains(slot)) {
                out.put(Integer.toString(slot), value);
            }
        }
        return out.build();
    }

    static void read(MapValue stored, Scope scope) {
        for (Map.Entry<String, Value> entry : stored.entries().entrySet()) {
            scope.set(slotOf(entry.getKey(), scope), entry.getValue());
        }
    }

    private static int slotOf(String key, Scope scope) {
        try {
            int slot = Integer.parseInt(key);
            if (slot >= 0 && slot < scope.size()) {
                return slot;
            }
        } catch (NumberFormatException _) {
            // Told below, as any other key that names no slot.
        }
        throw new StoredFormatException("the program has no slot `" + key + "`");
    }
}
