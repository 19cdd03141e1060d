package dev.tocsin.program;

import dev.tocsin.expression.Evaluator;

/** Raises the error {@code failed}. */
public record FailNode(NodeHead head, Evaluator message) implements StepNode {}
