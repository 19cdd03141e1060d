package dev.tocsin.program;

import dev.tocsin.check.FactSlots;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.value.MapValue;

import java.util.List;

/**
 * A playbook ready to run. Immutable; shared by runs.
 *
 * @param playbook what it was made from
 * @param steps the playbook's steps
 * @param scopeSize slots of a run
 * @param facts slots that the host fills when a run starts
 * @param usesSignals whether it asks what {@code alert}, {@code incident} or {@code signal} hold
 * @param variables first values of {@code vars}, by slot
 * @param constants the value of {@code const}
 * @param calls the programs that its steps call, in reading order
 * @param description what {@code playbook} holds in expressions
 */
public record Program(
        Playbook playbook,
        Block steps,
        int scopeSize,
        FactSlots facts,
        boolean usesSignals,
        List<Variable> variables,
        MapValue constants,
        List<Program> calls,
        MapValue description) {

    /** A variable of the run. */
    public record Variable(String name, int slot, dev.tocsin.value.Value first) {}

    /** The id that other files call it by. */
    public String id() {
        return playbook.id().text();
    }
}
