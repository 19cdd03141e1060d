package dev.tocsin.program;

import dev.tocsin.expression.Evaluator;

/**
 * Waits without holding a thread.
 *
 * @param until gives a duration (value or text) or an instant
 */
public record WaitNode(NodeHead head, Evaluator until) implements StepNode {}
