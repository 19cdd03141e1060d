package dev.tocsin.host;

import dev.tocsin.expression.EvaluationException;
import dev.tocsin.expression.Scope;
import dev.tocsin.host.Flow.Exit;
import dev.tocsin.host.Flow.Way;
import dev.tocsin.host.PlanStep.Certainty;
import dev.tocsin.host.Rehearsal.Here;
import dev.tocsin.program.Block;
import dev.tocsin.program.WaitForNode;
import dev.tocsin.value.Durations;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/**
 * {@code waitFor} in a rehearsal. Where a look is performed and its answer will do, that is the
 * result; else nobody knows whether what is waited for comes in time, and both ways are followed.
 */
final class RehearsedWaitFor {

    private final Rehearsal rehearsal;
    private final WaitForNode node;
    private final PlanStep step;
    private final Here here;

    RehearsedWaitFor(Rehearsal rehearsal, WaitForNode node, PlanStep step, Here here) {
        this.rehearsal = rehearsal;
        this.node = node;
        this.step = step;
        this.here = here;
    }

    Flow walk(Scope scope) throws InterruptedException {
        return switch (node.source()) {
            case WaitForNode.Poll poll -> poll(poll, scope);
            case WaitForNode.Callback callback -> {
                step.note("waits up to " + limit() + " for a body that somebody posts");
                Value fixture = rehearsal.fixtureOf(node.head(), here);
                if (fixture != null) {
                    step.result(fixture);
                    step.note("the result is a fixture");
                    yield rehearsal.done(node.head(), scope, fixture);
                }
                if (callback.schema().json().get("examples") instanceof ListValue(List<Value> all)
                        && !all.isEmpty()) {
                    step.example(all.getFirst());
                }
                yield undecided(scope, PlanCounts.NONE);
            }
        };
    }

    private Flow poll(WaitForNode.Poll poll, Scope scope) throws InterruptedException {
        Flow looked = rehearsal.actions.action(poll.look(), step, here, scope);
        step.note("looks " + rhythm(poll) + ", for up to " + limit());
        Way answered = looked.way(Exit.NORMAL);
        if (answered == null) {
            return rehearsal.ended(node.head(), here, looked, NullValue.NULL);
        }
        Value seen = step.result();
        Value answer = seen == null ? unknown() : seen;
        scope.set(poll.resultSlot(), answer);
        try {
            Value holds = rehearsal.evaluate(poll.until(), scope);
            if (holds instanceof UnknownValue unknown) {
                step.note(PlanWords.undecided("until", unknown));
            } else if (Rehearsal.isTrue(holds)) {
                return rehearsal.ended(node.head(), here, looked, answer);
            } else {
                step.note("the condition of `until` does not hold yet");
            }
        } catch (EvaluationException e) {
            step.note("fails: " + e.text());
            return rehearsal.failed(
                    node.head(), here, scope, e.kind(), e.text(), answered.counts());
        }
        return undecided(scope, answered.counts());
    }

    private static String rhythm(WaitForNode.Poll poll) {
        String first = Durations.print(poll.pause());
        return poll.pause().equals(poll.longestPause())
                ? "every " + first
                : "every " + first + " to " + Durations.print(poll.longestPause());
    }

    private String limit() {
        return Durations.print(Objects.requireNonNull(node.head().timeout()));
    }

    private UnknownValue unknown() {
        String id = node.head().id();
        return new UnknownValue(
                id == null ? "the result of " + node.head().label() : "steps." + id);
    }

    private Flow undecided(Scope scope, PlanCounts counts) throws InterruptedException {
        Scope late = Flow.copy(scope);
        Flow all = Flow.normal(scope, counts);
        Value result = unknown();
        @Nullable Block steps = node.onTimeout();
        if (steps == null) {
            Value error =
                    RehearsedError.of(
                            ErrorKind.TIMEOUT,
                            "what is waited for does not come within " + limit(),
                            here.path(node.head()));
            all.add(Exit.FAIL, new Way(late, counts, error));
        } else {
            Here inside = here.into(here.path(node.head()), step.part("onTimeout"), Certainty.MAY);
            Flow after = rehearsal.block(steps, inside, late);
            for (var entry : after.ways().entrySet()) {
                all.add(entry.getKey(), entry.getValue().after(counts));
            }
        }
        return rehearsal.ended(node.head(), here, all, result);
    }
}
