package dev.tocsin.service.trigger;

import dev.tocsin.expression.Environment;
import dev.tocsin.expression.Evaluation;
import dev.tocsin.expression.EvaluationException;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.expression.Expression;
import dev.tocsin.expression.ExpressionCompiler;
import dev.tocsin.expression.Scope;
import dev.tocsin.schema.Type;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The names that the expressions of a trigger may use, each of any type: the checks have been
 * through them with the real ones.
 */
final class TriggerNames implements Environment {

    /** So many steps may an expression over one event take; a run may take more. */
    private static final long MAX_STEPS = 1_000_000;

    private final List<String> names;
    private final boolean secrets;
    private final Set<String> asked = new HashSet<>();

    /**
     * @param names in the order of their slots
     * @param secrets whether a value may hold one
     */
    TriggerNames(List<String> names, boolean secrets) {
        this.names = List.copyOf(names);
        this.secrets = secrets;
    }

    /** An expression over these names, ready to be evaluated by many threads. */
    record Compiled(Evaluator evaluator, Set<String> names) {

        /**
         * Whether it is true.
         *
         * @throws EvaluationException if it has no value
         */
        boolean holds(Scope scope, Instant now) {
            return evaluate(scope, now).equals(BoolValue.TRUE);
        }

        /**
         * Its value.
         *
         * @throws EvaluationException if it has none
         */
        Value evaluate(Scope scope, Instant now) {
            Evaluation evaluation = new Evaluation(0, MAX_STEPS);
            evaluation.restart(now);
            return evaluator.evaluate(scope, evaluation);
        }

        /** Its value, a list; empty where it is null. */
        List<Value> items(Scope scope, Instant now) {
            return evaluate(scope, now) instanceof ListValue(List<Value> items) ? items : List.of();
        }
    }

    Compiled condition(Expression expression) {
        return compiled(ExpressionCompiler.compileCondition(expression, this));
    }

    Compiled items(Expression expression) {
        return compiled(ExpressionCompiler.compileItems(expression, this));
    }

    Compiled value(Expression expression) {
        return compiled(ExpressionCompiler.compile(expression, this));
    }

    private Compiled compiled(Evaluator evaluator) {
        Compiled compiled = new Compiled(evaluator, Set.copyOf(asked));
        asked.clear();
        return compiled;
    }

    /** Values for the names, in their order. */
    static Scope scope(Value... values) {
        Scope scope = new Scope(values.length, null);
        for (int i = 0; i < values.length; i++) {
            scope.set(i, values[i]);
        }
        return scope;
    }

    @Override
    public @Nullable Binding lookup(String name) {
        int slot = names.indexOf(name);
        if (slot < 0) {
            return null;
        }
        asked.add(name);
        return new Variable(Type.ANY, 0, slot);
    }

    @Override
    public Collection<String> names() {
        return names;
    }

    @Override
    public @Nullable StepBinding step(String id) {
        return null;
    }

    @Override
    public Collection<String> stepIds() {
        return List.of();
    }

    @Override
    public boolean mayHoldSecrets() {
        return secrets;
    }
}
