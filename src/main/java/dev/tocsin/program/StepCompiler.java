package dev.tocsin.program;

import dev.tocsin.check.CallShape;
import dev.tocsin.check.Resolution;
import dev.tocsin.check.StepSlots;
import dev.tocsin.connector.Check;
import dev.tocsin.connector.Job;
import dev.tocsin.connector.Operation;
import dev.tocsin.expression.CallbackUrls;
import dev.tocsin.expression.Environment;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.expression.Expression;
import dev.tocsin.expression.ExpressionCompiler;
import dev.tocsin.expression.Template;
import dev.tocsin.expression.TemplateCompiler;
import dev.tocsin.playbook.ActionStep;
import dev.tocsin.playbook.AskStep;
import dev.tocsin.playbook.CallStep;
import dev.tocsin.playbook.CancelStep;
import dev.tocsin.playbook.FailStep;
import dev.tocsin.playbook.ForEachStep;
import dev.tocsin.playbook.IfStep;
import dev.tocsin.playbook.LogStep;
import dev.tocsin.playbook.NextStep;
import dev.tocsin.playbook.OnError;
import dev.tocsin.playbook.ParallelStep;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.RepeatStep;
import dev.tocsin.playbook.Retry;
import dev.tocsin.playbook.ReturnStep;
import dev.tocsin.playbook.SetStep;
import dev.tocsin.playbook.Step;
import dev.tocsin.playbook.StepHead;
import dev.tocsin.playbook.StopStep;
import dev.tocsin.playbook.SwitchStep;
import dev.tocsin.playbook.TryStep;
import dev.tocsin.playbook.ValueStep;
import dev.tocsin.playbook.WaitForStep;
import dev.tocsin.playbook.WaitStep;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Makes a node of each step, numbering them in reading order. */
final class StepCompiler {

    private final Playbook playbook;
    private final Resolution resolution;
    private final Function<CallStep, Program> calls;
    private final Map<String, WaitForNode.Callback> callbacks = new HashMap<>(0);
    private int count;

    /**
     * @param calls gives the program of what a step calls
     */
    StepCompiler(Playbook playbook, Resolution resolution, Function<CallStep, Program> calls) {
        this.calls = calls;
        this.playbook = playbook;
        this.resolution = resolution;
    }

    /**
     * @param list the name of the list in paths: {@code steps}, {@code then}
     */
    Block block(String list, List<Step> steps) {
        if (steps.isEmpty()) {
            return Block.EMPTY;
        }
        List<StepNode> nodes = new ArrayList<>(steps.size());
        for (int i = 0; i < steps.size(); i++) {
            nodes.add(node(steps.get(i), list + "[" + i + "]"));
        }
        return new Block(nodes);
    }

    private StepNode node(Step step, String segment) {
        NodeHead head = head(step, segment);
        Environment names = resolution.step(step).outside();
        return switch (step) {
            case ActionStep action -> action(action, head, names);
            case IfStep branching -> branching(branching, head, names);
            case SwitchStep branching -> branching(branching, head, names);
            case ForEachStep loop -> loop(loop, head, names);
            case RepeatStep loop -> loop(loop, head);
            case ParallelStep parallel -> parallel(parallel, head);
            case TryStep attempt -> attempt(attempt, head);
            case WaitStep wait -> new WaitNode(head, compile(wait.until(), names));
            case WaitForStep waiting -> waitFor(waiting, head, names);
            case AskStep ask -> new AskCompiler(names).node(ask, head);
            case ValueStep naming -> new ValueNode(head, compile(naming.value(), names));
            case SetStep setting -> set(setting, head, names);
            case CallStep call -> call(call, head, names);
            case ReturnStep leaving -> {
                Evaluator given = compile(leaving.outputs(), names);
                boolean declared = !playbook.outputs().isEmpty();
                yield new ReturnNode(
                        head,
                        ReturnedOutputs.of(
                                declared ? new CheckedOutputs(given, playbook.outputs()) : given,
                                playbook.outputs()));
            }
            case FailStep failing -> new FailNode(head, compile(failing.message(), names));
            case CancelStep leaving -> new CancelNode(head, compile(leaving.reason(), names));
            case NextStep leaving -> new NextNode(head, compile(leaving.result(), names));
            case StopStep leaving -> new StopNode(head, compile(leaving.result(), names));
            case LogStep logging -> new LogNode(head, compile(logging.text(), names));
        };
    }

