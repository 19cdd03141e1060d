package dev.tocsin.program;

import java.util.ArrayList;
import java.util.List;

/**
 * All actions, and all questions, of one playbook in reading order, however deep; not those of what
 * it calls.
 */
public final class ProgramActions {

    private final List<ActionNode> found = new ArrayList<>();
    private final List<AskNode> questions = new ArrayList<>();

    private ProgramActions() {}

    public static List<ActionNode> of(Program program) {
        ProgramActions actions = new ProgramActions();
        actions.addFrom(program.steps());
        return actions.found;
    }

    /** All questions of a program in reading order, however deep. */
    public static List<AskNode> questionsOf(Program program) {
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
