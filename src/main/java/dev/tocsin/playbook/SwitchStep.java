package dev.tocsin.playbook;

import dev.tocsin.expression.Expression;
import dev.tocsin.source.Span;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * {@code switch}: the first case that names the value.
 *
 * @param otherwise the {@code default}; null where there is none
 */
public record SwitchStep(
        StepHead head,
        Expression subject,
        List<Case> cases,
        @Nullable List<Step> otherwise,
        Span span)
        implements Step {
    /**
     * One case.
     *
     * @param values what it stands for, at least one
     */
    public record Case(List<CaseValue> values, List<Step> then, Span span) {
        public Case {
            values = List.copyOf(values);
            then = List.copyOf(then);
        }
    }

    /** A constant at its place. */
    public record CaseValue(Value value, Span span) {}

    public SwitchStep {
        cases = List.copyOf(cases);
        if (otherwise != null) {
            otherwise = List.copyOf(otherwise);
        }
    }
}
