package dev.tocsin.interpreter;

import dev.tocsin.program.Block;
import dev.tocsin.program.StepNode;
import dev.tocsin.value.Value;

/** The branch taken of an {@code if} or {@code switch}. */
final class BranchFrame extends Frame {

    final StepNode node;

    /** What was decided over, for the record. */
    final Value input;

    /** Which branch, for the record. */
    final Value branch;

    BranchFrame(Frame parent, StepNode node, Block block, Value input, Value branch) {
        super(parent, parent.scope, block);
        this.node = node;
        this.input = input;
        this.branch = branch;
    }

    @Override
    StepNode node() {
        return node;
    }
}
