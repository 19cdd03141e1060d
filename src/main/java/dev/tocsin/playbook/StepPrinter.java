package dev.tocsin.playbook;

import dev.tocsin.document.ListNode;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.expression.Template;
import dev.tocsin.schema.Schema;
import dev.tocsin.value.ErrorKind;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The YAML nodes of steps. */
final class StepPrinter {

    private StepPrinter() {}

    static ListNode steps(List<Step> steps) {
        List<Node> nodes = new ArrayList<>();
        for (Step step : steps) {
            nodes.add(step(step));
        }
        return NodeBuilder.listOf(nodes);
    }

    private static MapNode step(Step step) {
        StepHead head = step.head();
        NodeBuilder map =
                new NodeBuilder()
                        .word("id", head.id())
                        .word("name", head.name())
                        .expression("when", head.when());
        kind(step, map);
        return map.duration("timeout", head.timeout())
                .node("retry", retry(head.retry()))
                .node("onError", onError(head.onError()))
                .word("unattended", head.unattended())
                .build();
    }

    private static void kind(Step step, NodeBuilder map) {
        switch (step) {
            case ActionStep action ->
                    map.word("action", action.operation())
                            .word("connection", action.connection())
                            .duration("await", action.await())
                            .word(
                                    "onUnknown",
                                    action.onUnknown() == null ? null : action.onUnknown().word())
                            .node("with", fields(action.with()));
            case IfStep block -> ifStep(block, map);
            case SwitchStep block -> switchStep(block, map);
            case ForEachStep loop ->
                    map.word("forEach", loop.item())
                            .expression("in", loop.in())
                            .word("index", loop.index())
                            .word(
                                    "concurrency",
                                    loop.concurrency() == 1 ? null : loop.concurrency())
                            .word("onItemError", loop.stopOnItemError() ? null : "continue")
                            .node("steps", steps(loop.body()))
                            .template("collect", loop.collect());
            case RepeatStep loop ->
                    map.node("repeat", steps(loop.body()))
                            .expression("until", loop.until())
                            .word("every", pause(loop.pause(), loop.longestPause()))
                            .word("atMost", loop.atMost())
                            .duration("within", loop.within())
                            .word("onExhausted", loop.failWhenExhausted() ? null : "continue");
            case ParallelStep block -> {
                NodeBuilder branches = new NodeBuilder();
                for (ParallelStep.Branch branch : block.branches()) {
                    branches.node(branch.name().text(), steps(branch.steps()));
                }
                map.node("parallel", branches.build())
                        .word("join", block.firstWins() ? "any" : null);
            }
            case TryStep block -> tryStep(block, map);
            case AskStep ask -> AskPrinter.ask(ask, map);
            case WaitStep wait -> map.template("wait", wait.until());
            case WaitForStep wait -> waitFor(wait, map);
            case ValueStep value -> map.template("value", value.value());
            case SetStep set -> {
                NodeBuilder values = new NodeBuilder();
                for (SetStep.Assignment assignment : set.assignments()) {
                    values.template(assignment.variable().text(), assignment.value());
                }
                map.node("set", values.build());
            }
            case CallStep call ->
                    map.word("call", call.playbook()).node("with", fields(call.with()));
            case ReturnStep end -> map.template("return", end.outputs());
            case FailStep end -> map.template("fail", end.message());
            case CancelStep end -> map.template("cancel", end.reason());
            case NextStep end -> map.template("next", end.result());
            case StopStep end -> map.template("stop", end.result());
            case LogStep log -> map.template("log", log.text());
        }
    }

    private static void ifStep(IfStep block, NodeBuilder map) {
        IfStep.Branch first = block.branches().getFirst();
        map.expression("if", first.condition()).node("then", steps(first.then()));
        List<Node> others = new ArrayList<>();
        for (IfStep.Branch branch : block.branches().subList(1, block.branches().size())) {
            others.add(
                    new NodeBuilder()
                            .expression("if", branch.condition())
                            .node("then", steps(branch.then()))
                            .build());
        }
        map.list("elseIf", others);
        map.node("else", block.otherwise().isEmpty() ? null : steps(block.otherwise()));
    }

