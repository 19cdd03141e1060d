package dev.tocsin.host;

import dev.tocsin.check.StepSlots;
import dev.tocsin.expression.EvaluationException;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.expression.Scope;
import dev.tocsin.host.Flow.Exit;
import dev.tocsin.host.Flow.Way;
import dev.tocsin.host.PlanStep.Certainty;
import dev.tocsin.host.Rehearsal.Here;
import dev.tocsin.program.ForEachNode;
import dev.tocsin.program.NodeHead;
import dev.tocsin.program.ParallelNode;
import dev.tocsin.program.RepeatNode;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Loops and branches side by side in a rehearsal; an undecided loop shows its body once. */
final class RehearsedLoops {

    /** A loop without another bound is walked this often before it counts as undecided. */
    private static final int MAX_ROUNDS = 100;

    /** Iterations beyond this are walked through but not shown one by one. */
    private static final int MAX_SHOWN = 20;

    private final Rehearsal rehearsal;

    RehearsedLoops(Rehearsal rehearsal) {
        this.rehearsal = rehearsal;
    }

    Flow forEach(ForEachNode node, PlanStep step, Here here, Scope scope)
            throws InterruptedException {
        return switch (rehearsal.evaluate(node.in(), scope)) {
            case UnknownValue unknown -> anyItems(node, unknown, step, here, scope);
            case NullValue _ -> items(node, List.of(), step, here, scope);
            case ListValue(List<Value> items) -> items(node, items, step, here, scope);
            case Value other ->
                    throw EvaluationException.at(
                            0, 0, "`in` must be a list, but is " + other.kind());
        };
    }

    private Flow items(ForEachNode node, List<Value> items, PlanStep step, Here start, Scope scope)
            throws InterruptedException {
        Flow all = new Flow();
        Way way = new Way(scope, PlanCounts.NONE, NullValue.NULL);
        List<Value> results = new ArrayList<>();
        boolean known = true;
        Here here = start;
        step.input(MapValue.of("items", IntValue.of(items.size())));
        for (int i = 0; i < items.size(); i++) {
            Here inside = inside(step, here, node, i, items);
            Flow flow = iteration(node, i, items.get(i), inside, way.scope());
            Way goesOn = null;
            boolean stops = false;
            for (var entry : flow.ways().entrySet()) {
                Way next = entry.getValue().after(way.counts());
                switch (entry.getKey()) {
                    case NORMAL, NEXT -> goesOn = goesOn == null ? next : goesOn.or(next);
                    case STOP -> {
                        stops = true;
                        all.add(Exit.NORMAL, next);
                    }
                    case FAIL -> {
                        if (node.stopOnItemError()) {
                            all.add(Exit.FAIL, next);
                        } else {
                            goesOn = goesOn == null ? next : goesOn.or(next);
                        }
                    }
                    case RETURN, CANCEL -> all.add(entry.getKey(), next);
                }
            }
            known &= flow.ways().size() == 1 && flow.way(Exit.FAIL) == null;
            if (goesOn == null) {
                known &= stops;
                return finish(node.head(), all, known ? results : null);
            }
            if (goesOn.value() != NullValue.NULL || node.collect() != null) {
                results.add(goesOn.value());
            }
            here = flow.forks() ? here.maybe() : here;
            way = goesOn;
        }
        all.add(Exit.NORMAL, way);
        return finish(node.head(), all, known ? results : null);
    }

    private Here inside(
            PlanStep step, Here here, ForEachNode node, int position, List<Value> items) {
        String path = here.path(node.head()) + "#" + position;
        if (position == MAX_SHOWN) {
            step.note("and " + (items.size() - MAX_SHOWN) + " more items, walked but not shown");
        }
        if (position >= MAX_SHOWN) {
            return new Here(path, here.certainty(), new ArrayList<>());
        }
        String title =
                "item "
                        + (position + 1)
                        + " of "
                        + items.size()
                        + ": "
                        + PlanWords.shortly(items.get(position));
        return here.into(path, step.part(title), here.certainty());
    }

