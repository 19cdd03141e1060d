package dev.tocsin.host;

import dev.tocsin.expression.EvaluationException;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.expression.Scope;
import dev.tocsin.host.Flow.Exit;
import dev.tocsin.host.Flow.Way;
import dev.tocsin.host.PlanStep.Certainty;
import dev.tocsin.host.Rehearsal.Here;
import dev.tocsin.program.RepeatNode;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;

/** {@code repeat} in a rehearsal: round by round while that is known, then any number of rounds. */
final class RehearsedRepeat {

    /** A loop that is still known to go round after this many counts as undecided. */
    private static final int MAX_ROUNDS = 100;

    /** Rounds beyond this are walked through but not shown one by one. */
    private static final int MAX_SHOWN = 20;

    private final Rehearsal rehearsal;
    private final RepeatNode node;
    private final PlanStep step;
    private final Flow all = new Flow();

    RehearsedRepeat(Rehearsal rehearsal, RepeatNode node, PlanStep step) {
        this.rehearsal = rehearsal;
        this.node = node;
        this.step = step;
    }

    Flow walk(Here start, Scope scope) throws InterruptedException {
        Way way = new Way(scope, PlanCounts.NONE, NullValue.NULL);
        Here here = start;
        Duration pause = node.pause();
        Duration passed = Duration.ZERO;
        for (int round = 0; round < MAX_ROUNDS; round++) {
            String path = here.path(node.head()) + "#" + round;
            Flow flow = round(here.into(path, part(round), here.certainty()), way.scope());
            way = addEnds(flow, way.counts());
            if (way == null) {
                return ended(here, round + 1, false);
            }
            Value ends = isOver(here, way);
            if (ends == null) {
                return ended(here, round + 1, false);
            }
            if (ends instanceof UnknownValue unknown) {
                step.note(PlanWords.undecided("until", unknown));
                return undecided(here, way, round);
            }
            if (Rehearsal.isTrue(ends)) {
                all.add(Exit.NORMAL, way);
                return ended(here, round + 1, false);
            }
            passed = passed.plus(pause);
            Duration within = node.within();
            if (round + 1 == node.atMost()
                    || within != null && !pause.isZero() && passed.compareTo(within) > 0) {
                return exhausted(here, way, round + 1);
            }
            Duration longer = pause.multipliedBy(2);
            pause = longer.compareTo(node.longestPause()) > 0 ? node.longestPause() : longer;
            here = flow.forks() ? here.maybe() : here;
        }
        step.note("after " + MAX_ROUNDS + " rounds it is left open how it goes on");
        return undecided(here, way, MAX_ROUNDS - 1);
    }

    private Flow round(Here inside, Scope scope) throws InterruptedException {
        for (int slot : node.clears()) {
            scope.set(slot, NullValue.NULL);
        }
        return rehearsal.block(node.body(), inside, scope);
    }

    /** Keeps the ways that leave the loop; gives the one that comes to the end of the round. */
    private @Nullable Way addEnds(Flow flow, PlanCounts before) {
        Way goesOn = null;
        for (var entry : flow.ways().entrySet()) {
            Way next = entry.getValue().after(before);
            switch (entry.getKey()) {
                case NORMAL, NEXT -> goesOn = goesOn == null ? next : goesOn.or(next);
                case STOP -> all.add(Exit.NORMAL, next);
                case FAIL, RETURN, CANCEL -> all.add(entry.getKey(), next);
            }
        }
        return goesOn;
    }

    /** Whether the condition holds, or null where it cannot be told because it is in error. */
    private @Nullable Value isOver(Here here, Way way) {
        Evaluator until = node.until();
        try {
            Value ends = until == null ? BoolValue.FALSE : rehearsal.evaluate(until, way.scope());
            return ends instanceof UnknownValue ? ends : BoolValue.of(Rehearsal.isTrue(ends));
        } catch (EvaluationException e) {
            step.note("fails: " + e.text());
            Value error = RehearsedError.of(e.kind(), e.text(), here.path(node.head()));
            all.add(Exit.FAIL, new Way(way.scope(), way.counts(), error));
            return null;
        }
    }

    private Flow undecided(Here here, Way once, int round) throws InterruptedException {
        String path = here.path(node.head()) + "#" + (round + 1);
        Here unseen = new Here(path, Certainty.MAY, new ArrayList<>());
        Scope any =
                AnyRounds.scope(
                        once.scope(),
                        scope ->
                                new RehearsedRepeat(rehearsal, node, step)
                                        .addEnds(round(unseen, scope), PlanCounts.NONE));
        Flow further = round(unseen, Flow.copy(any));
        int more = node.atMost() == 0 ? 0 : node.atMost() - round - 1;
        boolean last = node.atMost() > 0 && more == 0;
        all.add(Exit.NORMAL, once);
        PlanCounts counts = once.counts();
        for (var entry : further.ways().entrySet()) {
            if (last) {
                break;
            }
            Way way = entry.getValue();
            PlanCounts often = counts.plus(way.counts().repeated(0, more));
            Way next = new Way(way.scope(), often, way.value());
            switch (entry.getKey()) {
                case NORMAL, NEXT, STOP -> all.add(Exit.NORMAL, next);
                case FAIL, RETURN, CANCEL -> all.add(entry.getKey(), next);
            }
        }
        Way normal = all.way(Exit.NORMAL);
        if (normal != null && node.failWhenExhausted() && node.until() != null) {
            Value error =
                    RehearsedError.of(
                            ErrorKind.EXHAUSTED,
                            "the condition of `until` did not hold in time",
                            here.path(node.head()));
            all.add(Exit.FAIL, new Way(Flow.copy(normal.scope()), normal.counts(), error));
        }
        return rehearsal.ended(
                node.head(), here, all, new UnknownValue("the rounds of " + node.head().label()));
    }

    private Flow exhausted(Here here, Way way, int rounds) {
        if (node.until() == null) {
            all.add(Exit.NORMAL, way);
            return ended(here, rounds, false);
        }
        step.note("the condition of `until` does not come true in " + rounds + " rounds");
        if (!node.failWhenExhausted()) {
            all.add(Exit.NORMAL, way);
            return ended(here, rounds, true);
        }
        Value error =
                RehearsedError.of(
                        ErrorKind.EXHAUSTED,
                        "the condition of `until` did not hold after "
                                + rounds
                                + (rounds == 1 ? " round" : " rounds"),
                        here.path(node.head()));
        all.add(Exit.FAIL, new Way(way.scope(), way.counts(), error));
        return ended(here, rounds, true);
    }

    private PlanStep.Part part(int round) {
        return round >= MAX_SHOWN
                ? new PlanStep.Part("", new ArrayList<>())
                : step.part("round " + (round + 1));
    }

    private Flow ended(Here here, int rounds, boolean exhausted) {
        Value result = MapValue.builder().put("rounds", rounds).put("exhausted", exhausted).build();
        return rehearsal.ended(node.head(), here, all, result);
    }
}
