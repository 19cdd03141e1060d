package dev.tocsin.interpreter;

import dev.tocsin.expression.Evaluation;
import dev.tocsin.expression.EvaluationException;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.expression.Limits;
import dev.tocsin.expression.Scope;
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
import dev.tocsin.source.Span;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.SecretValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * The handling of one event: runs each strand until it waits or ends. Its parts know one thing
 * each: {@link Actions}, {@link Lookups}, {@link Jobs}, {@link Waits}, {@link Questions}, {@link
 * Loops}, {@link Branches}, {@link Exits}, {@link Cancellation}, {@link Timers}.
 *
 * <p>Methods that return a frame return the one the strand goes on with, or null where the strand
 * waits or is over.
 */
final class Turn {

    /** Steps that one call may take before others get their turn. */
    static final int MAX_STEPS = 100_000;

    final RunState state;
    final Consumer<Command> commands;
    final Trace trace;
    final Instant now;
    final Exits exits = new Exits(this);
    final Loops loops = new Loops(this);
    final Branches branches = new Branches(this);
    final Actions actions = new Actions(this);
    final Lookups lookups = new Lookups(this);
    final Jobs jobs = new Jobs(this);
    final Calls calls = new Calls(this);
    final Questions questions = new Questions(this);
    final Timers timers = new Timers(this);
    final Waits waits = new Waits(this);
    final Cancellation cancellation = new Cancellation(this);

    Turn(RunState state, Consumer<Command> commands, Trace trace, Instant now) {
        this.state = state;
        this.commands = commands;
        this.trace = trace;
        this.now = now;
    }

    void start() {
        if (state.started) {
            return;
        }
        state.started = true;
        Duration limit = state.program.playbook().timeout();
        if (limit != null) {
            state.root.timeoutTimer = timers.start(state.root, now.plus(limit));
        }
        state.runnable.add(state.root);
    }

    void run() {
        int steps = 0;
        Frame frame;
        while ((frame = state.runnable.poll()) != null) {
            Exit override = frame.override;
            if (override != null) {
                frame = exits.leave(frame, override);
            }
            while (frame != null) {
                if (++steps > MAX_STEPS) {
                    state.runnable.addFirst(frame);
                    commands.accept(new Command.Continue());
                    return;
                }
                frame =
                        frame.index < frame.block.size()
                                ? begin(frame.block.get(frame.index++), frame)
                                : blockEnded(frame);
            }
        }
    }

    /** Begins a step of {@code frame}'s block. */
    private @Nullable Frame begin(StepNode node, Frame frame) {
        try {
            return beginOrFail(node, frame);
        } catch (EvaluationException e) {
            return exits.stepFailed(frame, node, NullValue.NULL, errorOf(e, frame, node), 0);
        } finally {
            tellRevealed(frame, node);
        }
    }

    /**
     * To be called after whatever is evaluated for a step, so that nothing is told of another one.
     */
    void tellRevealed(Place place, StepNode node) {
        List<Evaluation.Revealed> revealed = state.evaluation.takeRevealed();
        if (revealed != null) {
            for (Evaluation.Revealed one : revealed) {
                trace.revealed(place, node, one);
            }
        }
    }

