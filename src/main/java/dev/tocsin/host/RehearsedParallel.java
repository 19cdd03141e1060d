package dev.tocsin.host;

import dev.tocsin.expression.Scope;
import dev.tocsin.host.Flow.Exit;
import dev.tocsin.host.Flow.Way;
import dev.tocsin.host.Rehearsal.Here;
import dev.tocsin.program.ParallelNode;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code parallel} in a rehearsal. Branches share no variable, so walking one after the other gives
 * what any order gives.
 */
final class RehearsedParallel {

    private RehearsedParallel() {}

    static Flow walk(Rehearsal rehearsal, ParallelNode node, PlanStep step, Here here, Scope start)
            throws InterruptedException {
        Flow all = new Flow();
        Way way = new Way(start, PlanCounts.NONE, NullValue.NULL);
        String path = here.path(node.head());
        boolean goesOn = true;
        for (ParallelNode.Branch branch : node.branches()) {
            Here inside = here.into(path, step.part(branch.name()), here.certainty());
            Scope before = Flow.copy(way.scope());
            Flow flow = rehearsal.block(branch.steps(), inside, way.scope());
            PlanCounts own = flow.counts();
            Way failure = all.ways().remove(Exit.FAIL);
            if (failure != null) {
                // The other branches run to their end before the failure goes on.
                all.add(Exit.FAIL, failure.after(own));
            }
            Way normal = null;
            for (var entry : flow.ways().entrySet()) {
                Way next = entry.getValue().after(way.counts());
                if (entry.getKey() == Exit.NORMAL) {
                    normal = next;
                } else {
                    all.add(entry.getKey(), next);
                }
            }
            if (normal == null) {
                goesOn = false;
                normal = new Way(before, way.counts().plus(own), NullValue.NULL);
            }
            way = normal;
        }
        if (goesOn) {
            all.add(Exit.NORMAL, way);
        }
        return rehearsal.ended(node.head(), here, all, NullValue.NULL);
    }

    /**
     * {@code join: any}: which branch is first is never known, so each may win while the others
     * come anywhere between their first step and their last.
     */
    static Flow firstOf(
            Rehearsal rehearsal, ParallelNode node, PlanStep step, Here here, Scope start)
            throws InterruptedException {
        step.note("the first branch that succeeds ends the step; which one is not known");
        List<Flow> flows = new ArrayList<>();
        for (ParallelNode.Branch branch : node.branches()) {
            Here inside =
                    here.into(
                            here.path(node.head()),
                            step.part(branch.name()),
                            PlanStep.Certainty.MAY);
            flows.add(rehearsal.block(branch.steps(), inside, Flow.copy(start)));
        }
        Flow all = new Flow();
        PlanCounts failing = PlanCounts.NONE;
        boolean allMayFail = true;
        for (Flow winner : flows) {
            PlanCounts others = PlanCounts.NONE;
            for (Flow other : flows) {
                others = other == winner ? others : others.plus(other.counts().repeated(0, 1));
            }
            Way failure = winner.ways().remove(Exit.FAIL);
            allMayFail &= failure != null;
            failing = failure == null ? failing : failing.plus(failure.counts());
            for (var entry : winner.ways().entrySet()) {
                Way way = entry.getValue();
                Scope either = Flow.merge(start, way.scope());
                all.add(entry.getKey(), new Way(either, way.counts().plus(others), way.value()));
            }
        }
        if (allMayFail) {
            Value error = new UnknownValue("the error of the first branch");
            all.add(Exit.FAIL, new Way(Flow.copy(start), failing, error));
        }
        Value result =
                MapValue.builder()
                        .put("branch", new UnknownValue("which branch is first"))
                        .put("value", new UnknownValue("what the first branch gives"))
                        .build();
        return rehearsal.ended(node.head(), here, all, result);
    }
}
