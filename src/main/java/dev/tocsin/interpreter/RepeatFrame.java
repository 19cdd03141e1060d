package dev.tocsin.interpreter;

import dev.tocsin.program.RepeatNode;

import java.time.Duration;
import java.time.Instant;

/** A {@code repeat}. */
final class RepeatFrame extends Frame {

    final RepeatNode node;
    final Instant begun;

    /** The round being run, from 0. */
    int round;

    Duration pause;

    RepeatFrame(Frame parent, RepeatNode node, Instant begun) {
        super(parent, parent.scope, node.body());
        this.node = node;
        this.begun = begun;
        this.pause = node.pause();
    }

    @Override
    RepeatNode node() {
        return node;
    }

    @Override
    String path() {
        return super.path() + "#" + round;
    }

    @Override
    int[] order() {
        return append(super.order(), round);
    }
}
