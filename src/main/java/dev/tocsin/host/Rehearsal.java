package dev.tocsin.host;

import dev.tocsin.expression.CallbackUrls;
import dev.tocsin.expression.Evaluation;
import dev.tocsin.expression.EvaluationException;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.expression.Scope;
import dev.tocsin.host.Flow.Exit;
import dev.tocsin.host.PlanStep.Certainty;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.interpreter.RunState;
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
import dev.tocsin.program.NodeHead;
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
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Walks through a program without doing what it does. An operation that is not performed gives an
 * unknown; a condition over an unknown is undecided, and then every branch is followed, each on a
 * copy of what is known, and merged where they meet again. It never guesses.
 *
 * <p>This walks the program itself rather than driving the core: an undecided branch may leave a
 * loop or the playbook, and ways that part by {@code next}, {@code return} or a caught error meet
 * again at different places. A walk by structure gives each of these places its own merge; frames
 * that were copied mid-run would have to be matched up. A test compares both on decided playbooks.
 */
public final class Rehearsal {

    final Evaluation evaluation;
    final RehearsalOptions options;
    final RehearsedActions actions;
    final RunFacts facts;
    private final RehearsedQuestions questions;
    private final Map<String, Set<String>> needs;
    final FollowedCalls calls;

    private Rehearsal(
            RunFacts facts,
            RehearsalOptions options,
            Evaluation evaluation,
            Map<String, Set<String>> needs,
            FollowedCalls calls) {
        this.facts = facts;
        this.options = options;
        this.evaluation = evaluation;
        this.needs = needs;
        this.calls = calls;
        this.actions = new RehearsedActions(this, needs);
        this.questions = new RehearsedQuestions(this, facts.startedBy());
    }

    /** The walk through a called playbook, as part of this one. */
    Rehearsal ofCalled() {
        return new Rehearsal(facts, options.ofCalled(), evaluation, needs, calls);
    }

    /**
     * Rehearses one run.
     *
     * @throws InterruptedException if this thread is interrupted while a read is performed
     */
    public static Plan rehearse(Program program, RunFacts facts, RehearsalOptions options)
            throws InterruptedException {
        Evaluation evaluation =
                new Evaluation(
                        facts.seed(), facts.maxExpressionSteps(), CallbackUrls.ofRehearsal());
        Rehearsal rehearsal =
                new Rehearsal(facts, options, evaluation, new TreeMap<>(), new FollowedCalls());
        rehearsal.evaluation.restart(options.now());
        List<PlanStep> steps = new ArrayList<>();
        PlanCounts before = rehearsal.actions.fetch(options.fetch(), steps);
        Scope scope = RunState.scopeOf(program, facts);
        Flow flow = rehearsal.block(program.steps(), new Here("", Certainty.WILL, steps), scope);
        List<String> ends = new ArrayList<>();
        for (Map.Entry<Exit, Flow.Way> way : flow.ways().entrySet()) {
            ends.add(PlanWords.end(way.getKey(), way.getValue().value()));
        }
        return new Plan(
                program.id(),
                PlanLimit.of(program, facts, rehearsal),
                steps,
                before.plus(flow.counts()),
                ends,
                rehearsal.needs);
    }

    /**
     * Where in the plan the walk is.
     *
     * @param path of the step around, or empty
     * @param steps where steps are added
     */
    record Here(String path, Certainty certainty, List<PlanStep> steps) {

        String path(NodeHead head) {
            return path.isEmpty() ? head.segment() : path + "." + head.segment();
        }

        Here into(String innerPath, PlanStep.Part part, Certainty innerCertainty) {
            return new Here(innerPath, innerCertainty, part.steps());
        }

        Here maybe() {
            return new Here(path, Certainty.MAY, steps);
        }

        /** Walks without being seen. */
        Here silently() {
            return new Here(path, certainty, new ArrayList<>());
        }
    }

    /** A path goes before an id: it tells the items of a loop apart. */
    @Nullable Value fixtureOf(NodeHead head, Here here) {
        MapValue fixtures = options.fixtures();
        Value ofPath = fixtures.get(here.path(head));
        String id = head.id();
        return ofPath != null || id == null ? ofPath : fixtures.get(id);
    }

