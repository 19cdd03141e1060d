package dev.tocsin.interpreter;

import dev.tocsin.expression.EvaluationException;
import dev.tocsin.expression.Expression;
import dev.tocsin.program.StepNode;
import dev.tocsin.source.Span;

/** Where in the playbook an expression failed. */
final class Spans {

    private Spans() {}

    /** The failing part of the expression where it is known, else the step. */
    static Span of(EvaluationException e, StepNode node) {
        Expression expression = e.expression();
        return expression == null ? node.head().span() : expression.spanOf(e.start(), e.end());
    }
}
