package dev.tocsin.interpreter;

import dev.tocsin.program.ParallelNode;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

/** One branch of a {@code parallel}. Its steps carry the branch's name in their own segments. */
final class ParallelBranchFrame extends Frame {

    final ParallelFrame whole;

    final ParallelNode.Branch branch;

    /** The result of the step that ended last. */
    Value last = NullValue.NULL;

    ParallelBranchFrame(ParallelFrame whole, ParallelNode.Branch branch) {
        super(whole, whole.scope, branch.steps());
        this.whole = whole;
        this.branch = branch;
    }

    @Override
    ParallelNode node() {
        return whole.node;
    }

    @Override
    String path() {
        return whole.path();
    }

    @Override
    int[] order() {
        return whole.order();
    }
}
