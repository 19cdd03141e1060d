package dev.tocsin.check;

import dev.tocsin.connector.Effect;
import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.playbook.ActionStep;
import dev.tocsin.playbook.CallStep;
import dev.tocsin.playbook.ForEachStep;
import dev.tocsin.playbook.Name;
import dev.tocsin.playbook.OnError;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.RepeatStep;
import dev.tocsin.playbook.Step;
import dev.tocsin.playbook.TryStep;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A change whose failure nobody handles, although something hangs on it: other changes come after
 * it and are then not made, or it contains a device or person. The last change of a run is left
 * alone: where it fails, the run fails, and that says all there is to say.
 */
final class UnhandledChange {

    private final Playbook playbook;
    private final CalledPlaybooks playbooks;
    private final Map<String, Effect> called = new HashMap<>();
    private final Diagnostics diagnostics;

    private UnhandledChange(Playbook playbook, CalledPlaybooks playbooks, Diagnostics diagnostics) {
        this.playbook = playbook;
        this.playbooks = playbooks;
        this.diagnostics = diagnostics;
    }

    static void check(Playbook playbook, CalledPlaybooks playbooks, Diagnostics diagnostics) {
        // `onError: fail` says that somebody thought of it, here as on a step.
        if (playbook.defaults().onError() == null) {
            new UnhandledChange(playbook, playbooks, diagnostics).steps(playbook.steps(), null);
        }
    }

    /**
     * @param follower the first change behind these steps, or null where there is none
     */
    private void steps(List<Step> steps, @Nullable Step follower) {
        Step next = follower;
        for (Step step : steps.reversed()) {
            step(step, next);
            Step change = firstChange(step);
            next = change == null ? next : change;
        }
    }

    private void step(Step step, @Nullable Step follower) {
        OnError onError = step.head().onError();
        if (onError != null && !onError.continueOn().isEmpty()) {
            return;
        }
        if (step instanceof ActionStep || step instanceof CallStep) {
            if (onError == null) {
                change(step, follower);
            }
        } else if (step instanceof TryStep attempt) {
            attempt(attempt, follower);
        } else if (step instanceof RepeatStep
                || step instanceof ForEachStep loop && loop.stopOnItemError()) {
            for (List<Step> body : InnerSteps.of(step)) {
                Step again = firstChange(body);
                steps(body, again == null ? follower : again);
            }
        } else if (!(step instanceof ForEachStep)) {
            for (List<Step> inner : InnerSteps.of(step)) {
                steps(inner, follower);
            }
        }
    }

    private void attempt(TryStep attempt, @Nullable Step follower) {
        if (attempt.catches().isEmpty()) {
            steps(attempt.body(), follower);
        }
        for (TryStep.Catch one : attempt.catches()) {
            steps(one.steps(), follower);
        }
        steps(attempt.last(), follower);
    }

    private void change(Step step, @Nullable Step follower) {
        Effect effect = effect(step);
        // Of a containment inside a called playbook, its own file is told.
        if (effect == Effect.CONTAIN && step instanceof ActionStep) {
            report(
                    step,
                    "the device or person is then not contained, and nobody is told",
                    "put it into a `try` whose `catch` tells somebody, or say `onError: fail`");
        } else if (effect.compareTo(Effect.CHANGE) >= 0 && follower != null) {
            report(
                    step,
                    "what comes after it is then not done, such as "
                            + (follower == step
                                    ? "its own next round"
                                    : "the `"
                                            + Performed.by(follower)
                                            + "` on line "
                                            + line(follower)),
                    "say `onError: continue` where the rest makes sense without it and `onError:"
                            + " fail` where not, or put it into a `try` with a `catch`");
        }
    }

    private @Nullable Step firstChange(Step step) {
        if (effect(step).compareTo(Effect.CHANGE) >= 0) {
            return step;
        }
        for (List<Step> inner : InnerSteps.of(step)) {
            Step change = firstChange(inner);
            if (change != null) {
                return change;
            }
        }
        return null;
    }

    private @Nullable Step firstChange(List<Step> steps) {
        for (Step step : steps) {
            Step change = firstChange(step);
            if (change != null) {
                return change;
            }
        }
        return null;
    }

    /** Of the step without those inside it. */
    private Effect effect(Step step) {
        if (step instanceof CallStep call) {
            String id = call.playbook().text();
            Effect known = called.get(id);
            if (known == null) {
                known = PlaybookEffect.of(List.of(call), playbooks);
                called.put(id, known);
            }
            return known;
        }
        return step instanceof ActionStep action
                ? PlaybookEffect.of(action, playbooks.connectors())
                : Effect.PURE;
    }

    private int line(Step step) {
        return playbook.source().lineAt(step.head().span().start());
    }

    private void report(Step step, String fact, String help) {
        Name name = Performed.by(step);
        diagnostics.report(
                Code.UNHANDLED_CHANGE,
                playbook.source(),
                name.span(),
                "nothing handles a failure of `" + name + "`",
                Note.fact(fact),
                Note.help(help));
    }
}
