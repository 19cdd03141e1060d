package dev.tocsin.program;

import dev.tocsin.expression.Evaluator;

import java.util.List;

/** Assigns variables, all values being computed first. */
public record SetNode(NodeHead head, List<Assignment> assignments) implements StepNode {
    /**
     * A variable of the run and its new value.
     *
     * @param slot in the scope of the run
     */
    public record Assignment(String variable, int slot, Evaluator value) {}
}
