package dev.tocsin.program;

import java.util.List;

/**
 * All branches at once.
 *
 * @param firstWins whether the first branch that succeeds ends the step
 */
public record ParallelNode(NodeHead head, List<Branch> branches, boolean firstWins)
        implements StepNode {
    /** One branch. */
    public record Branch(String name, Block steps) {}
}