    private CallNode call(CallStep step, NodeHead head, Environment names) {
        Program program = calls.apply(step);
        Template with =
                SourceTexts.of(
                        step.with(), CallShape.inputs(program.playbook()), playbook.source());
        return new CallNode(head, program, new Passage(program.playbook()), compile(with, names));
    }

    private NodeHead head(Step step, String segment) {
        StepHead head = step.head();
        Resolution.StepFacts facts = resolution.step(step);
        boolean action = step instanceof ActionStep || step instanceof WaitForStep;
        // A default time limit or retry is about calls to services, not about whole loops.
        Playbook.Defaults defaults = playbook.defaults();
        Duration timeout = head.timeout() == null && action ? defaults.timeout() : head.timeout();
        Retry retry = head.retry() == null && action ? defaults.retry() : head.retry();
        OnError onError = head.onError() == null && action ? defaults.onError() : head.onError();
        Expression when = head.when();
        StepSlots slots = facts.slots();
        return new NodeHead(
                count++,
                head.kind().text(),
                head.id() == null ? null : head.id().text(),
                label(step),
                segment,
                slots,
                when == null ? null : ExpressionCompiler.compileCondition(when, facts.outside()),
                timeout,
                retry,
                goesOnAfter(step, onError),
                head.span());
    }

    private static Set<ErrorKind> goesOnAfter(Step step, @Nullable OnError onError) {
        Set<ErrorKind> kinds = onError == null ? Set.of() : onError.continueOn();
        if (!(step instanceof ActionStep action) || !action.goesOnUnknown()) {
            return kinds;
        }
        Set<ErrorKind> more = EnumSet.of(ErrorKind.OUTCOME_UNKNOWN);
        more.addAll(kinds);
        return Set.copyOf(more);
    }

    private static String label(Step step) {
        StepHead head = step.head();
        if (head.name() != null) {
            return head.name().text();
        }
        return head.id() == null ? StepWords.of(step) : head.id().text();
    }

    private ActionNode action(ActionStep step, NodeHead head, Environment names) {
        Resolution.BoundAction bound = resolution.action(step);
        if (bound == null) {
            throw new IllegalStateException("unchecked action " + step.operation());
        }
        Operation operation = bound.operation();
        Job job = operation.spec().job();
        Operation poll = bound.poll();
        boolean awaits = step.await() != null && job != null && poll != null;
        Check check = operation.spec().check();
        Operation look = bound.look();
        Template with = SourceTexts.of(step.with(), operation.spec().input(), playbook.source());
        return new ActionNode(
                head,
                step.operation().text(),
                bound.connector(),
                operation,
                awaits ? new JobNode(job, poll) : null,
                check == null || look == null ? null : new CheckNode(check, look),
                TemplateCompiler.compile(with, names, operation.spec().input()),
                step.connection() == null ? null : step.connection().text(),
                step.await(),
                step.onUnknown());
    }

    private IfNode branching(IfStep step, NodeHead head, Environment names) {
        List<IfNode.Branch> branches = new ArrayList<>(step.branches().size());
        for (int i = 0; i < step.branches().size(); i++) {
            IfStep.Branch branch = step.branches().get(i);
            String name = i == 0 ? "then" : "elseIf[" + (i - 1) + "]";
            String list = i == 0 ? "then" : name + ".then";
            Evaluator condition = ExpressionCompiler.compileCondition(branch.condition(), names);
            branches.add(new IfNode.Branch(name, condition, block(list, branch.then())));
        }
        return new IfNode(head, List.copyOf(branches), block("else", step.otherwise()));
    }

    private SwitchNode branching(SwitchStep step, NodeHead head, Environment names) {
        Evaluator subject = compile(step.subject(), names);
        List<SwitchNode.Case> cases = new ArrayList<>(step.cases().size());
        for (int i = 0; i < step.cases().size(); i++) {
            SwitchStep.Case option = step.cases().get(i);
            List<Value> values = new ArrayList<>(option.values().size());
            for (SwitchStep.CaseValue value : option.values()) {
                values.add(value.value());
            }
            String name = "cases[" + i + "]";
            cases.add(
                    new SwitchNode.Case(
                            name, List.copyOf(values), block(name + ".then", option.then())));
        }
        @Nullable List<Step> otherwise = step.otherwise();
        return new SwitchNode(
                head,
                subject,
                List.copyOf(cases),
                otherwise == null ? null : block("default", otherwise));
    }