    private static void switchStep(SwitchStep block, NodeBuilder map) {
        List<Node> cases = new ArrayList<>();
        for (SwitchStep.Case one : block.cases()) {
            List<Node> values = new ArrayList<>();
            for (SwitchStep.CaseValue value : one.values()) {
                values.add(NodeBuilder.of(new Template.Constant(value.value(), value.span())));
            }
            cases.add(
                    new NodeBuilder()
                            .node(
                                    "is",
                                    values.size() == 1
                                            ? values.getFirst()
                                            : NodeBuilder.listOf(values))
                            .node("then", steps(one.then()))
                            .build());
        }
        List<Step> otherwise = block.otherwise();
        map.expression("switch", block.subject())
                .list("cases", cases)
                .node("default", otherwise == null ? null : steps(otherwise));
    }

    private static void tryStep(TryStep block, NodeBuilder map) {
        List<Node> catches = new ArrayList<>();
        for (TryStep.Catch one : block.catches()) {
            catches.add(
                    new NodeBuilder()
                            .list("kinds", kinds(one.kinds()))
                            .word("as", one.as())
                            .node("steps", steps(one.steps()))
                            .build());
        }
        map.node("try", steps(block.body()))
                .list("catch", catches)
                .node("finally", block.last().isEmpty() ? null : steps(block.last()));
    }

    /** Null for no inputs: the key is then left out. */
    static @Nullable Node fields(Template with) {
        return with instanceof Template.Constant ? null : NodeBuilder.of(with);
    }

    private static @Nullable Pause pause(Duration first, Duration longest) {
        return first.isZero() ? null : new Pause(first, longest);
    }

    private static @Nullable Pause everyUnlessUsual(WaitForStep.Poll poll) {
        Pause pause = new Pause(poll.pause(), poll.longestPause());
        return pause.equals(WaitForParser.EVERY) ? null : pause;
    }

    private static void waitFor(WaitForStep wait, NodeBuilder map) {
        switch (wait.source()) {
            case WaitForStep.Poll poll ->
                    map.word("waitFor", poll.read().operation())
                            .word("connection", poll.read().connection())
                            .node("with", fields(poll.read().with()))
                            .expression("until", poll.until())
                            .word("every", everyUnlessUsual(poll));
            case WaitForStep.Callback callback ->
                    map.word("waitFor", WaitForStep.CALLBACK)
                            .node(
                                    "schema",
                                    callback.schema().equals(Schema.ANY)
                                            ? null
                                            : NodeBuilder.of(callback.schema().json()));
        }
        List<Step> onTimeout = wait.onTimeout();
        map.node("onTimeout", onTimeout == null ? null : steps(onTimeout));
    }

    static @Nullable Node retry(@Nullable Retry retry) {
        return switch (retry) {
            case null -> null;
            case Retry.None _ -> YamlText.word("none");
            case Retry.Again again ->
                    new NodeBuilder()
                            .word("times", again.times())
                            .duration(again.growing() ? "backoff" : "every", again.first())
                            .duration("upTo", again.growing() ? again.longest() : null)
                            .list("on", kinds(again.on()))
                            .build();
        };
    }

    static @Nullable Node onError(@Nullable OnError onError) {
        if (onError == null) {
            return null;
        }
        if (onError.continueOn().isEmpty()) {
            return YamlText.word("fail");
        }
        NodeBuilder map = new NodeBuilder();
        boolean all = true;
        for (ErrorKind kind : ErrorKind.values()) {
            if (onError.continueOn().contains(kind)) {
                map.word(kind.word(), "continue");
            } else {
                all &= !kind.canBeCaught();
            }
        }
        return all ? YamlText.word("continue") : map.build();
    }

    /** In the order of the enum, so that the text is the same each time. */
    private static List<Node> kinds(Set<ErrorKind> kinds) {
        List<Node> words = new ArrayList<>();
        for (ErrorKind kind : ErrorKind.values()) {
            if (kinds.contains(kind)) {
                words.add(YamlText.word(kind.word()));
            }
        }
        return words;
    }
}
