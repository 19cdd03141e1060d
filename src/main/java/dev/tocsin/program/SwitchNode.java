package dev.tocsin.program;

import dev.tocsin.expression.Equality;
import dev.tocsin.expression.Evaluation;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The first case that holds the value.
 *
 * @param otherwise null where there is no {@code default}
 */
public record SwitchNode(
        NodeHead head, Evaluator subject, List<Case> cases, @Nullable Block otherwise)
        implements StepNode {
    /** Values and the steps for them. */
    public record Case(String name, List<Value> values, Block then) {}

    /** The first case that holds a value, or null. */
    public @Nullable Case caseOf(Value subject, Evaluation evaluation) {
        for (Case option : cases) {
            for (Value value : option.values()) {
                if (Equality.equal(value, subject, evaluation)) {
                    return option;
                }
            }
        }
        return null;
    }
}