    private ForEachNode loop(ForEachStep step, NodeHead head, Environment names) {
        Resolution.LoopFacts facts = resolution.loop(step);
        Evaluator in = ExpressionCompiler.compileItems(step.in(), names);
        Block body = block("steps", step.body());
        Template collect = step.collect();
        return new ForEachNode(
                head,
                in,
                body,
                facts.scopeSize(),
                facts.itemSlot(),
                facts.indexSlot(),
                step.concurrency(),
                collect == null ? null : compile(collect, resolution.step(step).inside()),
                step.stopOnItemError(),
                place(step));
    }

    private RepeatNode loop(RepeatStep step, NodeHead head) {
        Block body = block("repeat", step.body());
        Expression until = step.until();
        Integer atMost = step.atMost();
        return new RepeatNode(
                head,
                body,
                resolution.clears(step),
                until == null
                        ? null
                        : ExpressionCompiler.compileCondition(
                                until, resolution.step(step).inside()),
                step.pause(),
                step.longestPause(),
                atMost == null ? 0 : atMost,
                step.within(),
                step.failWhenExhausted(),
                place(step));
    }

    private ParallelNode parallel(ParallelStep step, NodeHead head) {
        List<ParallelNode.Branch> branches = new ArrayList<>(step.branches().size());
        for (ParallelStep.Branch branch : step.branches()) {
            String name = branch.name().text();
            branches.add(new ParallelNode.Branch(name, block("parallel." + name, branch.steps())));
        }
        return new ParallelNode(head, List.copyOf(branches), step.firstWins());
    }

    private @Nullable LoopPlace place(Step loop) {
        Resolution.LoopPlace place = resolution.place(loop);
        return place == null ? null : new LoopPlace(place.slot(), place.outer());
    }

    /** The steps that wait for callbacks, by id, once all steps are compiled. */
    Map<String, WaitForNode.Callback> callbacks() {
        return callbacks;
    }

    private WaitForNode waitFor(WaitForStep step, NodeHead head, Environment names) {
        WaitForNode.Source source =
                switch (step.source()) {
                    case WaitForStep.Poll poll ->
                            new WaitForNode.Poll(
                                    action(poll.read(), head.ofLook(), names),
                                    ExpressionCompiler.compileDecision(
                                            poll.until(), resolution.step(step).inside()),
                                    resolution.result(step),
                                    poll.pause(),
                                    poll.longestPause());
                    case WaitForStep.Callback callback -> callback(callback, head, names);
                };
        List<Step> onTimeout = step.onTimeout();
        return new WaitForNode(
                head, source, onTimeout == null ? null : block("onTimeout", onTimeout));
    }

    private WaitForNode.Callback callback(
            WaitForStep.Callback step, NodeHead head, Environment names) {
        String id = head.id();
        Environment.Variable place = id == null ? null : names.callback(id);
        if (id == null || place == null) {
            throw new IllegalStateException("unchecked callback without an id");
        }
        var callback = new WaitForNode.Callback(step.schema(), CallbackUrls.token(id, place));
        callbacks.put(id, callback);
        return callback;
    }

    private TryNode attempt(TryStep step, NodeHead head) {
        Block body = block("try", step.body());
        List<TryNode.Catch> catches = new ArrayList<>(step.catches().size());
        for (int i = 0; i < step.catches().size(); i++) {
            TryStep.Catch handler = step.catches().get(i);
            catches.add(
                    new TryNode.Catch(
                            handler.kinds(),
                            resolution.slot(handler),
                            block("catch[" + i + "].steps", handler.steps())));
        }
        return new TryNode(head, body, List.copyOf(catches), block("finally", step.last()));
    }

    private SetNode set(SetStep step, NodeHead head, Environment names) {
        List<SetNode.Assignment> assignments = new ArrayList<>(step.assignments().size());
        for (SetStep.Assignment assignment : step.assignments()) {
            String variable = assignment.variable().text();
            assignments.add(
                    new SetNode.Assignment(
                            variable,
                            resolution.variable(variable),
                            compile(assignment.value(), names)));
        }
        return new SetNode(head, List.copyOf(assignments));
    }

    private static Evaluator compile(Expression expression, Environment names) {
        return ExpressionCompiler.compileDecision(expression, names);
    }

    private static Evaluator compile(Template template, Environment names) {
        return TemplateCompiler.compile(template, names);
    }
}
