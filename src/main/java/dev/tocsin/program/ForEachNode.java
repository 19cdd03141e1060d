package dev.tocsin.program;

import dev.tocsin.expression.Evaluator;

import org.jspecify.annotations.Nullable;

/**
 * Runs the body once per item, each with a scope of its own.
 *
 * @param scopeSize slots of an iteration
 * @param itemSlot in the scope of the iteration
 * @param indexSlot likewise, or -1
 * @param place where the position is kept for callbacks; null where the body has none
 * @param collect evaluated in the scope of the iteration; null where nothing is collected
 */
public record ForEachNode(
        NodeHead head,
        Evaluator in,
        Block body,
        int scopeSize,
        int itemSlot,
        int indexSlot,
        int concurrency,
        @Nullable Evaluator collect,
        boolean stopOnItemError,
        @Nullable LoopPlace place)
        implements StepNode {}
