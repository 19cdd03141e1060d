package dev.tocsin.check;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.playbook.ActionStep;
import dev.tocsin.playbook.AskStep;
import dev.tocsin.playbook.CallStep;
import dev.tocsin.playbook.CancelStep;
import dev.tocsin.playbook.FailStep;
import dev.tocsin.playbook.ForEachStep;
import dev.tocsin.playbook.IfStep;
import dev.tocsin.playbook.LogStep;
import dev.tocsin.playbook.NextStep;
import dev.tocsin.playbook.OnError;
import dev.tocsin.playbook.ParallelStep;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.RepeatStep;
import dev.tocsin.playbook.ReturnStep;
import dev.tocsin.playbook.SetStep;
import dev.tocsin.playbook.Step;
import dev.tocsin.playbook.StopStep;
import dev.tocsin.playbook.SwitchStep;
import dev.tocsin.playbook.TryStep;
import dev.tocsin.playbook.ValueStep;
import dev.tocsin.playbook.WaitForStep;
import dev.tocsin.playbook.WaitStep;

import java.util.List;

/** A step behind one that always leaves. Only the first of a list is reported. */
final class UnreachableStep {

    private final Playbook playbook;
    private final Diagnostics diagnostics;

    private UnreachableStep(Playbook playbook, Diagnostics diagnostics) {
        this.playbook = playbook;
        this.diagnostics = diagnostics;
    }

    static void check(Playbook playbook, Diagnostics diagnostics) {
        new UnreachableStep(playbook, diagnostics).list(playbook.steps());
    }

    /** Whether a run never comes to the end of the list of steps: each way returns or fails. */
    static boolean alwaysLeaves(Playbook playbook) {
        return anyLeaves(playbook.steps());
    }

    private void list(List<Step> steps) {
        boolean reported = false;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (!reported && i + 1 < steps.size() && leaves(step)) {
                report(step, steps.get(i + 1));
                reported = true;
            }
            for (List<Step> inner : InnerSteps.of(step)) {
                list(inner);
            }
        }
    }

    private void report(Step last, Step unreachable) {
        diagnostics.report(
                Code.UNREACHABLE_STEP,
                playbook.source(),
                unreachable.head().span(),
                "this `" + unreachable.head().kind() + "` is never reached",
                Note.fact(
                        "the `"
                                + last.head().kind()
                                + "` on line "
                                + playbook.source().lineAt(last.head().span().start())
                                + " always leaves"),
                Note.help("remove it, or put a `when` on the step that leaves"));
    }

    private static boolean leaves(Step step) {
        if (step.head().when() != null) {
            return false;
        }
        return switch (step) {
            case ReturnStep _, CancelStep _, NextStep _, StopStep _ -> true;
            case FailStep _ -> !goesOnAfterFailure(step);
            case IfStep block -> leavesByAll(block, block.otherwise());
            case SwitchStep block -> {
                List<Step> otherwise = block.otherwise();
                yield otherwise != null && leavesByAll(block, otherwise);
            }
            case TryStep block -> {
                boolean all = !goesOnAfterFailure(block) && anyLeaves(block.body());
                for (TryStep.Catch one : block.catches()) {
                    all &= anyLeaves(one.steps());
                }
                yield all;
            }
            case ActionStep _,
                    CallStep _,
                    ForEachStep _,
                    RepeatStep _,
                    ParallelStep _,
                    WaitStep _,
                    WaitForStep _,
                    AskStep _,
                    ValueStep _,
                    SetStep _,
                    LogStep _ ->
                    false;
        };
    }

    /** Whether every branch leaves, the one for all other cases included. */
    private static boolean leavesByAll(Step block, List<Step> otherwise) {
        boolean all = !otherwise.isEmpty() && !goesOnAfterFailure(block);
        for (List<Step> inner : InnerSteps.of(block)) {
            all &= anyLeaves(inner);
        }
        return all;
    }

    private static boolean anyLeaves(List<Step> steps) {
        for (Step step : steps) {
            if (leaves(step)) {
                return true;
            }
        }
        return false;
    }

    /** The playbook's `defaults` are about actions, which never leave. */
    private static boolean goesOnAfterFailure(Step step) {
        OnError onError = step.head().onError();
        return onError != null && !onError.continueOn().isEmpty();
    }
}
