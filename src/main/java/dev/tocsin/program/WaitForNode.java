package dev.tocsin.program;

import dev.tocsin.expression.Evaluator;
import dev.tocsin.schema.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * Waits until something is so; the time limit of its head is always there.
 *
 * @param onTimeout done when the time is up; null means that the step then fails
 */
public record WaitForNode(NodeHead head, Source source, @Nullable Block onTimeout)
        implements StepNode {

    /** What is waited for. */
    public sealed interface Source {}

    /**
     * Asks a read operation until its answer will do.
     *
     * @param look asked again and again; a node of its own, which no record shows
     * @param resultSlot where each answer is kept for {@code until}
     */
    public record Poll(
            ActionNode look, Evaluator until, int resultSlot, Duration pause, Duration longestPause)
            implements Source {}

    /**
     * Takes the first body that fits.
     *
     * @param token gives the token of the step at its place
     */
    public record Callback(Schema schema, Evaluator token) implements Source {}
}
