package dev.tocsin.playbook;

import dev.tocsin.expression.Expression;
import dev.tocsin.schema.Schema;
import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/**
 * {@code waitFor}: waits until something is so, or until the {@code timeout} of the step.
 *
 * @param onTimeout what is done when the time is up; null means that the step then fails
 */
public record WaitForStep(StepHead head, Source source, @Nullable List<Step> onTimeout, Span span)
        implements Step {

    /** The word that stands for an operation where a body is waited for. */
    static final String CALLBACK = "callback";

    /** What is waited for. */
    public sealed interface Source {}

    /**
     * A result of a read operation that is asked again and again.
     *
     * @param read the operation and its inputs; its head is the one of the step
     * @param until over {@code result}, looked at after each answer
     * @param pause before each further look, at first
     * @param longestPause the pause doubles up to this; equal to {@code pause} where it stays
     */
    public record Poll(ActionStep read, Expression until, Duration pause, Duration longestPause)
            implements Source {}

    /** The first JSON body that is posted to the step's own URL and fits the schema. */
    public record Callback(Schema schema) implements Source {}

    public WaitForStep {
        onTimeout = onTimeout == null ? null : List.copyOf(onTimeout);
    }
}
