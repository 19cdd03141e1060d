package dev.tocsin.interpreter;

import dev.tocsin.program.ActionNode;
import dev.tocsin.program.Block;
import dev.tocsin.program.StepNode;
import dev.tocsin.program.WaitForNode;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/** A {@code waitFor}: between two looks, during one, or waiting for a body. */
final class WaitForFrame extends Frame {

    final WaitForNode node;

    /** What each look is given; null value where a callback is waited for. */
    final Value input;

    final Instant deadline;

    /** Of the callback that is waited for; empty where it polls. */
    final String token;

    /** The answer of the last look, or the body that came; null before. */
    @Nullable Value seen;

    Duration pause;

    /** Attempts of all looks. */
    int attempts;

    /** Whether the time is up, and the steps of {@code onTimeout} are done. */
    boolean timedOut;

    WaitForFrame(
            Frame parent,
            WaitForNode node,
            Value input,
            String token,
            Duration pause,
            Instant deadline) {
        super(parent, parent.scope, Block.EMPTY);
        this.node = node;
        this.input = input;
        this.token = token;
        this.pause = pause;
        this.deadline = deadline;
    }

    static WaitForFrame callback(Frame parent, WaitForNode node, String token, Instant deadline) {
        return new WaitForFrame(parent, node, NullValue.NULL, token, Duration.ZERO, deadline);
    }

    /** Whether a frame inside is a look and not one of the steps of {@code onTimeout}. */
    boolean isLook(StepNode inner) {
        return node.source() instanceof WaitForNode.Poll poll && poll.look() == inner;
    }

    /** What a frame inside is of while it looks; null once it does something else. */
    @Nullable ActionNode look() {
        return !timedOut && node.source() instanceof WaitForNode.Poll poll ? poll.look() : null;
    }

    /** A look has no place of its own: what goes wrong there went wrong with the step. */
    @Override
    public String path(StepNode inner) {
        return isLook(inner) ? path() : super.path(inner);
    }

    @Override
    WaitForNode node() {
        return node;
    }
}
