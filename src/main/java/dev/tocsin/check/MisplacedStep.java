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

/**
 * A step that leaves something it is not in, or that it may not leave: {@code next} and {@code
 * stop} without a loop around them or out of a branch of {@code parallel}; any of those that end
 * more than the {@code finally} they stand in.
 */
final class MisplacedStep {

    /** What {@code next} and {@code stop} would end here. */
    private enum Around {
        NOTHING,
        LOOP,
        BRANCH,
        FINALLY
    }

    private final Playbook playbook;
    private final Diagnostics diagnostics;

    private MisplacedStep(Playbook playbook, Diagnostics diagnostics) {
        this.playbook = playbook;
        this.diagnostics = diagnostics;
    }

    static void check(Playbook playbook, Diagnostics diagnostics) {
        new MisplacedStep(playbook, diagnostics).steps(playbook.steps(), Around.NOTHING, false);
    }

    private void steps(List<Step> steps, Around around, boolean inFinally) {
        for (Step step : steps) {
            step(step, around, inFinally);
        }
    }

    private void step(Step step, Around around, boolean inFinally) {
        switch (step) {
            case NextStep _, StopStep _ -> endOfIteration(step, around);
            case ReturnStep _, CancelStep _ -> {
                if (inFinally) {
                    cannotLeaveFinally(step);
                }
            }
            case ForEachStep loop -> steps(loop.body(), Around.LOOP, inFinally);
            case RepeatStep loop -> steps(loop.body(), Around.LOOP, inFinally);
            case ParallelStep block -> inner(block, Around.BRANCH, inFinally);
            case TryStep attempt -> {
                steps(attempt.body(), around, inFinally);
                for (TryStep.Catch one : attempt.catches()) {
                    steps(one.steps(), around, inFinally);
                }
                steps(attempt.last(), Around.FINALLY, true);
            }
            case IfStep _, SwitchStep _, WaitForStep _ -> inner(step, around, inFinally);
            case ActionStep _,
                    CallStep _,
                    WaitStep _,
                    AskStep _,
                    ValueStep _,
                    SetStep _,
                    FailStep _,
                    LogStep _ -> {}
        }
    }

    private void inner(Step block, Around around, boolean inFinally) {
        for (List<Step> steps : InnerSteps.of(block)) {
            steps(steps, around, inFinally);
        }
    }

    private void endOfIteration(Step step, Around around) {
        switch (around) {
            case LOOP -> {}
            case NOTHING ->
                    report(
                            step,
                            "`" + step.head().kind() + "` stands outside of a loop",
                            "it ends an iteration of `forEach` or `repeat`;"
                                    + " `return` ends the playbook");
            case BRANCH ->
                    report(
                            step,
                            "`" + step.head().kind() + "` cannot leave a branch of `parallel`",
                            "let the branch end, and decide after `parallel`");
            case FINALLY -> cannotLeaveFinally(step);
        }
    }

    private void cannotLeaveFinally(Step step) {
        report(
                step,
                "`" + step.head().kind() + "` cannot leave `finally`",
                "`finally` only cleans up; move the step behind the `try`");
    }

    private void report(Step step, String message, String help) {
        diagnostics.report(
                Code.MISPLACED_STEP,
                playbook.source(),
                step.head().span(),
                message,
                Note.help(help));
    }
}
