package dev.tocsin.program;

import dev.tocsin.expression.Evaluator;

/** Names a value. */
public record ValueNode(NodeHead head, Evaluator value) implements StepNode {}