    private Flow finish(NodeHead head, Flow flow, @Nullable List<Value> results) {
        Way normal = flow.way(Exit.NORMAL);
        if (normal != null) {
            Value result =
                    results == null ? new UnknownValue(head.label()) : new ListValue(results);
            Rehearsal.keep(head, normal.scope(), result, "succeeded");
            StepSlots slots = head.slots();
            if (slots != null) {
                // An item that is known to fail makes its loop uncertain, so known means none.
                normal.scope()
                        .set(
                                slots.failures(),
                                results == null
                                        ? new UnknownValue("failures of " + head.label())
                                        : ListValue.EMPTY);
            }
        }
        return flow;
    }

    /** One item: its ways out lead back to the scope around the loop. */
    private Flow iteration(ForEachNode node, int position, Value item, Here here, Scope around)
            throws InterruptedException {
        Scope scope = new Scope(node.scopeSize(), around);
        scope.set(node.itemSlot(), item);
        if (node.indexSlot() >= 0) {
            scope.set(
                    node.indexSlot(),
                    item instanceof UnknownValue
                            ? new UnknownValue("the position")
                            : IntValue.of(position));
        }
        Flow inner = rehearsal.block(node.body(), here, scope);
        Flow outer = new Flow();
        for (var entry : inner.ways().entrySet()) {
            Way way = entry.getValue();
            Scope outside = way.scope().up(1);
            Value value = way.value();
            Evaluator collect = node.collect();
            if (entry.getKey() == Exit.NORMAL && collect != null) {
                value = rehearsal.evaluate(collect, way.scope());
            }
            outer.add(entry.getKey(), new Way(outside, way.counts(), value));
        }
        return outer;
    }

    private Flow anyItems(
            ForEachNode node, UnknownValue unknown, PlanStep step, Here here, Scope scope)
            throws InterruptedException {
        step.note(PlanWords.undecided("in", unknown));
        UnknownValue item = new UnknownValue("an item of " + unknown.origin());
        String path = here.path(node.head()) + "#0";
        Here inside = here.into(path, step.part("for each item"), Certainty.MAY);
        Flow flow = iteration(node, 0, item, inside, Flow.copy(scope));
        return undecided(
                node.head(),
                flow,
                new Way(scope, PlanCounts.NONE, NullValue.NULL),
                around -> iteration(node, 0, item, inside.silently(), around),
                0,
                0);
    }

    private interface Again {
        Flow walk(Scope scope) throws InterruptedException;
    }

    /**
     * A loop that may go round any number of times: what a second round would leave differently is
     * unknown too.
     *
     * @param none the way that goes round no time at all; null where there is at least one round
     */
    private Flow undecided(
            NodeHead head, Flow first, @Nullable Way none, Again again, int least, int bound)
            throws InterruptedException {
        Flow all = new Flow();
        if (none != null) {
            all.add(Exit.NORMAL, none);
        }
        Way goesOn = null;
        for (var entry : first.ways().entrySet()) {
            Way way = entry.getValue();
            Way often = new Way(way.scope(), way.counts().repeated(least, bound), way.value());
            switch (entry.getKey()) {
                case NORMAL, NEXT, STOP -> {
                    all.add(Exit.NORMAL, often);
                    goesOn = goesOn == null ? way : goesOn.or(way);
                }
                case FAIL, RETURN, CANCEL -> all.add(entry.getKey(), often);
            }
        }
        Way normal = all.way(Exit.NORMAL);
        if (goesOn != null && normal != null) {
            Way second = again.walk(Flow.copy(goesOn.scope())).way(Exit.NORMAL);
            if (second != null) {
                Scope merged = Flow.merge(normal.scope(), second.scope());
                all.ways().put(Exit.NORMAL, new Way(merged, normal.counts(), NullValue.NULL));
            }
        }
        return finish(head, all, null);
    }

