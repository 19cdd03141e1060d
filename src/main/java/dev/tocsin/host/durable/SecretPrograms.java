package dev.tocsin.host.durable;

import dev.tocsin.playbook.Parameter;
import dev.tocsin.program.ActionNode;
import dev.tocsin.program.AskNode;
import dev.tocsin.program.Block;
import dev.tocsin.program.CallNode;
import dev.tocsin.program.CalledPrograms;
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
import dev.tocsin.schema.Schema;

import org.jspecify.annotations.Nullable;

/** Which programs can come to hold a secret, so that their runs need a store with a key. */
final class SecretPrograms {

    private SecretPrograms() {}

    /**
     * Where a secret can come from: {@code the answer of `graph.createPassword`}; null where none
     * can. Events are looked at when there is one.
     */
    static @Nullable String sourceOf(Program program) {
        for (Program each : CalledPrograms.of(program)) {
            for (Parameter input : each.playbook().inputs()) {
                if (input.schema().marksSecrets()) {
                    return "the input `" + input.name().text() + "` of `" + each.id() + "`";
                }
            }
            String found = in(each.steps());
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable String in(@Nullable Block block) {
        if (block == null) {
            return null;
        }
        for (StepNode node : block.steps()) {
            String found = in(node);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable String in(StepNode node) {
        return switch (node) {
            case ActionNode action -> inAction(action);
            case AskNode ask ->
                    ask.form() != null && ask.form().marksSecrets()
                            ? "the form of the question `" + ask.head().label() + "`"
                            : null;
            case WaitForNode waiting -> {
                String found =
                        switch (waiting.source()) {
                            case WaitForNode.Poll poll -> inAction(poll.look());
                            case WaitForNode.Callback callback ->
                                    callback.schema().marksSecrets()
                                            ? "the callback `" + waiting.head().label() + "`"
                                            : null;
                        };
                yield found != null ? found : in(waiting.onTimeout());
            }
            case IfNode branching ->
                    first(
                            branching.branches().stream().map(IfNode.Branch::then).toList(),
                            branching.otherwise());
            case SwitchNode branching ->
                    first(
                            branching.cases().stream().map(SwitchNode.Case::then).toList(),
                            branching.otherwise());
            case ParallelNode parallel ->
                    first(
                            parallel.branches().stream().map(ParallelNode.Branch::steps).toList(),
                            null);
            case TryNode attempt -> {
                String found = in(attempt.body());
                yield found != null
                        ? found
                        : first(
                                attempt.catches().stream().map(TryNode.Catch::steps).toList(),
                                attempt.last());
            }
            case ForEachNode loop -> in(loop.body());
            case RepeatNode loop -> in(loop.body());
            case CallNode _,
                    WaitNode _,
                    ValueNode _,
                    SetNode _,
                    ReturnNode _,
                    FailNode _,
                    CancelNode _,
                    NextNode _,
                    StopNode _,
                    LogNode _ ->
                    null;
        };
    }

    private static @Nullable String first(Iterable<Block> blocks, @Nullable Block last) {
        for (Block block : blocks) {
            String found = in(block);
            if (found != null) {
                return found;
            }
        }
        return in(last);
    }

    private static @Nullable String inAction(ActionNode action) {
        Schema output = action.operation().spec().output();
        boolean polled = action.job() != null && action.job().poll().spec().output().marksSecrets();
        return output.marksSecrets() || polled ? "the answer of `" + action.action() + "`" : null;
    }
}
