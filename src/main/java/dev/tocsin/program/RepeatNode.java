package dev.tocsin.program;

import dev.tocsin.expression.Evaluator;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * Rounds until a condition holds or a bound is met.
 *
 * @param clears slots that are set back to null before each round
 * @param atMost rounds, or 0 for no such bound
 * @param within from the first round on, or null for no such bound
 * @param place where the round is kept for callbacks; null where the body has none
 */
public record RepeatNode(
        NodeHead head,
        Block body,
        int[] clears,
        @Nullable Evaluator until,
        Duration pause,
        Duration longestPause,
        int atMost,
        @Nullable Duration within,
        boolean failWhenExhausted,
        @Nullable LoopPlace place)
        implements StepNode {}
