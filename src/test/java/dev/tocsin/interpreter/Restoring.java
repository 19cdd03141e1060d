package dev.tocsin.interpreter;

import dev.tocsin.testing.TestSealer;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.SharedValues;
import dev.tocsin.value.StoredJson;
import dev.tocsin.value.Value;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Puts a state through text at random moments, and holds the new one to being like the old one.
 * Notes down what it has met.
 */
final class Restoring implements RandomHost.Cut {

    private final Random random;
    private final int oneIn;

    /** Kinds of frames, stages of actions, kinds of exits and the like. */
    private final Set<String> met = new TreeSet<>();

    Restoring(Random random, int oneIn) {
        this.random = random;
        this.oneIn = oneIn;
    }

    Set<String> met() {
        return met;
    }

    @Override
    public RunState over(RunState state) {
        if (random.nextInt(oneIn) > 0) {
            return state;
        }
        note(state);
        String text = textOf(state);
        Value read = SharedValues.unfold(StoredJson.read(text, TestSealer.KEY));
        RunState restored = Snapshot.read(state.program, state.facts, (MapValue) read);
        check(OpenWork.of(state).equals(OpenWork.of(restored)), "it waits for the same");
        check(text.equals(textOf(restored)), "it is written as before");
        return restored;
    }

    static String textOf(RunState state) {
        return StoredJson.write(SharedValues.fold(Snapshot.write(state)), TestSealer.KEY);
    }

    private void note(RunState state) {
        if (state.outcome != null) {
            return;
        }
        Deque<Frame> frames = new ArrayDeque<>();
        frames.add(state.root);
        while (!frames.isEmpty()) {
            Frame frame = frames.remove();
            met.add(frame.getClass().getSimpleName());
            if (frame.override != null) {
                met.add("override " + frame.override.getClass().getSimpleName());
            }
            if (frame.child != null) {
                frames.add(frame.child);
            }
            note(frame);
            if (frame instanceof ForEachFrame loop) {
                frames.addAll(loop.open);
            }
            if (frame instanceof ParallelFrame whole) {
                frames.addAll(whole.open);
            }
        }
    }

    private void note(Frame frame) {
        if (frame instanceof ActionFrame action) {
            met.add("action " + action.stage);
        }
        if (frame instanceof TryFrame attempt) {
            met.add("try " + attempt.stage);
            if (attempt.pending != null) {
                met.add("pending " + attempt.pending.getClass().getSimpleName());
            }
        }
        if (frame instanceof ParallelFrame whole && whole.winner != null) {
            met.add("winner");
        }
        if (frame instanceof ParallelFrame whole && !whole.errors.isEmpty()) {
            met.add("error of a branch");
        }
        if (frame instanceof AskFrame ask && !ask.ballot.isEmpty()) {
            met.add("answer");
        }
        if (frame instanceof WaitForFrame waiting && waiting.timedOut) {
            met.add("timed out");
        }
        if (frame instanceof ForEachFrame loop && loop.results != null) {
            met.add("result of an item");
        }
        if (frame instanceof ForEachFrame loop && !loop.failures.isEmpty()) {
            met.add("failure of an item");
        }
        if (frame instanceof CallFrame call && call.cancelled) {
            met.add("cancelled call");
        }
    }

    private static void check(boolean holds, String promise) {
        if (!holds) {
            throw new AssertionError("a restored state differs: " + promise);
        }
    }
}
