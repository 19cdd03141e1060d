package dev.tocsin.check;

import dev.tocsin.expression.Expression;
import dev.tocsin.expression.Template;
import dev.tocsin.playbook.ActionStep;
import dev.tocsin.playbook.AskStep;
import dev.tocsin.playbook.CallStep;
import dev.tocsin.playbook.CancelStep;
import dev.tocsin.playbook.Concurrency;
import dev.tocsin.playbook.Dedupe;
import dev.tocsin.playbook.FailStep;
import dev.tocsin.playbook.ForEachStep;
import dev.tocsin.playbook.IfStep;
import dev.tocsin.playbook.LogStep;
import dev.tocsin.playbook.NextStep;
import dev.tocsin.playbook.ParallelStep;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.Policy;
import dev.tocsin.playbook.RepeatStep;
import dev.tocsin.playbook.ReturnStep;
import dev.tocsin.playbook.SetStep;
import dev.tocsin.playbook.Step;
import dev.tocsin.playbook.StopStep;
import dev.tocsin.playbook.SwitchStep;
import dev.tocsin.playbook.Trigger;
import dev.tocsin.playbook.TryStep;
import dev.tocsin.playbook.ValueStep;
import dev.tocsin.playbook.WaitForStep;
import dev.tocsin.playbook.WaitStep;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The expressions of one step, those of the steps inside it left out, of the head of a playbook, or
 * of a policy.
 */
final class StepExpressions {

    private final List<Expression> found = new ArrayList<>();

    private StepExpressions() {}

    /** In no particular order. */
    static List<Expression> of(Step step) {
        StepExpressions expressions = new StepExpressions();
        expressions.add(step.head().when());
        expressions.step(step);
        return expressions.found;
    }

    /** What the triggers ask of their events or of what they poll, and what runs are counted by. */
    static List<Expression> ofHead(Playbook playbook) {
        StepExpressions expressions = new StepExpressions();
        for (Trigger trigger : playbook.triggers()) {
            expressions.add(trigger.when());
            if (trigger instanceof Trigger.Poll poll) {
                expressions.add(poll.with());
                expressions.add(poll.items());
                expressions.add(poll.key());
            }
        }
        Concurrency concurrency = playbook.concurrency();
        if (concurrency != null) {
            expressions.add(concurrency.key());
        }
        return expressions.found;
    }

    /** Its condition, those of its routes, and the inputs that they give. */
    static List<Expression> of(Policy policy) {
        StepExpressions expressions = new StepExpressions();
        expressions.add(policy.when());
        Dedupe dedupe = policy.dedupe();
        expressions.add(dedupe == null ? null : dedupe.key());
        for (Policy.Route route : policy.routes()) {
            expressions.add(route.when());
            expressions.add(route.inputs());
        }
        return expressions.found;
    }

    private void step(Step step) {
        switch (step) {
            case ActionStep action -> add(action.with());
            case CallStep call -> add(call.with());
            case IfStep block -> {
                for (IfStep.Branch branch : block.branches()) {
                    add(branch.condition());
                }
            }
            case SwitchStep block -> add(block.subject());
            case ForEachStep loop -> {
                add(loop.in());
                add(loop.collect());
            }
            case RepeatStep loop -> add(loop.until());
            case WaitStep wait -> add(wait.until());
            case WaitForStep waiting -> {
                if (waiting.source() instanceof WaitForStep.Poll poll) {
                    add(poll.read().with());
                    add(poll.until());
                }
            }
            case AskStep ask -> add(ask);
            case ValueStep value -> add(value.value());
            case SetStep set -> {
                for (SetStep.Assignment assignment : set.assignments()) {
                    add(assignment.value());
                }
            }
            case ReturnStep end -> add(end.outputs());
            case FailStep end -> add(end.message());
            case CancelStep end -> add(end.reason());
            case NextStep end -> add(end.result());
            case StopStep end -> add(end.result());
            case LogStep log -> add(log.text());
            case ParallelStep _, TryStep _ -> {}
        }
    }

    private void add(AskStep ask) {
        add(ask.question());
        ask.to().forEach(this::add);
        add(ask.subject());
        add(ask.details());
        switch (ask.choices()) {
            case AskStep.Choices.Computed(Expression list) -> add(list);
            case AskStep.Choices.Listed(var listed, _) ->
                    listed.forEach(choice -> add(choice.label()));
            case null -> {}
        }
        if (ask.escalate() != null) {
            ask.escalate().to().forEach(this::add);
        }
    }

    private void add(@Nullable Expression expression) {
        if (expression != null) {
            found.add(expression);
        }
    }

    private void add(@Nullable Template template) {
        switch (template) {
            case null -> {}
            case Template.Constant _ -> {}
            case Template.Single single -> found.add(single.expression());
            case Template.Interpolated text -> {
                for (Template.Part part : text.parts()) {
                    if (part instanceof Template.Part.Hole(Expression expression)) {
                        found.add(expression);
                    }
                }
            }
            case Template.Items list -> {
                for (Template item : list.items()) {
                    add(item);
                }
            }
            case Template.Fields map -> {
                for (Template.Field field : map.fields()) {
                    add(field.value());
                }
            }
        }
    }
}
