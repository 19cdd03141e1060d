package dev.tocsin.check;

import dev.tocsin.connector.Effect;
import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.playbook.ActionStep;
import dev.tocsin.playbook.Name;
import dev.tocsin.playbook.OnError;
import dev.tocsin.playbook.ParallelStep;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.Step;
import dev.tocsin.playbook.TryStep;
import dev.tocsin.playbook.ValueStep;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A step that does nothing but give a result, and nobody uses it. A read whose failure is handled
 * is left alone: it may only ask whether something is there.
 */
final class UnusedResult {

    private final Playbook playbook;
    private final Reads reads;
    private final Resolution resolution;
    private final Diagnostics diagnostics;

    private UnusedResult(
            Playbook playbook, Reads reads, Resolution resolution, Diagnostics diagnostics) {
        this.playbook = playbook;
        this.reads = reads;
        this.resolution = resolution;
        this.diagnostics = diagnostics;
    }

    static void check(
            Playbook playbook, Reads reads, Resolution resolution, Diagnostics diagnostics) {
        new UnusedResult(playbook, reads, resolution, diagnostics).steps(playbook.steps(), false);
    }

    private void steps(List<Step> steps, boolean caught) {
        for (Step step : steps) {
            step(step, caught);
            within(step, caught);
        }
    }

    private void within(Step step, boolean caught) {
        if (step instanceof TryStep attempt) {
            steps(attempt.body(), caught || !attempt.catches().isEmpty());
            for (TryStep.Catch one : attempt.catches()) {
                steps(one.steps(), caught);
            }
            steps(attempt.last(), caught);
        } else if (step instanceof ParallelStep parallel && parallel.firstWins()) {
            for (ParallelStep.Branch branch : parallel.branches()) {
                branch(branch.steps(), caught);
            }
        } else {
            for (List<Step> inner : InnerSteps.of(step)) {
                steps(inner, caught);
            }
        }
    }

    /** The last step gives the value of its branch, and its success is what the others wait for. */
    private void branch(List<Step> steps, boolean caught) {
        if (!steps.isEmpty()) {
            steps(steps.subList(0, steps.size() - 1), caught);
            within(steps.getLast(), caught);
        }
    }

    private void step(Step step, boolean caught) {
        Name id = step.head().id();
        if (id != null && reads.step(id.text())) {
            return;
        }
        if (step instanceof ValueStep) {
            report(step, id, "value");
        } else if (step instanceof ActionStep action && !caught && !goesOn(step.head().onError())) {
            Resolution.BoundAction bound = resolution.action(action);
            if (bound != null && bound.operation().spec().effect().compareTo(Effect.READ) <= 0) {
                report(step, id, action.operation().text());
            }
        }
    }

    private static boolean goesOn(@Nullable OnError onError) {
        return onError != null && !onError.continueOn().isEmpty();
    }

    private void report(Step step, @Nullable Name id, String what) {
        diagnostics.report(
                Code.UNUSED_RESULT,
                playbook.source(),
                id == null ? step.head().span() : id.span(),
                "nothing uses what this `" + what + "` gives",
                Note.help(
                        id == null
                                ? "give it an `id` and use its result, or remove the step"
                                : "use `steps." + id + "`, or remove the step"));
    }
}
