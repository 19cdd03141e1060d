package dev.tocsin.program;

import dev.tocsin.expression.Evaluator;

/** Ends the playbook with outputs. */
public record ReturnNode(NodeHead head, Evaluator outputs) implements StepNode {}
