package dev.tocsin.program;

import java.util.List;

/** All branches at once. */
public record ParallelNode(NodeHead head, List<Branch> branches) implements StepNode {
    /** One branch. */
    public record Branch(String name, Block steps) {}
}
