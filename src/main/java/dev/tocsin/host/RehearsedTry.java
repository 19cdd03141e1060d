package dev.tocsin.host;

import dev.tocsin.connector.Effect;
import dev.tocsin.expression.Scope;
import dev.tocsin.host.Flow.Exit;
import dev.tocsin.host.Flow.Way;
import dev.tocsin.host.PlanStep.Certainty;
import dev.tocsin.host.Rehearsal.Here;
import dev.tocsin.program.TryNode;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.UnknownValue;

import java.util.List;
import java.util.Objects;

/**
 * {@code try} in a rehearsal. What is not performed may fail in the run, so the steps of a {@code
 * catch} are shown, and counted, as possible.
 */
final class RehearsedTry {

    private final Rehearsal rehearsal;

    RehearsedTry(Rehearsal rehearsal) {
        this.rehearsal = rehearsal;
    }

    Flow attempt(TryNode node, PlanStep step, Here here, Scope scope) throws InterruptedException {
        String path = here.path(node.head());
        Scope before = Flow.copy(scope);
        PlanStep.Part part = step.part("try");
        Flow flow = rehearsal.block(node.body(), here.into(path, part, here.certainty()), scope);
        Way failure = flow.ways().remove(Exit.FAIL);
        if (failure == null && mayFail(part.steps())) {
            failure = anyFailure(flow, before);
        }
        boolean certain = flow.ways().isEmpty();
        if (failure != null) {
            handle(node, failure, certain, flow, step, here, path);
        }
        return last(node, flow, step, here, path);
    }

    /** Whether something was left out that can fail when it is done. */
    private static boolean mayFail(List<PlanStep> steps) {
        for (PlanStep step : steps) {
            Effect effect = step.effect();
            boolean may =
                    effect != null
                            && effect != Effect.PURE
                            && step.result() == null
                            && !step.wasPerformed()
                            && step.certainty() != Certainty.SKIPPED;
            may |= step.kind().equals("ask") && step.result() == null;
            for (PlanStep.Part inner : step.parts()) {
                may |= mayFail(inner.steps());
            }
            if (may) {
                return true;
            }
        }
        return false;
    }

    /** A failure somewhere between the first step and the last. */
    private static Way anyFailure(Flow flow, Scope before) {
        Way start = new Way(before, PlanCounts.NONE, NullValue.NULL);
        Way somewhere = start;
        for (Way way : flow.ways().values()) {
            somewhere = somewhere.or(way);
        }
        return new Way(
                Flow.copy(somewhere.scope()), somewhere.counts(), new UnknownValue("the error"));
    }

    private void handle(
            TryNode node,
            Way failure,
            boolean certain,
            Flow flow,
            PlanStep step,
            Here here,
            String path)
            throws InterruptedException {
        ErrorKind kind = RehearsedError.kindOf(failure.value());
        boolean handled = false;
        for (int i = 0; i < node.catches().size() && !handled; i++) {
            TryNode.Catch handler = node.catches().get(i);
            if (kind != null && !handler.handles(kind)) {
                continue;
            }
            handled = kind != null || handler.kinds().isEmpty();
            Scope scope = Flow.copy(failure.scope());
            if (handler.slot() >= 0) {
                scope.set(handler.slot(), failure.value());
            }
            Certainty certainty = certain && kind != null ? here.certainty() : Certainty.MAY;
            Here inside = here.into(path, step.part("catch[" + i + "]"), certainty);
            Flow caught = rehearsal.block(handler.steps(), inside, scope);
            for (var entry : caught.ways().entrySet()) {
                flow.add(entry.getKey(), entry.getValue().after(failure.counts()));
            }
        }
        if (!handled && (kind != null || !node.catches().isEmpty())) {
            flow.add(Exit.FAIL, failure);
        }
    }

    /** {@code finally} runs on every way out, and each way then goes on as it was going. */
    private Flow last(TryNode node, Flow flow, PlanStep step, Here here, String path)
            throws InterruptedException {
        if (node.last().size() == 0) {
            return rehearsal.ended(node.head(), here, flow, NullValue.NULL);
        }
        Flow all = new Flow();
        Here shown = here.into(path, step.part("finally"), here.certainty());
        if (flow.forks()) {
            // What is shown holds for every way to it.
            Scope any = null;
            for (Way way : flow.ways().values()) {
                any = any == null ? Flow.copy(way.scope()) : Flow.merge(any, way.scope());
            }
            rehearsal.block(node.last(), shown, Objects.requireNonNull(any));
            shown = shown.silently();
        }
        for (var entry : flow.ways().entrySet()) {
            Way way = entry.getValue();
            Flow ends = rehearsal.block(node.last(), shown, Flow.copy(way.scope()));
            shown = shown.silently();
            for (var end : ends.ways().entrySet()) {
                // What `finally` raises does not undo a cancellation.
                boolean goesOn = end.getKey() == Exit.NORMAL || entry.getKey() == Exit.CANCEL;
                Way last = end.getValue().after(way.counts());
                all.add(
                        goesOn ? entry.getKey() : end.getKey(),
                        goesOn ? new Way(last.scope(), last.counts(), way.value()) : last);
            }
        }
        return rehearsal.ended(node.head(), here, all, NullValue.NULL);
    }
}
