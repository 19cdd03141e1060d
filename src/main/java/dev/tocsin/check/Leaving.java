package dev.tocsin.check;

import dev.tocsin.playbook.ForEachStep;
import dev.tocsin.playbook.NextStep;
import dev.tocsin.playbook.RepeatStep;
import dev.tocsin.playbook.Step;
import dev.tocsin.playbook.StopStep;

import java.util.List;

/** Whether steps leave the iteration they are in with a result of their own. */
final class Leaving {

    private Leaving() {}

    /**
     * Whether {@code next} or {@code stop} somewhere in these steps is about the loop around them.
     */
    static boolean givesItems(List<Step> steps) {
        for (Step step : steps) {
            if (step instanceof NextStep || step instanceof StopStep) {
                return true;
            }
            // A loop inside takes its own.
            boolean loop = step instanceof ForEachStep || step instanceof RepeatStep;
            if (!loop) {
                for (List<Step> inner : InnerSteps.of(step)) {
                    if (givesItems(inner)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
