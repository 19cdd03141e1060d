package dev.tocsin.playbook;

import dev.tocsin.expression.Template;
import dev.tocsin.source.Span;

import java.util.List;

/** {@code set: {variable: template}}: assigns run-wide variables. */
public record SetStep(StepHead head, List<Assignment> assignments, Span span) implements Step {
    /** One variable and its new value. */
    public record Assignment(Name variable, Template value) {}

    public SetStep {
        assignments = List.copyOf(assignments);
    }
}
