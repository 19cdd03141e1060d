package dev.tocsin.playbook;

import dev.tocsin.expression.Expression;
import dev.tocsin.source.Span;

import java.util.List;

/**
 * {@code if}, {@code elseIf}, {@code else}: the first branch whose condition is true.
 *
 * @param branches {@code if} first, then each {@code elseIf}
 * @param otherwise the {@code else}; empty where there is none
 */
public record IfStep(StepHead head, List<Branch> branches, List<Step> otherwise, Span span)
        implements Step {
    /** A condition and what is done where it is true. */
    public record Branch(Expression condition, List<Step> then, Span span) {
        public Branch {
            then = List.copyOf(then);
        }
    }

    public IfStep {
        branches = List.copyOf(branches);
        otherwise = List.copyOf(otherwise);
    }
}
