package dev.tocsin.playbook;

import dev.tocsin.expression.Expression;
import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/**
 * {@code repeat: [steps]}: rounds until a condition holds or a bound is met.
 *
 * @param until checked after each round, null means only the bounds end it
 * @param pause before each further round, at first; zero means none
 * @param longestPause the pause doubles up to this; equal to {@code pause} where it stays the same
 * @param atMost rounds, or null; this or {@code within} is there
 * @param within from the first round on, or null
 * @param failWhenExhausted whether a met bound is an error ({@code onExhausted: fail}, the default)
 */
public record RepeatStep(
        StepHead head,
        List<Step> body,
        @Nullable Expression until,
        Duration pause,
        Duration longestPause,
        @Nullable Integer atMost,
        @Nullable Duration within,
        boolean failWhenExhausted,
        Span span)
        implements Step {
    public RepeatStep {
        body = List.copyOf(body);
    }
}
