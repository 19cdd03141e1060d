package dev.tocsin.interpreter;

import dev.tocsin.expression.EvaluationException;
import dev.tocsin.program.StepNode;
import dev.tocsin.source.Span;

/** Where in the playbook an expression failed. */
final class Spans {

    private Spans() {}

    /** The failing part of the expression where it is known, else the step. */
    static Span of(EvaluationException e, StepNode node) {
        Span span = e.span();
        return span == null ? node.head().span() : span;
    }
}