    Flow block(Block block, Here start, Scope scope) throws InterruptedException {
        Flow all = new Flow();
        Flow.Way normal = new Flow.Way(scope, PlanCounts.NONE, NullValue.NULL);
        Here here = start;
        for (int i = 0; i < block.size(); i++) {
            Flow flow = step(block.get(i), here, normal.scope());
            Flow.Way next = null;
            for (Map.Entry<Exit, Flow.Way> entry : flow.ways().entrySet()) {
                Flow.Way way = entry.getValue().after(normal.counts());
                if (entry.getKey() == Exit.NORMAL) {
                    next = way;
                } else {
                    all.add(entry.getKey(), way);
                }
            }
            if (next == null) {
                return all;
            }
            if (flow.forks()) {
                here = here.maybe();
            }
            normal = next;
        }
        all.add(Exit.NORMAL, normal);
        return all;
    }

    private Flow step(StepNode node, Here here, Scope scope) throws InterruptedException {
        NodeHead head = node.head();
        Evaluator when = head.when();
        if (when == null) {
            return perform(node, here, scope);
        }
        try {
            return switch (evaluate(when, scope)) {
                case UnknownValue unknown -> {
                    Scope skipped = Flow.copy(scope);
                    keep(head, skipped, NullValue.NULL, "skipped");
                    Flow flow = perform(node, here.maybe(), scope);
                    if (!here.steps().isEmpty()) {
                        here.steps().getLast().note(PlanWords.undecided("when", unknown));
                    }
                    yield flow.or(Flow.normal(skipped));
                }
                case Value known when isTrue(known) -> perform(node, here, scope);
                case Value _ -> {
                    here.steps().add(plan(head, here, Certainty.SKIPPED));
                    keep(head, scope, NullValue.NULL, "skipped");
                    yield Flow.normal(scope);
                }
            };
        } catch (EvaluationException e) {
            PlanStep step = plan(head, here, here.certainty());
            here.steps().add(step);
            return failed(node, step, here, scope, e);
        }
    }

    private Flow perform(StepNode node, Here here, Scope scope) throws InterruptedException {
        PlanStep step = plan(node.head(), here, here.certainty());
        here.steps().add(step);
        Flow flow = perform(node, step, here, scope);
        List<Evaluation.Revealed> revealed = evaluation.takeRevealed();
        if (revealed != null) {
            for (Evaluation.Revealed one : revealed) {
                step.note("reveals `" + one.expression() + "`: " + one.reason());
            }
        }
        return flow;
    }

    private Flow perform(StepNode node, PlanStep step, Here here, Scope scope)
            throws InterruptedException {
        NodeHead head = node.head();
        try {
            return switch (node) {
                case ActionNode action -> actions.action(action, step, here, scope);
                case CallNode call -> new RehearsedCall(this, call, step).walk(here, scope);
                case AskNode ask -> questions.ask(ask, step, here, scope);
                case IfNode branching ->
                        new RehearsedBranches(this, step, here).decide(branching, scope);
                case SwitchNode branching ->
                        new RehearsedBranches(this, step, here).choose(branching, scope);
                case ForEachNode loop -> new RehearsedForEach(this, loop, step).walk(here, scope);
                case RepeatNode loop -> new RehearsedRepeat(this, loop, step).walk(here, scope);
                case ParallelNode parallel ->
                        parallel.firstWins()
                                ? RehearsedParallel.firstOf(this, parallel, step, here, scope)
                                : RehearsedParallel.walk(this, parallel, step, here, scope);
                case TryNode attempt -> new RehearsedTry(this).attempt(attempt, step, here, scope);
                case WaitNode wait -> {
                    step.input(evaluate(wait.until(), scope));
                    yield done(head, scope, NullValue.NULL);
                }
                case WaitForNode waiting ->
                        new RehearsedWaitFor(this, waiting, step, here).walk(scope);
                case ValueNode naming -> named(head, step, scope, evaluate(naming.value(), scope));
                case SetNode setting -> assign(setting, step, scope);
                case ReturnNode leaving -> leave(Exit.RETURN, leaving.outputs(), step, scope);
                case FailNode failing -> fail(failing, step, here, scope);
                case CancelNode leaving -> leave(Exit.CANCEL, leaving.reason(), step, scope);
                case NextNode leaving -> leave(Exit.NEXT, leaving.result(), step, scope);
                case StopNode leaving -> leave(Exit.STOP, leaving.result(), step, scope);
                case LogNode logging -> named(head, step, scope, evaluate(logging.text(), scope));
            };
        } catch (EvaluationException e) {
            return failed(node, step, here, scope, e);
        }
    }

