package dev.tocsin.cli;

import dev.tocsin.expression.Evaluation;
import dev.tocsin.interpreter.Failure;
import dev.tocsin.interpreter.Place;
import dev.tocsin.interpreter.StepEnd;
import dev.tocsin.interpreter.Trace;
import dev.tocsin.program.StepNode;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Knows whether a run waits for a callback: somebody outside lives in real time. Thread-safe. */
final class AwaitedCallbacks implements Trace {

    private final Set<String> awaited = ConcurrentHashMap.newKeySet();

    boolean areAny() {
        return !awaited.isEmpty();
    }

    @Override
    public void began(Place place, StepNode node) {}

    @Override
    public void awaitingCallback(Place place, StepNode node, String url) {
        awaited.add(place.path(node));
    }

    @Override
    public void ended(Place place, StepNode node, StepEnd end) {
        if (!awaited.isEmpty()) {
            awaited.remove(place.path(node));
        }
    }

    @Override
    public void retrying(Place place, StepNode node, Failure failure, int attempt) {}

    @Override
    public void revealed(Place place, StepNode node, Evaluation.Revealed what) {}
}
