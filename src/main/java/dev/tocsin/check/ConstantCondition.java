package dev.tocsin.check;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.expression.Expr;
import dev.tocsin.expression.Expr.BinaryOperator;
import dev.tocsin.expression.Expression;
import dev.tocsin.expression.Operands;
import dev.tocsin.playbook.Constant;
import dev.tocsin.playbook.IfStep;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.Policy;
import dev.tocsin.playbook.RepeatStep;
import dev.tocsin.playbook.Step;
import dev.tocsin.playbook.Trigger;
import dev.tocsin.source.SourceText;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A condition that is the same in every run: of literals and constants only, something compared
 * with itself, or what a condition around it or before it has decided.
 */
final class ConstantCondition {

    /** Each part is computed by itself: of more joined than this only the last ones. */
    private static final int MAX_PARTS = 50;

    private final SourceText source;
    private final ConditionTruth truths;
    private final Diagnostics diagnostics;

    private ConstantCondition(
            SourceText source, List<Constant> constants, Diagnostics diagnostics) {
        this.source = source;
        this.truths = new ConditionTruth(constants);
        this.diagnostics = diagnostics;
    }

    static void check(Playbook playbook, Diagnostics diagnostics) {
        ConstantCondition check =
                new ConstantCondition(playbook.source(), playbook.constants(), diagnostics);
        for (Trigger trigger : playbook.triggers()) {
            if (trigger instanceof Trigger.Alert alert) {
                check.condition(alert.when(), null);
            } else if (trigger instanceof Trigger.Incident incident) {
                check.condition(incident.when(), null);
            }
        }
        check.steps(playbook.steps(), null);
    }

    /** Of routes of which the first that holds is taken, each knows that those before do not. */
    static void check(Policy policy, Diagnostics diagnostics) {
        ConstantCondition check = new ConstantCondition(policy.source(), List.of(), diagnostics);
        Expression when = policy.when();
        check.condition(when, null);
        KnownConditions known = when == null ? null : KnownConditions.with(null, when.tree(), true);
        for (Policy.Route route : policy.routes()) {
            Expression own = route.when();
            check.condition(own, known);
            if (own != null && policy.match() == Policy.Match.FIRST) {
                known = KnownConditions.with(known, own.tree(), false);
            }
        }
    }

    private void steps(List<Step> steps, @Nullable KnownConditions before) {
        KnownConditions known = before;
        for (Step step : steps) {
            known = step(step, known);
        }
    }

    /** What is known behind the step. */
    private @Nullable KnownConditions step(Step step, @Nullable KnownConditions before) {
        Expression when = step.head().when();
        condition(when, before);
        for (Expression expression : StepExpressions.of(step)) {
            choices(expression.tree(), expression, before);
        }
        KnownConditions inside =
                when == null ? before : KnownConditions.with(before, when.tree(), true);
        if (step instanceof IfStep block) {
            KnownConditions behind = branches(block, inside);
            return when == null ? behind : before;
        }
        if (step instanceof RepeatStep loop) {
            condition(loop.until(), null);
        }
        for (List<Step> inner : InnerSteps.of(step)) {
            steps(inner, inside);
        }
        return when != null && Leaving.always(step)
                ? KnownConditions.with(before, when.tree(), false)
                : before;
    }

    private @Nullable KnownConditions branches(IfStep block, @Nullable KnownConditions before) {
        KnownConditions known = before;
        KnownConditions behind = before;
        for (IfStep.Branch branch : block.branches()) {
            condition(branch.condition(), known);
            steps(branch.then(), KnownConditions.with(known, branch.condition().tree(), true));
            known = KnownConditions.with(known, branch.condition().tree(), false);
            boolean first = branch == block.branches().getFirst();
            if (first && Leaving.anyOf(branch.then())) {
                behind = known;
            }
        }
        steps(block.otherwise(), known);
        return behind;
    }

    private void condition(@Nullable Expression condition, @Nullable KnownConditions known) {
        if (condition != null) {
            part(condition.tree(), condition, known, 0);
        }
    }

    /** Reports a condition, or the parts of it that are joined by {@code &&} and {@code ||}. */
    private void part(Expr tree, Expression whole, @Nullable KnownConditions known, int depth) {
        Boolean truth = truths.of(tree, known);
        if (truth != null) {
            report(tree, whole, truth);
        } else if (depth < MAX_PARTS
                && tree instanceof Expr.Binary both
                && (both.operator() == BinaryOperator.AND
                        || both.operator() == BinaryOperator.OR)) {
            part(both.left(), whole, known, depth + 1);
            boolean joined = both.operator() == BinaryOperator.AND;
            part(both.right(), whole, KnownConditions.with(known, both.left(), joined), depth + 1);
        }
    }

    /** The conditions of {@code a ? b : c}, wherever they stand. */
    private void choices(Expr tree, Expression whole, @Nullable KnownConditions known) {
        if (tree instanceof Expr.Conditional choice) {
            part(choice.condition(), whole, known, 0);
        }
        for (Expr operand : Operands.of(tree)) {
            choices(operand, whole, known);
        }
    }

    private void report(Expr tree, Expression whole, boolean truth) {
        diagnostics.report(
                Code.CONSTANT_CONDITION,
                source,
                whole.spanOf(tree.start(), tree.end()),
                "this is always " + truth,
                Note.help("remove it, or compare what was meant"));
    }
}