    Flow repeat(RepeatNode node, PlanStep step, Here start, Scope scope)
            throws InterruptedException {
        Flow all = new Flow();
        Way way = new Way(scope, PlanCounts.NONE, NullValue.NULL);
        Here here = start;
        String path = here.path(node.head());
        int bound = node.atMost() == 0 ? MAX_ROUNDS : Math.min(node.atMost(), MAX_ROUNDS);
        for (int round = 0; round < bound; round++) {
            for (int slot : node.clears()) {
                way.scope().set(slot, NullValue.NULL);
            }
            Here inside = here.into(path + "#" + round, part(step, round), here.certainty());
            Flow flow = rehearsal.block(node.body(), inside, way.scope());
            Way goesOn = null;
            for (var entry : flow.ways().entrySet()) {
                Way next = entry.getValue().after(way.counts());
                switch (entry.getKey()) {
                    case NORMAL, NEXT -> goesOn = goesOn == null ? next : goesOn.or(next);
                    case STOP -> all.add(Exit.NORMAL, next);
                    case FAIL, RETURN, CANCEL -> all.add(entry.getKey(), next);
                }
            }
            if (goesOn == null) {
                return repeated(node, all, round + 1, false);
            }
            Evaluator until = node.until();
            Value ends =
                    until == null ? BoolValue.FALSE : rehearsal.evaluate(until, goesOn.scope());
            if (ends instanceof UnknownValue unknown) {
                step.note(PlanWords.undecided("until", unknown));
                return undecidedRounds(node, goesOn, all, here, path);
            }
            if (Rehearsal.isTrue(ends)) {
                all.add(Exit.NORMAL, goesOn);
                return repeated(node, all, round + 1, false);
            }
            here = flow.forks() ? here.maybe() : here;
            way = goesOn;
        }
        return exhausted(node, step, here, all, way, bound);
    }

    private static PlanStep.Part part(PlanStep step, int round) {
        if (round >= MAX_SHOWN) {
            return new PlanStep.Part("", new ArrayList<>());
        }
        return step.part("round " + (round + 1));
    }

    private Flow undecidedRounds(RepeatNode node, Way once, Flow others, Here here, String path)
            throws InterruptedException {
        Here unseen = new Here(path, Certainty.MAY, new ArrayList<>());
        Flow flow =
                undecided(
                        node.head(),
                        Flow.of(Exit.NORMAL, once),
                        null,
                        scope -> rehearsal.block(node.body(), unseen, scope),
                        1,
                        node.atMost());
        Way normal = flow.way(Exit.NORMAL);
        if (normal != null && node.failWhenExhausted()) {
            Flow exhausted =
                    rehearsal.failed(
                            node.head(),
                            here,
                            Flow.copy(normal.scope()),
                            ErrorKind.EXHAUSTED,
                            "the condition of `until` did not hold in time",
                            normal.counts());
            flow.or(exhausted);
        }
        return flow.or(others);
    }

    private Flow exhausted(
            RepeatNode node, PlanStep step, Here here, Flow all, Way way, int rounds) {
        step.note("the condition of `until` does not come true in " + rounds + " rounds");
        if (!node.failWhenExhausted()) {
            all.add(Exit.NORMAL, way);
            return repeated(node, all, rounds, true);
        }
        return all.or(
                rehearsal.failed(
                        node.head(),
                        here,
                        way.scope(),
                        ErrorKind.EXHAUSTED,
                        "the condition of `until` did not hold after " + rounds + " rounds",
                        way.counts()));
    }

    private static Flow repeated(RepeatNode node, Flow flow, int rounds, boolean exhausted) {
        Way normal = flow.way(Exit.NORMAL);
        if (normal != null) {
            Value result =
                    MapValue.builder().put("rounds", rounds).put("exhausted", exhausted).build();
            Rehearsal.keep(node.head(), normal.scope(), result, "succeeded");
        }
        return flow;
    }

    /** Branches share no variable, so walking one after the other gives what any order gives. */
    Flow parallel(ParallelNode node, PlanStep step, Here here, Scope start)
            throws InterruptedException {
        Flow all = new Flow();
        Way way = new Way(start, PlanCounts.NONE, NullValue.NULL);
        String path = here.path(node.head());
        boolean goesOn = true;
        for (ParallelNode.Branch branch : node.branches()) {
            Here inside = here.into(path, step.part(branch.name()), here.certainty());
            Scope before = Flow.copy(way.scope());
            Flow flow = rehearsal.block(branch.steps(), inside, way.scope());
            Way normal = null;
            for (var entry : flow.ways().entrySet()) {
                Way next = entry.getValue().after(way.counts());
                if (entry.getKey() == Exit.NORMAL) {
                    normal = next;
                } else {
                    all.add(entry.getKey(), next);
                }
            }
            if (normal == null) {
                // The other branches run to their end before the failure goes on.
                goesOn = false;
                normal = new Way(before, way.counts(), NullValue.NULL);
            }
            way = normal;
        }
        if (goesOn) {
            all.add(Exit.NORMAL, way);
        }
        return rehearsal.ended(node.head(), all);
    }
}
