package dev.tocsin.host;

import dev.tocsin.connector.Effect;
import dev.tocsin.interpreter.Failure;
import dev.tocsin.interpreter.Outcome;
import dev.tocsin.interpreter.Place;
import dev.tocsin.interpreter.RunError;
import dev.tocsin.interpreter.StepEnd;
import dev.tocsin.interpreter.Trace;
import dev.tocsin.program.ActionNode;
import dev.tocsin.program.NodeHead;
import dev.tocsin.program.StepNode;
import dev.tocsin.program.WaitForNode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keeps the record of a run while it goes on. */
public final class Recorder implements Trace {

    private record Kept(int[] order, StepRecord step) {}

    private final List<Kept> steps = new ArrayList<>();
    private int reads;
    private int changes;
    private int containments;

    @Override
    public void began(Place place, StepNode node) {}

    @Override
    public void retrying(Place place, StepNode node, Failure failure, int attempt) {}

    @Override
    public void ended(Place place, StepNode node, StepEnd end) {
        NodeHead head = node.head();
        RunError error = end.error();
        steps.add(
                new Kept(
                        place.order(node),
                        new StepRecord(
                                place.path(node),
                                head.id(),
                                head.kind(),
                                end.status().word(),
                                end.input(),
                                end.result(),
                                error == null ? null : error.toValue(),
                                end.attempts())));
        if (end.attempts() > 0) {
            if (node instanceof ActionNode action) {
                count(action.operation().spec().effect());
            } else if (node instanceof WaitForNode) {
                // However often it looked: counted are steps.
                reads++;
            }
        }
    }

    private void count(Effect effect) {
        switch (effect) {
            case PURE -> {}
            case READ -> reads++;
            case CHANGE -> changes++;
            case CONTAIN -> containments++;
        }
    }

    /** The record, once the run has ended. */
    public RunRecord record(String run, String playbook, Outcome outcome) {
        // Steps side by side end in any order; a reader wants them where the file has them.
        steps.sort((a, b) -> Arrays.compare(a.order(), b.order()));
        List<StepRecord> sorted = new ArrayList<>(steps.size());
        for (Kept kept : steps) {
            sorted.add(kept.step());
        }
        return new RunRecord(
                run, playbook, outcome, sorted, new Counts(reads, changes, containments, 0));
    }
}
