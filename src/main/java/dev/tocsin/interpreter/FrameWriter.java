package dev.tocsin.interpreter;

import dev.tocsin.program.ParallelNode;
import dev.tocsin.program.StepNode;
import dev.tocsin.program.TryNode;
import dev.tocsin.value.DurationValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.TimestampValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The frames of a run as a list, each behind the one around it. What a frame has by being where it
 * is (its node, its block, its scope) is not written; what it has by default neither.
 */
final class FrameWriter {

    private final RunState state;
    private final List<Value> written = new ArrayList<>();
    private final Map<Frame, Integer> numbers = new IdentityHashMap<>();

    FrameWriter(RunState state) {
        this.state = state;
    }

    ListValue write() {
        write(state.root);
        return new ListValue(written);
    }

    /** Where in the list a frame stands. */
    int numberOf(Frame frame) {
        Integer number = numbers.get(frame);
        if (number == null) {
            throw new IllegalStateException("a frame is not below the root: " + frame.path());
        }
        return number;
    }

    private void write(Frame frame) {
        numbers.put(frame, written.size());
        MapValue.Builder out = MapValue.builder();
        head(frame, out);
        body(frame, out);
        written.add(out.build());
        if (frame instanceof ForEachFrame loop) {
            loop.open.forEach(this::write);
        }
        if (frame instanceof ParallelFrame whole) {
            whole.open.forEach(this::write);
        }
        if (frame.child != null) {
            write(frame.child);
        }
    }

    private void head(Frame frame, MapValue.Builder out) {
        out.put("frame", FrameKind.of(frame).word());
        if (frame.parent != null) {
            out.put("in", numberOf(frame.parent));
        }
        StepNode node = frame.node();
        if (node != null) {
            out.put("step", node.head().number());
        }
        if (frame.index != 0) {
            out.put("index", frame.index);
        }
        exit("override", frame.override, out);
        timer("timeout", frame.timeoutTimer, out);
        timer("wake", frame.wakeTimer, out);
    }

    private void body(Frame frame, MapValue.Builder out) {
        switch (frame) {
            case RootFrame _ -> {}
            case ActionFrame action -> body(action, out);
            case CallFrame call ->
                    out.put("input", call.input)
                            .put("run", call.run)
                            .put("cancelled", call.cancelled);
            case WaitFrame wait -> out.put("until", wait.until);
            case WaitForFrame waiting -> body(waiting, out);
            case AskFrame ask -> body(ask, out);
            case BranchFrame branch -> out.put("input", branch.input).put("branch", branch.branch);
            case ForEachFrame loop -> body(loop, out);
            case IterationFrame iteration ->
                    out.put("position", iteration.position)
                            .put("scope", StoredScope.write(iteration.scope));
            case RepeatFrame repeat ->
                    out.put("begun", new TimestampValue(repeat.begun))
                            .put("round", repeat.round)
                            .put("pause", new DurationValue(repeat.pause));
            case ParallelFrame whole -> body(whole, out);
            case ParallelBranchFrame branch ->
                    out.put("branch", branch.branch.name()).put("last", branch.last);
            case TryFrame attempt -> body(attempt, out);
        }
    }

    private void body(ActionFrame action, MapValue.Builder out) {
        out.put("input", action.input)
                .put("stage", action.stage.name())
                .put("attempts", action.attempts)
                .put("looks", action.looks);
        if (action.attempt != 0) {
            out.put("attempt", action.attempt);
            if (action.stage != ActionFrame.Stage.PERFORMING) {
                out.put("sent", action.sent);
            }
        }
        LostAnswer lost = action.lost;
        if (lost != null) {
            out.put("lostAttempt", lost.attempt())
                    .put("lost", StoredErrors.write(lost.failure()))
                    .put("lateLook", action.lateLook)
                    .put("mayRepeat", action.mayRepeat);
        }
        if (action.node.job() != null) {
            out.put("started", action.started).put("pause", new DurationValue(action.pause));
        }
        instant("deadline", action.deadline, out);
        instant("jobDeadline", action.jobDeadline, out);
        timer("job", action.jobTimer, out);
    }