    private @Nullable Frame beginOrFail(StepNode node, Frame frame) {
        Evaluator when = node.head().when();
        if (when != null && !isTrue(when, frame.scope)) {
            return end(frame, node, StepEnd.SKIPPED);
        }
        return switch (node) {
            case ActionNode action -> actions.begin(action, frame);
            case CallNode call -> calls.begin(call, frame);
            case IfNode branching -> decide(branching, frame);
            case SwitchNode branching -> choose(branching, frame);
            case ForEachNode loop -> loops.begin(loop, frame);
            case RepeatNode loop -> loops.begin(loop, frame);
            case ParallelNode parallel -> branches.begin(parallel, frame);
            case TryNode attempt -> enter(new TryFrame(frame, attempt));
            case WaitNode wait -> timers.begin(wait, frame);
            case WaitForNode waiting -> waits.begin(waiting, frame);
            case AskNode ask -> questions.begin(ask, frame);
            case ValueNode naming -> succeed(frame, node, evaluate(naming.value(), frame));
            case SetNode setting -> assign(setting, frame);
            case ReturnNode leaving -> {
                Value outputs = evaluate(leaving.outputs(), frame);
                yield leave(frame, node, outputs, new Exit.Return(outputs));
            }
            case FailNode failing -> fail(failing, frame);
            case CancelNode leaving -> cancel(leaving, frame);
            case NextNode leaving -> {
                Value result = evaluate(leaving.result(), frame);
                yield leave(frame, node, result, new Exit.Next(result));
            }
            case StopNode leaving -> {
                Value result = evaluate(leaving.result(), frame);
                yield leave(frame, node, result, new Exit.Stop(result));
            }
            case LogNode logging -> succeed(frame, node, evaluate(logging.text(), frame));
        };
    }

    /** The last step of a block has ended. */
    private @Nullable Frame blockEnded(Frame frame) {
        return switch (frame) {
            case RootFrame _ -> exits.finish(new Outcome.Succeeded(MapValue.EMPTY));
            case BranchFrame branch ->
                    ended(branch, StepEnd.succeeded(branch.input, branch.branch, 0));
            case IterationFrame iteration -> loops.itemEnded(iteration);
            case RepeatFrame repeat -> loops.roundEnded(repeat);
            case ParallelBranchFrame branch -> branches.ended(branch);
            case TryFrame attempt -> exits.partEnded(attempt);
            case WaitForFrame waiting -> waits.goOn(waiting);
            case ActionFrame _,
                    CallFrame _,
                    WaitFrame _,
                    AskFrame _,
                    ForEachFrame _,
                    ParallelFrame _ ->
                    throw new IllegalStateException(frame.path() + " has no steps of its own");
        };
    }

    private @Nullable Frame decide(IfNode node, Frame frame) {
        for (IfNode.Branch branch : node.branches()) {
            if (isTrue(branch.condition(), frame.scope)) {
                return enter(frame, node, branch.then(), NullValue.NULL, branch.name());
            }
        }
        return node.otherwise().size() == 0
                ? end(frame, node, StepEnd.succeeded(NullValue.NULL, NullValue.NULL, 0))
                : enter(frame, node, node.otherwise(), NullValue.NULL, "else");
    }

    private @Nullable Frame choose(SwitchNode node, Frame frame) {
        Value subject = evaluate(node.subject(), frame);
        SwitchNode.Case found = node.caseOf(subject, state.evaluation);
        if (found != null) {
            return enter(frame, node, found.then(), subject, found.name());
        }
        Block otherwise = node.otherwise();
        return otherwise == null
                ? end(frame, node, StepEnd.succeeded(subject, NullValue.NULL, 0))
                : enter(frame, node, otherwise, subject, "default");
    }

    private Frame enter(Frame frame, StepNode node, Block block, Value input, String branch) {
        return enter(new BranchFrame(frame, node, block, input, new StringValue(branch)));
    }

    /** Makes a frame the active one of its parent, and starts its clock. */
    Frame enter(Frame frame) {
        Frame parent = frame.above();
        parent.child = frame;
        StepNode node = frame.node();
        if (node == null) {
            throw new IllegalStateException("only steps are entered");
        }
        Duration timeout = node.head().timeout();
        if (timeout != null) {
            frame.timeoutTimer = timers.start(frame, now.plus(timeout));
        }
        trace.began(parent, node);
        return frame;
    }

    private @Nullable Frame assign(SetNode node, Frame frame) {
        List<SetNode.Assignment> assignments = node.assignments();
        Value[] values = new Value[assignments.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = evaluate(assignments.get(i).value(), frame);
            // A variable can hold itself twice, round after round: small in memory, huge to write.
            Limits.walk(values[i], state.evaluation);
        }
        MapValue.Builder record = MapValue.builder();
        for (int i = 0; i < values.length; i++) {
            SetNode.Assignment assignment = assignments.get(i);
            state.root.scope.set(assignment.slot(), values[i]);
            record.put(assignment.variable(), values[i]);
        }
        return end(frame, node, StepEnd.succeeded(record.build(), NullValue.NULL, 0));
    }

