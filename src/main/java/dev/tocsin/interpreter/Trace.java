package dev.tocsin.interpreter;

import dev.tocsin.expression.Evaluation;
import dev.tocsin.program.StepNode;

/**
 * Told of steps as they begin and end, on the thread that advances the run. What it is told of is
 * the record of the run; it must not throw.
 */
public interface Trace {

    /** A step that may take time begins: an action, a wait, or one with steps inside. */
    void began(Place place, StepNode node);

    /** A step ended, in whatever way. */
    void ended(Place place, StepNode node, StepEnd end);

    /** An attempt failed and another will follow. */
    void retrying(Place place, StepNode node, Failure failure, int attempt);

    /**
     * The answer of an attempt at a change was lost, and it was looked up what became of it. Where
     * it was not done and another attempt follows, {@link #retrying} is told of that next.
     *
     * @param lost the last attempt that lost its answer; one step may tell of it several times
     */
    default void lookedUp(Place place, StepNode node, LostAnswer lost, LostAnswer.Found found) {}

    /**
     * A step waits for a body that somebody posts to {@code url}; told after {@link #began}.
     *
     * @param url whoever knows it can end the wait
     */
    default void awaitingCallback(Place place, StepNode node, String url) {}

    /** The playbook shows a secret on purpose. */
    void revealed(Place place, StepNode node, Evaluation.Revealed what);

    /** Keeps nothing. */
    Trace NONE =
            new Trace() {
                @Override
                public void began(Place place, StepNode node) {}

                @Override
                public void ended(Place place, StepNode node, StepEnd end) {}

                @Override
                public void retrying(Place place, StepNode node, Failure failure, int attempt) {}

                @Override
                public void revealed(Place place, StepNode node, Evaluation.Revealed what) {}
            };
}
