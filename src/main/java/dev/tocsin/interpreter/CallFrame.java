package dev.tocsin.interpreter;

import dev.tocsin.program.Block;
import dev.tocsin.program.CallNode;
import dev.tocsin.value.MapValue;

/** A {@code call} whose playbook is running. */
final class CallFrame extends Frame {

    final CallNode node;
    final MapValue input;

    /** The run of the called playbook. */
    final long run;

    /** Whether that run was asked to end. */
    boolean cancelled;

    CallFrame(Frame parent, CallNode node, MapValue input, long run) {
        super(parent, parent.scope, Block.EMPTY);
        this.node = node;
        this.input = input;
        this.run = run;
    }

    @Override
    CallNode node() {
        return node;
    }
}
