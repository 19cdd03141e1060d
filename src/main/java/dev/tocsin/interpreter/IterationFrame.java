package dev.tocsin.interpreter;

import dev.tocsin.expression.Scope;
import dev.tocsin.program.ForEachNode;

/** A strand of a {@code forEach}: one item after the other, each in a clean scope. */
final class IterationFrame extends Frame {

    final ForEachFrame loop;

    /** The item being run, from 0. */
    int position;

    IterationFrame(ForEachFrame loop) {
        super(loop, new Scope(loop.node.scopeSize(), loop.scope), loop.node.body());
        this.loop = loop;
    }

    @Override
    ForEachNode node() {
        return loop.node;
    }

    @Override
    String path() {
        return loop.path() + "#" + position;
    }

    @Override
    int[] order() {
        return append(loop.order(), position);
    }
}
