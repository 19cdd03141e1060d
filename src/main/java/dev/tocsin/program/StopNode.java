package dev.tocsin.program;

import dev.tocsin.expression.Evaluator;

/** Ends the iteration with a result, and the loop. */
public record StopNode(NodeHead head, Evaluator result) implements StepNode {}
