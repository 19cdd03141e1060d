package dev.tocsin.host;

import dev.tocsin.expression.EvaluationException;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.expression.Scope;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.interpreter.RunState;
import dev.tocsin.program.Program;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

/**
 * How many runs of the playbook the service lets go on at once.
 *
 * @param key what this run is counted under; null where all runs are counted together
 * @param whenBusy {@code queue}, {@code skip} or {@code cancelOldest}
 */
public record PlanLimit(int limit, @Nullable Value key, String whenBusy) {

    /** Null where any number of runs may go on. */
    static @Nullable PlanLimit of(Program program, RunFacts facts, Rehearsal rehearsal) {
        Program.RunLimit limit = program.concurrency();
        if (limit == null) {
            return null;
        }
        Evaluator key = limit.key();
        Value value = key == null ? null : keyOf(key, RunState.scopeOf(program, facts), rehearsal);
        return new PlanLimit(limit.limit(), value, limit.whenBusy().word());
    }

    private static Value keyOf(Evaluator key, Scope scope, Rehearsal rehearsal) {
        try {
            return rehearsal.evaluate(key, scope);
        } catch (EvaluationException e) {
            return new UnknownValue("the key", "(none: " + e.text() + ")");
        }
    }
}
