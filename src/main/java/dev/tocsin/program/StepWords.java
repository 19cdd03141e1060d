package dev.tocsin.program;

import dev.tocsin.expression.Expression;
import dev.tocsin.expression.Template;
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
import dev.tocsin.value.DurationValue;
import dev.tocsin.value.Durations;
import dev.tocsin.value.StringValue;

/** What a step without name and id does, in a few words: {@code if steps.alert.severity == ...}. */
final class StepWords {

    private static final int MAX_EXPRESSION = 80;

    private StepWords() {}

    static String of(Step step) {
        String kind = step.head().kind().text();
        return switch (step) {
            case ActionStep action -> action.operation().text();
            case IfStep branching -> "if " + text(branching.branches().getFirst().condition());
            case SwitchStep branching -> "switch " + text(branching.subject());
            case ForEachStep loop -> "for each " + loop.item();
            case CallStep call -> "call " + call.playbook();
            case SetStep setting -> "set " + variables(setting);
            case WaitStep wait -> wait(wait);
            case WaitForStep waiting ->
                    switch (waiting.source()) {
                        case WaitForStep.Poll poll -> "wait for " + poll.read().operation().text();
                        case WaitForStep.Callback _ -> "wait for a callback";
                    };
            case ReturnStep _, FailStep _, CancelStep _, NextStep _, StopStep _ -> {
                Expression when = step.head().when();
                yield when == null ? kind : kind + " when " + text(when);
            }
            case AskStep ask -> ask(ask);
            case RepeatStep _, ParallelStep _, TryStep _, ValueStep _, LogStep _ -> kind;
        };
    }

    private static String variables(SetStep step) {
        StringBuilder names = new StringBuilder();
        for (SetStep.Assignment assignment : step.assignments()) {
            names.append(names.isEmpty() ? "" : ", ").append(assignment.variable());
        }
        return names.toString();
    }

    private static String ask(AskStep step) {
        return step.question() instanceof Template.Constant(StringValue(String text), var _)
                ? "ask " + cut(text)
                : "ask";
    }

    private static String wait(WaitStep step) {
        return switch (step.until()) {
            case Template.Constant(DurationValue length, var _) ->
                    "wait " + Durations.print(length.value());
            case Template.Constant(StringValue(String text), var _) -> "wait " + text;
            case Template _ -> "wait";
        };
    }

    private static String text(Expression expression) {
        return cut(expression.text());
    }

    private static String cut(String whole) {
        String text = whole.strip().replace('\n', ' ');
        return text.length() <= MAX_EXPRESSION ? text : text.substring(0, MAX_EXPRESSION - 1) + "…";
    }
}
