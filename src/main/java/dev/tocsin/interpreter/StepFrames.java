package dev.tocsin.interpreter;

import dev.tocsin.expression.EvaluationException;
import dev.tocsin.interpreter.ActionFrame.Stage;
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
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StoredFields;
import dev.tocsin.value.StoredFormatException;
import dev.tocsin.value.StringValue;

import org.jspecify.annotations.Nullable;

/** Reads the frame of a step, each kind its own way. */
final class StepFrames {

    private final RunState state;
    private final StoredHandles handles;

    StepFrames(RunState state, StoredHandles handles) {
        this.state = state;
        this.handles = handles;
    }

    Frame read(FrameKind kind, Frame parent, StepNode node, StoredFields in) {
        Frame frame =
                switch (node) {
                    case ActionNode action -> action(parent, action, in);
                    case CallNode call -> call(parent, call, in);
                    case WaitNode wait -> new WaitFrame(parent, wait, in.value("until"));
                    case WaitForNode waiting -> waitFor(parent, waiting, in);
                    case AskNode ask -> ask(parent, ask, in);
                    case IfNode branching -> branch(parent, branching, in);
                    case SwitchNode branching -> branch(parent, branching, in);
                    case ForEachNode loop -> {
                        ForEachFrame read = new ForEachFrame(parent, loop, in.list("items"));
                        StrandFrames.fill(read, in, state.program);
                        yield read;
                    }
                    case RepeatNode loop -> repeat(parent, loop, in);
                    case ParallelNode parallel -> {
                        ParallelFrame read = new ParallelFrame(parent, parallel);
                        StrandFrames.fill(read, in, state.program);
                        yield read;
                    }
                    case TryNode attempt -> attempt(parent, attempt, in);
                    case ValueNode _,
                            SetNode _,
                            ReturnNode _,
                            FailNode _,
                            CancelNode _,
                            NextNode _,
                            StopNode _,
                            LogNode _ ->
                            throw wrong(node, "takes no time");
                };
        if (FrameKind.of(frame) != kind) {
            throw wrong(node, "is no `" + kind.word() + "`");
        }
        return frame;
    }

    private static StoredFormatException wrong(StepNode node, String words) {
        return new StoredFormatException(
                "step " + node.head().number() + " of the program " + words);
    }

    private ActionFrame action(Frame parent, ActionNode node, StoredFields in) {
        ActionFrame frame = new ActionFrame(parent, node, in.map("input"));
        frame.stage = word(Stage.values(), in);
        frame.attempts = in.upTo(Integer.MAX_VALUE, "attempts");
        frame.looks = in.upTo(Integer.MAX_VALUE, "looks");
        frame.attempt = handles.handle("attempt", in);
        if (frame.attempt != 0) {
            frame.sent = frame.stage == Stage.PERFORMING ? frame.input : in.map("sent");
            state.attempts.put(frame.attempt, frame);
        }
        StoredFields lost = in.fieldsOrNull("lost");
        if (lost != null) {
            int attempt = in.upTo(Integer.MAX_VALUE, "lostAttempt");
            frame.lost = new LostAnswer(attempt, StoredErrors.readFailure(lost));
            frame.lateLook = in.flag("lateLook");
            frame.mayRepeat = in.flag("mayRepeat");
        }
        if (node.job() != null) {
            frame.started = in.value("started");
            frame.pause = in.duration("pause");
        }
        frame.deadline = in.instantOrNull("deadline");
        frame.jobDeadline = in.instantOrNull("jobDeadline");
        frame.jobTimer = handles.timer("job", frame, in);
        boolean looksUp = frame.stage.isCheck();
        boolean follows =
                frame.stage == Stage.JOB_LOOKING
                        || frame.stage == Stage.JOB_PAUSING
                        || frame.stage == Stage.JOB_BACKING_OFF;
        if (looksUp && (node.check() == null || frame.lost == null)
                || follows && node.job() == null) {
            throw wrong(node, "has nothing to look with");
        }
        return frame;
    }

    private CallFrame call(Frame parent, CallNode node, StoredFields in) {
        long run = handles.handle("run", in);
        CallFrame frame = new CallFrame(parent, node, in.map("input"), run);
        frame.cancelled = in.flag("cancelled");
        state.calls.put(run, frame);
        return frame;
    }

