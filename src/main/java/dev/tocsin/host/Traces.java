package dev.tocsin.host;

import dev.tocsin.expression.Evaluation;
import dev.tocsin.interpreter.Failure;
import dev.tocsin.interpreter.LostAnswer;
import dev.tocsin.interpreter.Place;
import dev.tocsin.interpreter.StepEnd;
import dev.tocsin.interpreter.Trace;
import dev.tocsin.program.StepNode;

/** Traces put together. */
public final class Traces {

    private Traces() {}

    /** Tells both, the first one first. */
    public static Trace both(Trace first, Trace second) {
        return new Trace() {
            @Override
            public void began(Place place, StepNode node) {
                first.began(place, node);
                second.began(place, node);
            }

            @Override
            public void ended(Place place, StepNode node, StepEnd end) {
                first.ended(place, node, end);
                second.ended(place, node, end);
            }

            @Override
            public void retrying(Place place, StepNode node, Failure failure, int attempt) {
                first.retrying(place, node, failure, attempt);
                second.retrying(place, node, failure, attempt);
            }

            @Override
            public void lookedUp(
                    Place place, StepNode node, LostAnswer lost, LostAnswer.Found found) {
                first.lookedUp(place, node, lost, found);
                second.lookedUp(place, node, lost, found);
            }

            @Override
            public void awaitingCallback(Place place, StepNode node, String url) {
                first.awaitingCallback(place, node, url);
                second.awaitingCallback(place, node, url);
            }

            @Override
            public void revealed(Place place, StepNode node, Evaluation.Revealed what) {
                first.revealed(place, node, what);
                second.revealed(place, node, what);
            }
        };
    }
}
