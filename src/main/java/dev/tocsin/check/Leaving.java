package dev.tocsin.check;

import dev.tocsin.playbook.ActionStep;
import dev.tocsin.playbook.CancelStep;
import dev.tocsin.playbook.FailStep;
import dev.tocsin.playbook.ForEachStep;
import dev.tocsin.playbook.IfStep;
import dev.tocsin.playbook.LogStep;
import dev.tocsin.playbook.NextStep;
import dev.tocsin.playbook.ParallelStep;
import dev.tocsin.playbook.RepeatStep;
import dev.tocsin.playbook.ReturnStep;
import dev.tocsin.playbook.SetStep;
import dev.tocsin.playbook.Step;
import dev.tocsin.playbook.StopStep;
import dev.tocsin.playbook.SwitchStep;
import dev.tocsin.playbook.TryStep;
import dev.tocsin.playbook.ValueStep;
import dev.tocsin.playbook.WaitStep;

import java.util.List;

/** Whether steps leave the iteration they are in with a result of their own. */
final class Leaving {

    private Leaving() {}

    /**
     * Whether {@code next} or {@code stop} somewhere in these steps is about the loop around them.
     */
    static boolean givesItems(List<Step> steps) {
        for (Step step : steps) {
            boolean gives =
                    switch (step) {
                        case NextStep _, StopStep _ -> true;
                        case IfStep branching ->
                                givesItems(branching.otherwise())
                                        || branching.branches().stream()
                                                .anyMatch(branch -> givesItems(branch.then()));
                        case SwitchStep branching ->
                                branching.otherwise() != null && givesItems(branching.otherwise())
                                        || branching.cases().stream()
                                                .anyMatch(option -> givesItems(option.then()));
                        case ParallelStep parallel ->
                                parallel.branches().stream()
                                        .anyMatch(branch -> givesItems(branch.steps()));
                        case TryStep attempt ->
                                givesItems(attempt.body())
                                        || givesItems(attempt.last())
                                        || attempt.catches().stream()
                                                .anyMatch(handler -> givesItems(handler.steps()));
                        // A loop inside takes its own.
                        case ForEachStep _, RepeatStep _ -> false;
                        case ActionStep _,
                                WaitStep _,
                                ValueStep _,
                                SetStep _,
                                ReturnStep _,
                                FailStep _,
                                CancelStep _,
                                LogStep _ ->
                                false;
                    };
            if (gives) {
                return true;
            }
        }
        return false;
    }
}
