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
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** {@code forEach} in a rehearsal; one over a list that is not known shows its body once. */
final class RehearsedForEach {

    /** Iterations beyond this are walked through but not shown one by one. */
    private static final int MAX_SHOWN = 20;

    private final Rehearsal rehearsal;
    private final ForEachNode node;
    private final PlanStep step;

    RehearsedForEach(Rehearsal rehearsal, ForEachNode node, PlanStep step) {
        this.rehearsal = rehearsal;
        this.node = node;
        this.step = step;
    }

    Flow walk(Here here, Scope scope) throws InterruptedException {
        return switch (rehearsal.evaluate(node.in(), scope)) {
            case UnknownValue unknown -> anyItems(unknown, here, scope);
            case NullValue _ -> items(List.of(), here, scope);
            case ListValue(List<Value> items) -> items(items, here, scope);
            case Value other ->
                    throw EvaluationException.at(
                            0, 0, "`in` must be a list, but is " + other.kind());
        };
    }

    private Flow items(List<Value> items, Here start, Scope scope) throws InterruptedException {
        Flow all = new Flow();
        Way way = new Way(scope, PlanCounts.NONE, NullValue.NULL);
        // Null from the first item on that can end in several ways.
        @Nullable List<Value> results = new ArrayList<>();
        Here here = start;
        step.input(MapValue.of("items", IntValue.of(items.size())));
        for (int i = 0; i < items.size(); i++) {
            Flow flow = iteration(i, items.get(i), inside(here, i, items), way.scope());
            results = flow.forks() || flow.way(Exit.FAIL) != null ? null : results;
            if (results != null) {
                addResult(flow, results);
            }
            Way goesOn = null;
            for (var entry : flow.ways().entrySet()) {
                Way next = entry.getValue().after(way.counts());
                switch (exitOf(entry.getKey())) {
                    case NORMAL, NEXT -> goesOn = goesOn == null ? next : goesOn.or(next);
                    case STOP -> all.add(Exit.NORMAL, next);
                    case FAIL -> all.add(Exit.FAIL, next);
                    case RETURN -> all.add(Exit.RETURN, next);
                    case CANCEL -> all.add(Exit.CANCEL, next);
                }
            }
            if (goesOn == null) {
                return ended(here, all, results);
            }
            here = all.ways().isEmpty() ? here : here.maybe();
            way = goesOn;
        }
        all.add(Exit.NORMAL, way);
        return ended(here, all, results);
    }

    /** How an item's end counts for the loop. */
    private Exit exitOf(Exit exit) {
        return exit == Exit.FAIL && !node.stopOnItemError() ? Exit.NEXT : exit;
    }

    private void addResult(Flow flow, List<Value> results) {
        for (var entry : flow.ways().entrySet()) {
            Value value = entry.getValue().value();
            boolean gives =
                    switch (entry.getKey()) {
                        case NORMAL -> node.collect() != null;
                        case NEXT, STOP -> !(value instanceof NullValue);
                        case FAIL, RETURN, CANCEL -> false;
                    };
            if (gives) {
                results.add(value);
            }
        }
    }

    private Here inside(Here here, int position, List<Value> items) {
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

    private Flow ended(Here here, Flow flow, @Nullable List<Value> results) {
        NodeHead head = node.head();
        Value result = results == null ? new UnknownValue(head.label()) : new ListValue(results);
        StepSlots slots = head.slots();
        if (slots != null) {
            for (Way way : flow.ways().values()) {
                // An item that is known to fail makes its loop uncertain, so known means none.
                way.scope()
                        .set(
                                slots.failures(),
                                results == null
                                        ? new UnknownValue("failures of " + head.label())
                                        : ListValue.EMPTY);
            }
        }
        return rehearsal.ended(head, here, flow, result);
    }

    /** One item: its ways out lead back to the scope around the loop. */
    private Flow iteration(int position, Value item, Here here, Scope around)
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
            if (entry.getKey() == Exit.NORMAL) {
                outer.or(collected(way, here));
            } else {
                outer.add(entry.getKey(), new Way(way.scope().up(1), way.counts(), way.value()));
            }
        }
        return outer;
    }

    private Flow collected(Way way, Here here) {
        Evaluator collect = node.collect();
        Scope outside = way.scope().up(1);
        if (collect == null) {
            return Flow.of(Exit.NORMAL, new Way(outside, way.counts(), NullValue.NULL));
        }
        try {
            Value value = rehearsal.evaluate(collect, way.scope());
            return Flow.of(Exit.NORMAL, new Way(outside, way.counts(), value));
        } catch (EvaluationException e) {
            step.note("fails: " + e.text());
            Value error = RehearsedError.of(e.kind(), e.text(), here.path());
            return Flow.of(Exit.FAIL, new Way(outside, way.counts(), error));
        }
    }

    private Flow anyItems(UnknownValue unknown, Here here, Scope scope)
            throws InterruptedException {
        step.note(PlanWords.undecided("in", unknown));
        UnknownValue item = new UnknownValue("an item of " + unknown.origin());
        String path = here.path(node.head()) + "#0";
        Here unseen = new Here(path, Certainty.MAY, new ArrayList<>());
        Scope any = AnyRounds.scope(scope, around -> goingOn(iteration(0, item, unseen, around)));
        Here inside = here.into(path, step.part("for each item"), Certainty.MAY);
        Flow flow = iteration(0, item, inside, Flow.copy(any));
        Flow all = Flow.normal(any);
        for (var entry : flow.ways().entrySet()) {
            Way way = entry.getValue();
            Way often = new Way(way.scope(), way.counts().repeated(0, 0), way.value());
            switch (exitOf(entry.getKey())) {
                case NORMAL, NEXT, STOP -> all.add(Exit.NORMAL, often);
                case FAIL -> all.add(Exit.FAIL, often);
                case RETURN -> all.add(Exit.RETURN, often);
                case CANCEL -> all.add(Exit.CANCEL, often);
            }
        }
        return ended(here, all, null);
    }

    private @Nullable Way goingOn(Flow flow) {
        Way goesOn = null;
        for (var entry : flow.ways().entrySet()) {
            switch (exitOf(entry.getKey())) {
                case NORMAL, NEXT ->
                        goesOn = goesOn == null ? entry.getValue() : goesOn.or(entry.getValue());
                case STOP, FAIL, RETURN, CANCEL -> {}
            }
        }
        return goesOn;
    }
}
