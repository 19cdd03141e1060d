package dev.tocsin.interpreter;

import dev.tocsin.program.Block;
import dev.tocsin.program.ParallelNode;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** A {@code parallel}. */
final class ParallelFrame extends Frame {

    final ParallelNode node;
    final List<ParallelBranchFrame> open = new ArrayList<>();

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
