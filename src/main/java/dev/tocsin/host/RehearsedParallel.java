package dev.tocsin.host;

import dev.tocsin.expression.Scope;
import dev.tocsin.host.Flow.Exit;
import dev.tocsin.host.Flow.Way;
import dev.tocsin.host.Rehearsal.Here;
import dev.tocsin.program.ParallelNode;
import dev.tocsin.value.NullValue;

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
}
