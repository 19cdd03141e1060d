package dev.tocsin.interpreter;

import dev.tocsin.program.Block;
import dev.tocsin.program.ParallelNode;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** A {@code parallel}. */
final class ParallelFrame extends Frame {

    final ParallelNode node;
    final List<ParallelBranchFrame> open = new ArrayList<>();

    /** Why branches failed, where the first success ends the step. */
    final Map<ParallelNode.Branch, RunError> errors = new IdentityHashMap<>(0);

    /** The branch that succeeded first, where that ends the step. */
    @Nullable ParallelBranchFrame winner;

    /** Why the step is left once all branches have ended. */
    @Nullable Exit pending;

    ParallelFrame(Frame parent, ParallelNode node) {
        super(parent, parent.scope, Block.EMPTY);
        this.node = node;
    }

    @Override
    ParallelNode node() {
        return node;
    }
}