    private @Nullable Frame fail(FailNode node, Frame frame) {
        Value message = evaluate(node.message(), frame);
        RunError error = error(ErrorKind.FAILED, text(message), frame, node);
        return exits.stepFailed(frame, node, message, error, 0);
    }

    private @Nullable Frame cancel(CancelNode node, Frame frame) {
        Value reason = evaluate(node.reason(), frame);
        return leave(frame, node, reason, new Exit.Cancelled(text(reason)));
    }

    private @Nullable Frame leave(Frame frame, StepNode node, Value carries, Exit exit) {
        trace.ended(frame, node, StepEnd.succeeded(carries, NullValue.NULL, 0));
        return exits.leave(frame, exit);
    }

    private Frame succeed(Frame frame, StepNode node, Value result) {
        return end(frame, node, StepEnd.succeeded(NullValue.NULL, result, 0));
    }

    /** Ends a step that had a frame; goes on with the one above. */
    Frame ended(Frame frame, StepEnd end) {
        timers.stopAll(frame);
        Frame parent = frame.above();
        parent.child = null;
        StepNode node = frame.node();
        if (node == null) {
            throw new IllegalStateException("the root ends the run, not a step");
        }
        if (parent instanceof WaitForFrame waiting && waiting.isLook(node)) {
            waits.looked(waiting, end);
            return parent;
        }
        if (frame instanceof WaitForFrame waiting) {
            waits.forget(waiting);
        }
        return end(parent, node, end);
    }

    /** Ends a step: keeps its result where expressions find it, and tells the trace. */
    Frame end(Frame frame, StepNode node, StepEnd end) {
        keep(frame.scope, node, end);
        if (frame instanceof ParallelBranchFrame branch) {
            branch.last = namedResult(node, end);
        }
        tellRevealed(frame, node);
        trace.ended(frame, node, end);
        return frame;
    }

    private static void keep(Scope scope, StepNode node, StepEnd end) {
        var slots = node.head().slots();
        if (slots == null) {
            return;
        }
        RunError error = end.error();
        scope.set(slots.result(), namedResult(node, end));
        scope.set(slots.status(), end.status().value());
        scope.set(slots.error(), error == null ? NullValue.NULL : error.toValue());
    }

    /** What an `if` or `switch` records as its result is which branch it took, not a value. */
    private static Value namedResult(StepNode node, StepEnd end) {
        boolean named = !(node instanceof IfNode) && !(node instanceof SwitchNode);
        return named ? end.result() : NullValue.NULL;
    }

    Value evaluate(Evaluator evaluator, Frame frame) {
        return evaluator.evaluate(frame.scope, state.evaluation);
    }

    boolean isTrue(Evaluator condition, Scope scope) {
        Value value = condition.evaluate(scope, state.evaluation);
        if (value instanceof BoolValue truth) {
            return truth.value();
        }
        throw EvaluationException.at(
                0, 0, "a condition must be true or false, but is " + value.kind());
    }

    RunError errorOf(EvaluationException e, Frame frame, StepNode node) {
        Span span = e.span();
        return new RunError(
                e.kind(),
                e.text(),
                frame.path(node),
                0,
                MapValue.EMPTY,
                span == null ? node.head().span() : span);
    }

    RunError error(ErrorKind kind, String message, Frame frame, StepNode node) {
        return new RunError(kind, message, frame.path(node), 0, MapValue.EMPTY, node.head().span());
    }

    private static String text(Value value) {
        return switch (value) {
            case StringValue(String text) -> text;
            case SecretValue _ -> SecretValue.SHOWN;
            default -> dev.tocsin.value.Json.write(value);
        };
    }
}