    private Flow assign(SetNode node, PlanStep step, Scope scope) {
        MapValue.Builder record = MapValue.builder();
        List<Value> values = new ArrayList<>();
        for (SetNode.Assignment assignment : node.assignments()) {
            Value value = evaluate(assignment.value(), scope);
            values.add(value);
            record.put(assignment.variable(), value);
        }
        Scope root = scope;
        for (Scope above = scope.parent(); above != null; above = above.parent()) {
            root = above;
        }
        for (int i = 0; i < values.size(); i++) {
            root.set(node.assignments().get(i).slot(), values.get(i));
        }
        step.input(record.build());
        return done(node.head(), scope, NullValue.NULL);
    }

    private Flow named(NodeHead head, PlanStep step, Scope scope, Value value) {
        step.result(value);
        return done(head, scope, value);
    }

    private Flow leave(Exit exit, Evaluator carries, PlanStep step, Scope scope) {
        Value value = evaluate(carries, scope);
        step.input(value);
        return Flow.of(exit, new Flow.Way(scope, PlanCounts.NONE, value));
    }

    private Flow fail(FailNode node, PlanStep step, Here here, Scope scope) {
        Value message = evaluate(node.message(), scope);
        step.input(message);
        Value error = RehearsedError.of(ErrorKind.FAILED, message, here.path(node.head()));
        Flow flow = Flow.of(Exit.FAIL, new Flow.Way(scope, PlanCounts.NONE, error));
        return ended(node.head(), here, flow, NullValue.NULL);
    }

    private Flow failed(
            StepNode node, PlanStep step, Here here, Scope scope, EvaluationException e) {
        step.note("fails: " + e.text());
        return failed(node.head(), here, scope, e.kind(), e.text(), PlanCounts.NONE);
    }

    /** A step that is known to fail: goes on where its {@code onError} says so. */
    Flow failed(
            NodeHead head,
            Here here,
            Scope scope,
            ErrorKind kind,
            String message,
            PlanCounts counts) {
        Value error = RehearsedError.of(kind, message, here.path(head));
        return ended(
                head, here, Flow.of(Exit.FAIL, new Flow.Way(scope, counts, error)), NullValue.NULL);
    }

    /**
     * A step came to its ends: keeps its result on the way that ends normally, and goes on after a
     * failure where its {@code onError} says so.
     */
    Flow ended(NodeHead head, Here here, Flow flow, Value result) {
        Flow.Way normal = flow.way(Exit.NORMAL);
        if (normal != null) {
            keep(head, normal.scope(), result, "succeeded");
        }
        Flow.Way failure = flow.way(Exit.FAIL);
        if (failure == null) {
            return flow;
        }
        keep(head, failure.scope(), NullValue.NULL, "failed");
        if (head.slots() != null) {
            failure.scope().set(head.slots().error(), failure.value());
        }
        ErrorKind kind = RehearsedError.kindOf(failure.value());
        boolean may = kind == null ? !head.continueOn().isEmpty() : goesOn(head, kind);
        if (may) {
            Scope scope = failure.scope();
            if (kind != null) {
                flow.ways().remove(Exit.FAIL);
            } else {
                scope = Flow.copy(scope);
            }
            flow.add(Exit.NORMAL, new Flow.Way(scope, failure.counts(), NullValue.NULL));
        }
        return flow;
    }

    private static boolean goesOn(NodeHead head, ErrorKind kind) {
        return kind.canBeCaught() && head.continueOn().contains(kind);
    }

    Flow done(NodeHead head, Scope scope, Value result) {
        keep(head, scope, result, "succeeded");
        return Flow.normal(scope);
    }

    static void keep(NodeHead head, Scope scope, Value result, String status) {
        if (head.slots() != null) {
            scope.set(head.slots().result(), result);
            scope.set(head.slots().status(), new StringValue(status));
            scope.set(head.slots().error(), NullValue.NULL);
        }
    }

    Value evaluate(Evaluator evaluator, Scope scope) {
        return evaluator.evaluate(scope, evaluation);
    }

    static boolean isTrue(Value value) {
        if (value instanceof BoolValue truth) {
            return truth.value();
        }
        throw EvaluationException.at(
                0, 0, "a condition must be true or false, but is " + value.kind());
    }

    private static PlanStep plan(NodeHead head, Here here, Certainty certainty) {
        return new PlanStep(here.path(head), head.kind(), head.label(), certainty);
    }
}
