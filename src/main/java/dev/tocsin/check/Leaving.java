package dev.tocsin.check;

import dev.tocsin.playbook.CancelStep;
import dev.tocsin.playbook.FailStep;
import dev.tocsin.playbook.ForEachStep;
import dev.tocsin.playbook.NextStep;
import dev.tocsin.playbook.OnError;
import dev.tocsin.playbook.RepeatStep;
import dev.tocsin.playbook.ReturnStep;
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

    /** Whether a {@code stop} in these steps ends the loop around them. */
    static boolean stops(List<Step> steps) {
        for (Step step : steps) {
            if (step instanceof StopStep) {
                return true;
            }
            boolean loop = step instanceof ForEachStep || step instanceof RepeatStep;
            if (!loop) {
                for (List<Step> inner : InnerSteps.of(step)) {
                    if (stops(inner)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /**
     * Whether a step that is run, whatever its {@code when} says, never goes on behind itself. One
     * that goes on after an error may: its {@code when}, or what it returns, may be that error.
     */
    static boolean always(Step step) {
        boolean leaves =
                step instanceof FailStep
                        || step instanceof ReturnStep
                        || step instanceof CancelStep
                        || step instanceof NextStep
                        || step instanceof StopStep;
        return leaves && !goesOnAfterErrors(step);
    }

    /** Whether some error in a step, also in one inside it, leads behind it. */
    static boolean goesOnAfterErrors(Step step) {
        OnError onError = step.head().onError();
        return onError != null && !onError.continueOn().isEmpty();
    }

    /** Whether one of these steps, without a {@code when}, never goes on behind itself. */
    static boolean anyOf(List<Step> steps) {
        for (Step step : steps) {
            if (step.head().when() == null && always(step)) {
                return true;
            }
        }
        return false;
    }
}
