package dev.tocsin.program;

import dev.tocsin.expression.Evaluator;

/** A line in the record. */
public record LogNode(NodeHead head, Evaluator text) implements StepNode {}
