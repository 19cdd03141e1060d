package dev.tocsin.interpreter;

import dev.tocsin.expression.EvaluationException;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.program.ForEachNode;
import dev.tocsin.program.LoopPlace;
import dev.tocsin.program.RepeatNode;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What goes round: {@code forEach} and {@code repeat}. */
final class Loops {

    /** Rounds without a pause take no time, so that a bound of time alone would not end them. */
    private static final int MOST_ROUNDS = 100_000;

    private final Turn turn;

    Loops(Turn turn) {
        this.turn = turn;
    }

    @Nullable Frame begin(ForEachNode node, Frame parent) {
        List<Value> items =
                switch (turn.evaluate(node.in(), parent)) {
                    case ListValue(List<Value> list) -> list;
                    case NullValue _ -> List.of();
                    case Value other ->
                            throw new IllegalStateException("`in` gave " + other.kind());
                };
        ForEachFrame loop = new ForEachFrame(parent, node, items);
        turn.enter(loop);
        if (items.isEmpty()) {
            return loopEnded(loop);
        }
        int strands = Math.min(node.concurrency(), items.size());
        for (int i = 0; i < strands; i++) {
            IterationFrame iteration = new IterationFrame(loop);
            loop.open.add(iteration);
            take(iteration);
            if (i > 0) {
                turn.state.runnable.add(iteration);
            }
        }
        return loop.open.getFirst();
    }

    /** Lets a strand run the next item. */
    private static void take(IterationFrame iteration) {
        ForEachFrame loop = iteration.loop;
        ForEachNode node = loop.node;
        iteration.position = loop.next++;
        iteration.index = 0;
        iteration.scope.set(node.itemSlot(), loop.items.get(iteration.position));
        if (node.indexSlot() >= 0) {
            iteration.scope.set(node.indexSlot(), IntValue.of(iteration.position));
        }
        LoopPlace place = node.place();
        if (place != null) {
            place.enter(iteration.scope, loop.scope, iteration.position);
        }
    }

    /** An item came to the end of its steps. */
    @Nullable Frame itemEnded(IterationFrame iteration) {
        Evaluator collect = iteration.loop.node.collect();
        if (collect == null) {
            return nextItem(iteration, null);
        }
        ForEachFrame loop = iteration.loop;
        Value collected;
        try {
            collected = turn.evaluate(collect, iteration);
        } catch (EvaluationException e) {
            RunError error = turn.errorOf(e, loop.above(), loop.node);
            return itemLeft(iteration, new Exit.Raised(error));
        } finally {
            turn.tellRevealed(loop.above(), loop.node);
        }
        return nextItem(iteration, collected);
    }

    /** An item was left before the end of its steps. */
    @Nullable Frame itemLeft(IterationFrame iteration, Exit exit) {
        ForEachFrame loop = iteration.loop;
        iteration.child = null;
        switch (exit) {
            case Exit.Next(Value result) -> {
                return nextItem(iteration, givenBy(result));
            }
            case Exit.Stop(Value result) -> {
                loop.stopped = true;
                return nextItem(iteration, givenBy(result));
            }
            case Exit.Raised(RunError error) -> {
                loop.failures.put(iteration.position, failure(iteration, error));
                if (error.kind().canBeCaught() && !loop.node.stopOnItemError()) {
                    return nextItem(iteration, null);
                }
                giveUp(loop, iteration, exit);
            }
            case Exit.Return _, Exit.Cancelled _ -> giveUp(loop, iteration, exit);
        }
        return strandEnded(iteration);
    }

    /** A bare {@code next} or {@code stop} gives no item. */
    private static @Nullable Value givenBy(Value result) {
        return result instanceof NullValue ? null : result;
    }

    private void giveUp(ForEachFrame loop, IterationFrame iteration, Exit exit) {
        if (loop.pending == null) {
            loop.pending = exit;
            for (IterationFrame other : loop.open) {
                if (other != iteration) {
                    turn.cancellation.cancel(other);
                }
            }
        }
    }

    private @Nullable Frame nextItem(IterationFrame iteration, @Nullable Value result) {
        ForEachFrame loop = iteration.loop;
        if (result != null) {
            Value[] results = loop.results;
            if (results == null) {
                results = new Value[loop.items.size()];
                loop.results = results;
            }
            results[iteration.position] = result;
        }
        if (loop.pending == null && !loop.stopped && loop.next < loop.items.size()) {
            iteration.scope.clear();
            take(iteration);
            return iteration;
        }
        return strandEnded(iteration);
    }

