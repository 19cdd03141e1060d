package dev.tocsin.program;

import java.util.List;

/** Steps that run one after the other. */
public final class Block {

    /** No steps. */
    public static final Block EMPTY = new Block(List.of());

    private final StepNode[] steps;

    public Block(List<StepNode> steps) {
        this.steps = steps.toArray(StepNode[]::new);
    }

    public int size() {
        return steps.length;
    }

    public StepNode get(int index) {
        return steps[index];
    }

    /** For walks that are not on the hot path. */
    public List<StepNode> steps() {
        return List.of(steps);
    }
}
