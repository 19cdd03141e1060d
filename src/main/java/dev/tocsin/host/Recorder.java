package dev.tocsin.host;

import dev.tocsin.connector.Effect;
import dev.tocsin.expression.Evaluation;
import dev.tocsin.interpreter.Failure;
import dev.tocsin.interpreter.LostAnswer;
import dev.tocsin.interpreter.Outcome;
import dev.tocsin.interpreter.Place;
import dev.tocsin.interpreter.RunError;
import dev.tocsin.interpreter.StepEnd;
import dev.tocsin.interpreter.Trace;
import dev.tocsin.program.ActionNode;
import dev.tocsin.program.AskNode;
import dev.tocsin.program.NodeHead;
import dev.tocsin.program.StepNode;
import dev.tocsin.program.WaitForNode;
import dev.tocsin.value.NullValue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps the record of a run while it goes on. */
public final class Recorder implements Trace {

    private record Kept(int[] order, StepRecord step) {}

    private record Shown(int[] order, RunRecord.Revealed what) {}

    private final List<Kept> steps = new ArrayList<>();
    private final List<Shown> shown = new ArrayList<>();

    /** By path, of steps that have not ended. */
    private final Map<String, List<StepRecord.Lookup>> lookups = new HashMap<>(0);

    private int reads;
    private int changes;
    private int containments;
    private int questions;

    /** Of a run that nothing was read for before its first step. */
    public Recorder() {
        this(0);
    }

    /**
     * @param readsBefore what was read to know the alert or incident, which no step shows
     */
    public Recorder(int readsBefore) {
        this.reads = readsBefore;
    }

    @Override
    public void began(Place place, StepNode node) {}

    @Override
    public void retrying(Place place, StepNode node, Failure failure, int attempt) {}

    @Override
    public void lookedUp(Place place, StepNode node, LostAnswer lost, LostAnswer.Found found) {
        Failure failure = lost.failure();
        lookups.computeIfAbsent(place.path(node), _ -> new ArrayList<>(1))
                .add(
                        new StepRecord.Lookup(
                                lost.attempt(),
                                failure.kind().word(),
                                failure.message(),
                                found.word()));
    }

    @Override
    public void revealed(Place place, StepNode node, Evaluation.Revealed what) {
        RunRecord.Revealed one =
                new RunRecord.Revealed(place.path(node), what.expression(), what.reason());
        shown.add(new Shown(place.order(node), one));
    }

    @Override
    public void ended(Place place, StepNode node, StepEnd end) {
        NodeHead head = node.head();
        RunError error = end.error();
        String path = place.path(node);
        List<StepRecord.Lookup> looked = lookups.isEmpty() ? null : lookups.remove(path);
        steps.add(
                new Kept(
                        place.order(node),
                        new StepRecord(
                                path,
                                head.id(),
                                head.kind(),
                                end.status().word(),
                                end.input(),
                                end.result(),
                                error == null ? null : error.toValue(),
                                end.attempts(),
                                looked == null ? List.of() : looked)));
        // A question that could not be put has no content.
        if (node instanceof AskNode && !(end.input() instanceof NullValue)) {
            questions++;
        }
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

    /** The steps that have ended so far, in reading order. */
    public List<StepRecord> steps() {
        // Steps side by side end in any order; a reader wants them where the file has them.
        steps.sort((a, b) -> Arrays.compare(a.order(), b.order()));
        List<StepRecord> sorted = new ArrayList<>(steps.size());
        for (Kept kept : steps) {
            sorted.add(kept.step());
        }
        return sorted;
    }

    /** The record, once the run has ended. */
    public RunRecord record(String run, String playbook, Outcome outcome) {
        List<StepRecord> sorted = steps();
        shown.sort((a, b) -> Arrays.compare(a.order(), b.order()));
        List<RunRecord.Revealed> revealed = new ArrayList<>(shown.size());
        for (Shown one : shown) {
            revealed.add(one.what());
        }
        Counts counts = new Counts(reads, changes, containments, questions);
        return new RunRecord(run, playbook, outcome, sorted, revealed, counts);
    }
}
