package dev.tocsin.program;

import dev.tocsin.expression.Evaluator;

import java.util.List;

/**
 * The first branch whose condition is true.
 *
 * @param otherwise empty where there is no {@code else}
 */
public record IfNode(NodeHead head, List<Branch> branches, Block otherwise) implements StepNode {
    /**
     * A condition and its steps.
     *
     * @param name {@code then} or {@code elseIf[0]}: shown in records
     */
    public record Branch(String name, Evaluator condition, Block then) {}
}