    private WaitForFrame waitFor(Frame parent, WaitForNode node, StoredFields in) {
        WaitForFrame frame =
                switch (node.source()) {
                    case WaitForNode.Poll _ ->
                            new WaitForFrame(
                                    parent,
                                    node,
                                    in.map("input"),
                                    "",
                                    in.duration("pause"),
                                    in.instant("deadline"));
                    case WaitForNode.Callback _ ->
                            WaitForFrame.callback(
                                    parent,
                                    node,
                                    state.callbackUrls.tokenOf(in.text("callback")),
                                    in.instant("deadline"));
                };
        if (in.flag("awaited")) {
            state.callbacks().awaited.put(frame.token, frame);
        }
        frame.attempts = in.upTo(Integer.MAX_VALUE, "attempts");
        frame.seen = in.valueOrNull("seen");
        frame.timedOut = in.flag("timedOut");
        Block onTimeout = node.onTimeout();
        if (frame.timedOut && onTimeout != null) {
            frame.block = onTimeout;
        }
        return frame;
    }

    private AskFrame ask(Frame parent, AskNode node, StoredFields in) {
        MapValue content = in.map("content");
        Question question;
        try {
            question = Question.of(node, content, state.facts.startedBy());
        } catch (EvaluationException e) {
            throw new StoredFormatException("a stored question cannot be asked: " + e.text());
        }
        AskFrame frame = new AskFrame(parent, node, content, question, in.instantOrNull("expiry"));
        frame.handle = handles.handle("handle", in);
        if (frame.handle != 0) {
            state.questions.put(frame.handle, frame);
        }
        frame.ballot.addAll(in.list("answers"));
        frame.escalated = in.flag("escalated");
        frame.escalateTimer = handles.timer("escalate", frame, in);
        return frame;
    }

    private static BranchFrame branch(Frame parent, StepNode node, StoredFields in) {
        String name = in.text("branch");
        Block block =
                switch (node) {
                    case IfNode branching -> blockOf(branching, name);
                    case SwitchNode branching -> blockOf(branching, name);
                    case StepNode _ -> null;
                };
        if (block == null) {
            throw wrong(node, "has no branch `" + name + "`");
        }
        return new BranchFrame(parent, node, block, in.value("input"), new StringValue(name));
    }

    private static @Nullable Block blockOf(IfNode node, String name) {
        for (IfNode.Branch branch : node.branches()) {
            if (branch.name().equals(name)) {
                return branch.then();
            }
        }
        return name.equals("else") ? node.otherwise() : null;
    }

    private static @Nullable Block blockOf(SwitchNode node, String name) {
        for (SwitchNode.Case option : node.cases()) {
            if (option.name().equals(name)) {
                return option.then();
            }
        }
        return name.equals("default") ? node.otherwise() : null;
    }

    private static RepeatFrame repeat(Frame parent, RepeatNode node, StoredFields in) {
        RepeatFrame frame = new RepeatFrame(parent, node, in.instant("begun"));
        frame.round = in.upTo(Integer.MAX_VALUE - 1, "round");
        frame.pause = in.duration("pause");
        return frame;
    }

    private TryFrame attempt(Frame parent, TryNode node, StoredFields in) {
        TryFrame frame = new TryFrame(parent, node);
        frame.stage = word(TryFrame.Stage.values(), in);
        frame.block =
                switch (frame.stage) {
                    case BODY -> node.body();
                    case CATCH -> {
                        if (node.catches().isEmpty()) {
                            throw wrong(node, "catches nothing");
                        }
                        yield node.catches()
                                .get(in.upTo(node.catches().size() - 1, "catch"))
                                .steps();
                    }
                    case FINALLY -> node.last();
                };
        frame.pending = StoredExits.read(state.program, in, "pending");
        frame.cutShort = in.flag("cutShort");
        return frame;
    }

    private static <E extends Enum<E>> E word(E[] stages, StoredFields in) {
        for (E stage : stages) {
            if (stage.name().equals(in.text("stage"))) {
                return stage;
            }
        }
        throw new StoredFormatException("`" + in.text("stage") + "` is no stage of a step");
    }
}
