package dev.tocsin.playbook;

import dev.tocsin.source.Span;
import dev.tocsin.value.ErrorKind;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/**
 * {@code try}, {@code catch}, {@code finally}.
 *
 * @param last the steps of {@code finally}: run in any case, also when the run is cancelled
 */
public record TryStep(
        StepHead head, List<Step> body, List<Catch> catches, List<Step> last, Span span)
        implements Step {
    /**
     * Handles some errors.
     *
     * @param kinds which; empty means all that can be caught
     * @param as the name that holds the error, or null
     */
    public record Catch(Set<ErrorKind> kinds, @Nullable Name as, List<Step> steps, Span span) {
        public Catch {
            kinds = Set.copyOf(kinds);
            steps = List.copyOf(steps);
        }
    }

    public TryStep {
        body = List.copyOf(body);
        catches = List.copyOf(catches);
        last = List.copyOf(last);
    }
}
