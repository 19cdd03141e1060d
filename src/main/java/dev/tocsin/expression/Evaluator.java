package dev.tocsin.expression;

import dev.tocsin.value.Value;

/**
 * A compiled expression or template: a tree of closures over slots. Immutable; may be shared by
 * runs, each with its own scope and evaluation.
 */
@FunctionalInterface
public interface Evaluator {

    /**
     * @throws EvaluationException if there is no value: a missing key, a null where there may be
     *     none, an overflow, a bound
     */
    Value evaluate(Scope scope, Evaluation evaluation);
}