    private void body(WaitForFrame waiting, MapValue.Builder out) {
        if (waiting.token.isEmpty()) {
            out.put("input", waiting.input)
                    .put("pause", new DurationValue(waiting.pause))
                    .put("attempts", waiting.attempts);
        } else {
            out.put("callback", StoredCallbacks.nameIn(waiting.token))
                    .put("awaited", state.callbacks().awaited.containsKey(waiting.token));
        }
        if (waiting.seen != null) {
            out.put("seen", waiting.seen);
        }
        out.put("deadline", new TimestampValue(waiting.deadline)).put("timedOut", waiting.timedOut);
    }

    private void body(AskFrame ask, MapValue.Builder out) {
        out.put("content", ask.content)
                .put("handle", ask.handle)
                .put("escalated", ask.escalated)
                .put("answers", ask.ballot.answers());
        instant("expiry", ask.expiry, out);
        timer("escalate", ask.escalateTimer, out);
    }

    private static void body(ForEachFrame loop, MapValue.Builder out) {
        out.put("items", new ListValue(loop.items))
                .put("next", loop.next)
                .put("stopped", loop.stopped);
        List<Value> at = new ArrayList<>();
        List<Value> results = new ArrayList<>();
        for (int i = 0; loop.results != null && i < loop.next; i++) {
            Value result = loop.results[i];
            if (result != null) {
                at.add(IntValue.of(i));
                results.add(result);
            }
        }
        List<Value> failedAt = new ArrayList<>(loop.failures.size());
        loop.failures.keySet().forEach(position -> failedAt.add(IntValue.of(position)));
        out.put("resultsAt", new ListValue(at))
                .put("results", new ListValue(results))
                .put("failuresAt", new ListValue(failedAt))
                .put("failures", new ListValue(new ArrayList<>(loop.failures.values())));
        exit("pending", loop.pending, out);
    }

    private static void body(ParallelFrame whole, MapValue.Builder out) {
        MapValue.Builder errors = MapValue.builder();
        for (ParallelNode.Branch branch : whole.node.branches()) {
            RunError error = whole.errors.get(branch);
            if (error != null) {
                errors.put(branch.name(), StoredErrors.write(error));
            }
        }
        out.put("errors", errors.build());
        ParallelBranchFrame winner = whole.winner;
        if (winner != null) {
            out.put("winner", winner.branch.name()).put("won", winner.last);
        }
        exit("pending", whole.pending, out);
    }

    private static void body(TryFrame attempt, MapValue.Builder out) {
        out.put("stage", attempt.stage.name()).put("cutShort", attempt.cutShort);
        List<TryNode.Catch> catches = attempt.node.catches();
        for (int i = 0; attempt.stage == TryFrame.Stage.CATCH && i < catches.size(); i++) {
            if (catches.get(i).steps() == attempt.block) {
                out.put("catch", i);
                break;
            }
        }
        exit("pending", attempt.pending, out);
    }

    private static void exit(String key, @Nullable Exit exit, MapValue.Builder out) {
        if (exit != null) {
            out.put(key, StoredExits.write(exit));
        }
    }

    private static void instant(String key, @Nullable Instant instant, MapValue.Builder out) {
        if (instant != null) {
            out.put(key, new TimestampValue(instant));
        }
    }

    /** One that has fired leaves its number behind, which nothing looks at any more. */
    private void timer(String key, long number, MapValue.Builder out) {
        RunState.Timer timer = number == 0 ? null : state.timers.get(number);
        if (timer != null) {
            out.put(
                    key,
                    MapValue.builder()
                            .put("timer", number)
                            .put("due", new TimestampValue(timer.due()))
                            .build());
        }
    }
}
