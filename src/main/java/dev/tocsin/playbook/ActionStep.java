package dev.tocsin.playbook;

import dev.tocsin.expression.Template;
import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * {@code action: connector.operation}: performs one operation.
 *
 * @param operation {@code connector.operation} as written
 * @param with the inputs, a {@link Template.Constant} or {@link Template.Fields}; an empty constant
 *     map where the key is not there
 * @param connection the connection to use; null means the one that the connector has
 * @param await how long to wait for the job that the operation starts; null means not at all
 * @param onUnknown what to do where its answer is lost for good; null means that a person decides
 * @param onUnknownSpan where that stands; the operation where it does not
 */
public record ActionStep(
        StepHead head,
        Name operation,
        Template with,
        @Nullable Name connection,
        @Nullable Duration await,
        @Nullable OnUnknown onUnknown,
        Span onUnknownSpan,
        Span span)
        implements Step {

    /** Whether the run goes on where nobody knows what became of the change. */
    public boolean goesOnUnknown() {
        return onUnknown == OnUnknown.CONTINUE;
    }
}
