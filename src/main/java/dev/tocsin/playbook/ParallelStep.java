package dev.tocsin.playbook;

import dev.tocsin.source.Span;

import java.util.List;

/**
 * {@code parallel: {name: [steps]}}: several lists of steps at once.
 *
 * @param firstWins {@code join: any}: the first branch that succeeds ends the step, and the others
 *     are cancelled; else all end before a failure goes on
 */
public record ParallelStep(StepHead head, List<Branch> branches, boolean firstWins, Span span)
        implements Step {
    /** One named branch. */
    public record Branch(Name name, List<Step> steps) {
        public Branch {
            steps = List.copyOf(steps);
        }
    }

    public ParallelStep {
        branches = List.copyOf(branches);
    }
}
