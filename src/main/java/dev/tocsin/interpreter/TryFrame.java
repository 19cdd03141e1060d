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

    /** Set once {@code finally} has used up the time it has when its step is being left. */
    boolean cutShort;

    TryFrame(Frame parent, TryNode node) {
        super(parent, parent.scope, node.body());
        this.node = node;
    }

    /** Whether {@code finally} runs because the step is left from outside. */
    boolean isBounded() {
        return stage == Stage.FINALLY && (override != null || pending instanceof Exit.Cancelled);
    }

    @Override
    TryNode node() {
        return node;
    }
}
