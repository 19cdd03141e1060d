package dev.tocsin.program;

import dev.tocsin.expression.Evaluator;

/** Ends the run as cancelled. */
public record CancelNode(NodeHead head, Evaluator reason) implements StepNode {}
