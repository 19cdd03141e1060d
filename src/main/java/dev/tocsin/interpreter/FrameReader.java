package dev.tocsin.interpreter;

import dev.tocsin.program.StepNode;
import dev.tocsin.value.StoredFields;
import dev.tocsin.value.StoredFormatException;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.List;

/**
 * Puts the frames that {@link FrameWriter} wrote back below the root of a fresh state, with the
 * timers, attempts, questions and calls that are theirs.
 */
final class FrameReader {

    private final RunState state;
    private final StoredHandles handles;
    private final StepFrames steps;
    private final List<Frame> frames = new ArrayList<>();

    FrameReader(RunState state) {
        this.state = state;
        this.handles = new StoredHandles(state);
        this.steps = new StepFrames(state, handles);
    }

    /** All frames, in the order in which they are stored. */
    List<Frame> read(List<Value> stored) {
        for (Value one : stored) {
            StoredFields in = StoredFields.of(one);
            FrameKind kind = FrameKind.of(in.text("frame"));
            Frame frame = frames.isEmpty() ? root(kind) : inner(kind, in);
            frames.add(frame);
            frame.index = in.upTo(frame.block.size(), "index");
            frame.override = StoredExits.read(state.program, in, "override");
            frame.timeoutTimer = handles.timer("timeout", frame, in);
            frame.wakeTimer = handles.timer("wake", frame, in);
        }
        if (frames.isEmpty()) {
            throw new StoredFormatException("a run that goes on has frames");
        }
        return frames;
    }

    private Frame root(FrameKind kind) {
        if (kind != FrameKind.PLAYBOOK) {
            throw new StoredFormatException("the first frame is not the playbook itself");
        }
        return state.root;
    }

    private Frame inner(FrameKind kind, StoredFields in) {
        Frame parent = frames.get(in.upTo(frames.size() - 1, "in"));
        return switch (kind) {
            case ITERATION -> StrandFrames.iteration(parent, in);
            case PARALLEL_BRANCH -> StrandFrames.branch(parent, in);
            case PLAYBOOK,
                    ACTION,
                    CALL,
                    WAIT,
                    WAIT_FOR,
                    ASK,
                    BRANCH,
                    FOR_EACH,
                    REPEAT,
                    PARALLEL,
                    TRY ->
                    step(kind, parent, in);
        };
    }

    private Frame step(FrameKind kind, Frame parent, StoredFields in) {
        if (parent.child != null) {
            throw new StoredFormatException("a frame has two steps at once");
        }
        Frame frame = steps.read(kind, parent, nodeIn(parent, in), in);
        parent.child = frame;
        return frame;
    }

    /** A frame is of the step that the one around it has begun last. */
    private static StepNode nodeIn(Frame parent, StoredFields in) {
        StepNode node = parent instanceof WaitForFrame waiting ? waiting.look() : null;
        if (node == null && parent.index > 0) {
            node = parent.block.get(parent.index - 1);
        }
        if (node == null || node.head().number() != in.whole("step")) {
            throw new StoredFormatException(
                    "step " + in.whole("step") + " of the program stands elsewhere than it did");
        }
        return node;
    }
}
