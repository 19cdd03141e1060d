package dev.tocsin.interpreter;

import dev.tocsin.expression.Scope;
import dev.tocsin.program.Block;
import dev.tocsin.program.StepNode;

import org.jspecify.annotations.Nullable;

/**
 * A step that has begun and not ended, or a strand inside one (an iteration, a branch). Frames form
 * a tree; the leaves are what the run waits for, or goes on with. Plain data: what happens to a
 * frame is in {@link Interpreter} and its parts.
 */
abstract sealed class Frame implements Place
        permits RootFrame,
                ActionFrame,
                CallFrame,
                WaitFrame,
                WaitForFrame,
                AskFrame,
                BranchFrame,
                ForEachFrame,
                IterationFrame,
                RepeatFrame,
                ParallelFrame,
                ParallelBranchFrame,
                TryFrame {

    /** Null only for the root. */
    final @Nullable Frame parent;

    final Scope scope;

    /** The steps being run inside this frame, and the next of them. */
    Block block;

    int index;

    /** The frame of the inner step that is being run, where it has one. */
    @Nullable Frame child;

    /**
     * Where set, every exit that reaches this frame becomes this one: a timeout, a cancellation.
     */
    @Nullable Exit override;

    /** Ends the step when it fires; 0 for none. */
    long timeoutTimer;

    /** Wakes the frame when it fires; 0 for none. */
    long wakeTimer;

    Frame(@Nullable Frame parent, Scope scope, Block block) {
        this.parent = parent;
        this.scope = scope;
        this.block = block;
    }

    /** The step this frame belongs to; null only for the root. */
    abstract @Nullable StepNode node();

    Frame above() {
        if (parent == null) {
            throw new IllegalStateException("the root has nothing above it");
        }
        return parent;
    }

    /** The path of this frame's own step, the iteration included. */
    String path() {
        StepNode node = node();
        return node == null ? "" : above().path(node);
    }

    @Override
    public String path(StepNode node) {
        String own = path();
        String segment = node.head().segment();
        return own.isEmpty() ? segment : own + "." + segment;
    }

    /** The numbers that sort this frame's inner steps. */
    int[] order() {
        StepNode node = node();
        return node == null ? new int[0] : above().order(node);
    }

    @Override
    public int[] order(StepNode node) {
        return append(order(), node.head().number());
    }

    @Override
    public int depth() {
        return parent == null ? 0 : parent.depth() + 1;
    }

    static int[] append(int[] numbers, int last) {
        int[] longer = java.util.Arrays.copyOf(numbers, numbers.length + 1);
        longer[numbers.length] = last;
        return longer;
    }
}