    private @Nullable Frame strandEnded(IterationFrame iteration) {
        ForEachFrame loop = iteration.loop;
        loop.open.remove(iteration);
        return loop.open.isEmpty() ? loopEnded(loop) : null;
    }

    private @Nullable Frame loopEnded(ForEachFrame loop) {
        var slots = loop.node.head().slots();
        if (slots != null) {
            loop.scope.set(
                    slots.failures(), new ListValue(new ArrayList<>(loop.failures.values())));
        }
        Exit pending = loop.pending;
        if (pending != null) {
            return turn.exits.leave(loop, pending);
        }
        return turn.exits.leaveUnlessOverridden(
                loop, StepEnd.succeeded(inputOf(loop), resultsOf(loop), 0));
    }

    private static Value resultsOf(ForEachFrame loop) {
        Value[] results = loop.results;
        if (results == null) {
            return ListValue.EMPTY;
        }
        List<Value> given = new ArrayList<>(results.length);
        for (Value result : results) {
            if (result != null) {
                given.add(result);
            }
        }
        return new ListValue(given);
    }

    private static Value failure(IterationFrame iteration, RunError error) {
        return MapValue.builder()
                .put("index", iteration.position)
                .put("item", iteration.loop.items.get(iteration.position))
                .put("error", error.toValue())
                .build();
    }

    /** A loop's record says how many items it had; the items themselves are in its steps. */
    static Value inputOf(ForEachFrame loop) {
        return MapValue.of("items", IntValue.of(loop.items.size()));
    }

    Frame begin(RepeatNode node, Frame parent) {
        RepeatFrame repeat = new RepeatFrame(parent, node, turn.now);
        noteRound(repeat);
        return turn.enter(repeat);
    }

    private static void noteRound(RepeatFrame repeat) {
        LoopPlace place = repeat.node.place();
        if (place != null) {
            place.enter(repeat.scope, repeat.scope, repeat.round);
        }
    }

    /** A round came to its end, or was ended by {@code next}. */
    @Nullable Frame roundEnded(RepeatFrame repeat) {
        RepeatNode node = repeat.node;
        repeat.child = null;
        try {
            Evaluator until = node.until();
            if (until != null && turn.isTrue(until, repeat.scope)) {
                return repeatEnded(repeat, false);
            }
        } catch (EvaluationException e) {
            return turn.exits.frameFailed(
                    repeat, NullValue.NULL, turn.errorOf(e, repeat.above(), node), 0);
        } finally {
            turn.tellRevealed(repeat.above(), node);
        }
        Duration within = node.within();
        int most = node.atMost() > 0 ? node.atMost() : MOST_ROUNDS;
        boolean over = repeat.round + 1 >= most;
        boolean late =
                within != null && turn.now.plus(repeat.pause).isAfter(repeat.begun.plus(within));
        if (over || late) {
            return exhausted(repeat);
        }
        if (repeat.pause.isZero()) {
            return nextRound(repeat);
        }
        repeat.wakeTimer = turn.timers.start(repeat, turn.now.plus(repeat.pause));
        Duration longer = repeat.pause.multipliedBy(2);
        repeat.pause = longer.compareTo(node.longestPause()) > 0 ? node.longestPause() : longer;
        return null;
    }

    Frame nextRound(RepeatFrame repeat) {
        for (int slot : repeat.node.clears()) {
            repeat.scope.set(slot, NullValue.NULL);
        }
        repeat.round++;
        repeat.index = 0;
        noteRound(repeat);
        return repeat;
    }

    private @Nullable Frame exhausted(RepeatFrame repeat) {
        RepeatNode node = repeat.node;
        if (node.until() == null) {
            // Without a condition the bound is what was asked for, and not a disappointment.
            return repeatEnded(repeat, false);
        }
        if (!node.failWhenExhausted()) {
            return repeatEnded(repeat, true);
        }
        int rounds = repeat.round + 1;
        String message =
                "the condition of `until` did not hold after "
                        + rounds
                        + (rounds == 1 ? " round" : " rounds");
        RunError error = turn.error(ErrorKind.EXHAUSTED, message, repeat.above(), node);
        return turn.exits.frameFailed(repeat, NullValue.NULL, error, 0);
    }

    Frame repeatEnded(RepeatFrame repeat, boolean exhausted) {
        Value result =
                MapValue.builder()
                        .put("rounds", repeat.round + 1)
                        .put("exhausted", exhausted)
                        .build();
        return turn.ended(repeat, StepEnd.succeeded(NullValue.NULL, result, 0));
    }
}
