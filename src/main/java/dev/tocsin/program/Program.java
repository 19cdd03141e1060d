package dev.tocsin.program;

import dev.tocsin.check.FactSlots;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.playbook.Concurrency;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

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
 * @param callbacks the steps that wait for callbacks, by id
 * @param concurrency how many runs may go on at once, or null for any number
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
        Map<String, WaitForNode.Callback> callbacks,
        @Nullable RunLimit concurrency,
        MapValue description) {

    /**
     * How many runs of the playbook may go on at once.
     *
     * @param key over the facts of a run; null counts all runs together
     */
    public record RunLimit(int limit, @Nullable Evaluator key, Concurrency.WhenBusy whenBusy) {}

    public Program {
        variables = List.copyOf(variables);
        callbacks = Map.copyOf(callbacks);
    }

    /** A variable of the run. */
    public record Variable(String name, int slot, dev.tocsin.value.Value first) {}

    /** The id that other files call it by. */
    public String id() {
        return playbook.id().text();
    }
}
