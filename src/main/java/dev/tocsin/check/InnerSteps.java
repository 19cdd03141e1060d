package dev.tocsin.check;

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

import java.util.ArrayList;
import java.util.List;

/** The lists of steps inside a step: what checks walk that treat all kinds of block alike. */
final class InnerSteps {

    private InnerSteps() {}

    /** The lists directly inside {@code step}, in the order of the file; may be empty lists. */
    static List<List<Step>> of(Step step) {
        return switch (step) {
            case IfStep block -> {
                List<List<Step>> lists = new ArrayList<>();
                for (IfStep.Branch branch : block.branches()) {
                    lists.add(branch.then());
                }
                lists.add(block.otherwise());
                yield lists;
            }
            case SwitchStep block -> {
                List<List<Step>> lists = new ArrayList<>();
                for (SwitchStep.Case one : block.cases()) {
                    lists.add(one.then());
                }
                List<Step> otherwise = block.otherwise();
                lists.add(otherwise == null ? List.of() : otherwise);
                yield lists;
            }
            case ForEachStep block -> List.of(block.body());
            case RepeatStep block -> List.of(block.body());
            case ParallelStep block -> {
                List<List<Step>> lists = new ArrayList<>();
                for (ParallelStep.Branch branch : block.branches()) {
                    lists.add(branch.steps());
                }
                yield lists;
            }
            case TryStep block -> {
                List<List<Step>> lists = new ArrayList<>();
                lists.add(block.body());
                for (TryStep.Catch one : block.catches()) {
                    lists.add(one.steps());
                }
                lists.add(block.last());
                yield lists;
            }
            case WaitForStep wait -> {
                List<Step> onTimeout = wait.onTimeout();
                yield onTimeout == null ? List.of() : List.of(onTimeout);
            }
            case ActionStep _,
                    CallStep _,
                    WaitStep _,
                    AskStep _,
                    ValueStep _,
                    SetStep _,
                    ReturnStep _,
                    FailStep _,
                    CancelStep _,
                    NextStep _,
                    StopStep _,
                    LogStep _ ->
                    List.of();
        };
    }

    /** Every step of a playbook, each before those inside it. */
    static List<Step> all(Playbook playbook) {
        List<Step> all = new ArrayList<>();
        collect(playbook.steps(), all);
        return all;
    }

    /** Every step of a list, each before those inside it. */
    static List<Step> all(List<Step> steps) {
        List<Step> all = new ArrayList<>();
        collect(steps, all);
        return all;
    }

    private static void collect(List<Step> steps, List<Step> all) {
        for (Step step : steps) {
            all.add(step);
            for (List<Step> inner : of(step)) {
                collect(inner, all);
            }
        }
    }
}
