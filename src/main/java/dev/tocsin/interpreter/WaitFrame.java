package dev.tocsin.interpreter;

import dev.tocsin.program.Block;
import dev.tocsin.program.WaitNode;
import dev.tocsin.value.Value;

/** A {@code wait}. */
final class WaitFrame extends Frame {

    final WaitNode node;
    final Value until;

    WaitFrame(Frame parent, WaitNode node, Value until) {
        super(parent, parent.scope, Block.EMPTY);
        this.node = node;
        this.until = until;
    }

    @Override
    WaitNode node() {
        return node;
    }
}
