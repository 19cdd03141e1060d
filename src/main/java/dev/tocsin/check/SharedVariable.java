package dev.tocsin.check;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.expression.Expression;
import dev.tocsin.playbook.Constant;
import dev.tocsin.playbook.ForEachStep;
import dev.tocsin.playbook.Name;
import dev.tocsin.playbook.ParallelStep;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.SetStep;
import dev.tocsin.playbook.Step;
import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A {@code set} on a variable that something running at the same time uses too: the other
 * iterations of a concurrent {@code forEach} (they run the same {@code set}), or another branch of
 * a {@code parallel}. What the variable holds then depends on who was faster.
 */
final class SharedVariable {

    private final Playbook playbook;
    private final Diagnostics diagnostics;

    private SharedVariable(Playbook playbook, Diagnostics diagnostics) {
        this.playbook = playbook;
        this.diagnostics = diagnostics;
    }

    static void check(Playbook playbook, Diagnostics diagnostics) {
        if (!playbook.variables().isEmpty()) {
            new SharedVariable(playbook, diagnostics).steps(playbook.steps());
        }
    }

    private void steps(List<Step> steps) {
        for (Step step : steps) {
            if (step instanceof ForEachStep loop && loop.concurrency() > 1) {
                iterations(loop);
                continue;
            }
            if (step instanceof ParallelStep block) {
                branches(block);
            }
            for (List<Step> inner : InnerSteps.of(step)) {
                steps(inner);
            }
        }
    }

    private void iterations(ForEachStep loop) {
        for (Step step : InnerSteps.all(loop.body())) {
            if (step instanceof SetStep set) {
                for (SetStep.Assignment assignment : set.assignments()) {
                    if (!isDeclared(assignment.variable())) {
                        continue;
                    }
                    report(
                            assignment.variable(),
                            "other iterations set `" + assignment.variable() + "` at the same time",
                            Note.fact(
                                    "the `forEach` on line "
                                            + line(loop.head().span())
                                            + " runs "
                                            + loop.concurrency()
                                            + " iterations at once"),
                            Note.help(
                                    "give the value with `collect` and use the loop's result, or"
                                            + " remove `concurrency`"));
                }
            }
        }
    }

    private void branches(ParallelStep block) {
        for (ParallelStep.Branch branch : block.branches()) {
            for (Step step : InnerSteps.all(branch.steps())) {
                if (step instanceof SetStep set) {
                    for (SetStep.Assignment assignment : set.assignments()) {
                        if (isDeclared(assignment.variable())) {
                            assignment(assignment.variable(), branch, block);
                        }
                    }
                }
            }
        }
    }

    private void assignment(Name variable, ParallelStep.Branch own, ParallelStep block) {
        for (ParallelStep.Branch other : block.branches()) {
            Span use = other == own ? null : firstUse(other.steps(), variable.text());
            if (use != null) {
                report(
                        variable,
                        "branch `" + other.name() + "` uses `" + variable + "` at the same time",
                        Note.fact("that use is on line " + line(use)),
                        Note.help(
                                "give the value a name with `value`, and set the variable after"
                                        + " `parallel`"));
                return;
            }
        }
    }

    private static @Nullable Span firstUse(List<Step> steps, String variable) {
        for (Step step : InnerSteps.all(steps)) {
            for (Expression expression : StepExpressions.of(step)) {
                if (VariableReads.reads(expression.tree(), variable)) {
                    return expression.span();
                }
            }
            if (step instanceof SetStep set) {
                for (SetStep.Assignment assignment : set.assignments()) {
                    if (assignment.variable().text().equals(variable)) {
                        return assignment.variable().span();
                    }
                }
            }
        }
        return null;
    }

    /** Another is reported as unknown already. */
    private boolean isDeclared(Name variable) {
        for (Constant declared : playbook.variables()) {
            if (declared.name().text().equals(variable.text())) {
                return true;
            }
        }
        return false;
    }

    private int line(Span span) {
        return playbook.source().lineAt(span.start());
    }

    private void report(Name variable, String message, Note... notes) {
        diagnostics.report(
                Code.SHARED_VARIABLE, playbook.source(), variable.span(), message, notes);
    }
}
