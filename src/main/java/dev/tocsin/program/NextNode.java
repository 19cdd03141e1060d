package dev.tocsin.program;

import dev.tocsin.expression.Evaluator;

/** Ends the iteration (or round) with a result. */
public record NextNode(NodeHead head, Evaluator result) implements StepNode {}
