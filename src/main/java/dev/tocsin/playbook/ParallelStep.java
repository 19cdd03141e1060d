package dev.tocsin.playbook;

import dev.tocsin.source.Span;

import java.util.List;

/** {@code parallel: {name: [steps]}}: all branches; all end before a failure goes on. */
public record ParallelStep(StepHead head, List<Branch> branches, Span span) implements Step {
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
