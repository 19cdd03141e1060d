package dev.tocsin.interpreter;

import dev.tocsin.program.TryNode;

import org.jspecify.annotations.Nullable;

/** A {@code try}. */
final class TryFrame extends Frame {

    /** Which of its lists of steps is being run. */
    enum Stage {
        BODY,
        CATCH,
        FINALLY
    }

    final TryNode node;
    Stage stage = Stage.BODY;

    /** Why the step is left once {@code finally} has ended; null where it ends well. */
    @Nullable Exit pending;

    TryFrame(Frame parent, TryNode node) {
        super(parent, parent.scope, node.body());
        this.node = node;
    }

    @Override
    TryNode node() {
        return node;
    }
}
