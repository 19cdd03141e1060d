package dev.tocsin.interpreter;

import dev.tocsin.program.Block;
import dev.tocsin.program.ParallelNode;

/** One branch of a {@code parallel}. Its steps carry the branch's name in their own segments. */
final class ParallelBranchFrame extends Frame {

    final ParallelFrame whole;

    ParallelBranchFrame(ParallelFrame whole, Block steps) {
        super(whole, whole.scope, steps);
        this.whole = whole;
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
