package dev.tocsin.cli;

import dev.tocsin.program.ActionNode;
import dev.tocsin.program.AskNode;
import dev.tocsin.program.Block;
import dev.tocsin.program.CallNode;
import dev.tocsin.program.CancelNode;
import dev.tocsin.program.FailNode;
import dev.tocsin.program.ForEachNode;
import dev.tocsin.program.IfNode;
import dev.tocsin.program.LogNode;
import dev.tocsin.program.NextNode;
import dev.tocsin.program.ParallelNode;
import dev.tocsin.program.Program;
import dev.tocsin.program.RepeatNode;
import dev.tocsin.program.ReturnNode;
import dev.tocsin.program.SetNode;
import dev.tocsin.program.StepNode;
import dev.tocsin.program.StopNode;
import dev.tocsin.program.SwitchNode;
import dev.tocsin.program.TryNode;
import dev.tocsin.program.ValueNode;
import dev.tocsin.program.WaitForNode;
import dev.tocsin.program.WaitNode;

import java.util.ArrayList;
import java.util.List;

/**
 * All actions, and all questions, of one playbook in reading order, however deep; not those of what
 * it calls.
 */
final class ProgramActions {

    private final List<ActionNode> found = new ArrayList<>();
    private final List<AskNode> questions = new ArrayList<>();

    private ProgramActions() {}

    static List<ActionNode> of(Program program) {
        ProgramActions actions = new ProgramActions();
        actions.addFrom(program.steps());
        return actions.found;
    }

    /** All questions of a program in reading order, however deep. */
    static List<AskNode> questionsOf(Program program) {
        ProgramActions actions = new ProgramActions();
        actions.addFrom(program.steps());
        return actions.questions;
    }

    private void addFrom(Block block) {
        for (StepNode node : block.steps()) {
            switch (node) {
                case ActionNode action -> found.add(action);
                case IfNode branching -> {
                    branching.branches().forEach(branch -> addFrom(branch.then()));
                    addFrom(branching.otherwise());
                }
                case SwitchNode branching -> {
                    branching.cases().forEach(option -> addFrom(option.then()));
                    if (branching.otherwise() != null) {
                        addFrom(branching.otherwise());
                    }
                }
                case ForEachNode loop -> addFrom(loop.body());
                case RepeatNode loop -> addFrom(loop.body());
                case ParallelNode parallel ->
                        parallel.branches().forEach(branch -> addFrom(branch.steps()));
                case WaitForNode waiting -> {
                    if (waiting.source() instanceof WaitForNode.Poll poll) {
                        found.add(poll.look());
                    }
                    if (waiting.onTimeout() != null) {
                        addFrom(waiting.onTimeout());
                    }
                }
                case TryNode attempt -> {
                    addFrom(attempt.body());
                    attempt.catches().forEach(handler -> addFrom(handler.steps()));
                    addFrom(attempt.last());
                }
                case AskNode question -> questions.add(question);
                case CallNode _,
                        WaitNode _,
                        ValueNode _,
                        SetNode _,
                        ReturnNode _,
                        FailNode _,
                        CancelNode _,
                        NextNode _,
                        StopNode _,
                        LogNode _ -> {}
            }
        }
    }
}
