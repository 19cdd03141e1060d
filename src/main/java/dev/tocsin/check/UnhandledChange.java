package dev.tocsin.check;

import dev.tocsin.connector.Effect;
import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.playbook.ActionStep;
import dev.tocsin.playbook.ForEachStep;
import dev.tocsin.playbook.OnError;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.RepeatStep;
import dev.tocsin.playbook.Step;
import dev.tocsin.playbook.TryStep;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A change whose failure nobody handles, although something hangs on it: other changes come after
 * it and are then not made, or it contains a device or person. The last change of a run is left
 * alone: where it fails, the run fails, and that says all there is to say.
 */
final class UnhandledChange {

    private final Playbook playbook;
    private final Resolution resolution;
    private final Diagnostics diagnostics;

    private UnhandledChange(Playbook playbook, Resolution resolution, Diagnostics diagnostics) {
        this.playbook = playbook;
        this.resolution = resolution;
        this.diagnostics = diagnostics;
    }

    static void check(Playbook playbook, Resolution resolution, Diagnostics diagnostics) {
        OnError otherwise = playbook.defaults().onError();
        if (otherwise == null || otherwise.continueOn().isEmpty()) {
            new UnhandledChange(playbook, resolution, diagnostics).steps(playbook.steps(), null);
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
        if (step instanceof ActionStep action) {
            // `onError: fail` says that somebody thought of it.
            if (onError == null) {
                action(action, follower);
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

    private void action(ActionStep action, @Nullable Step follower) {
        Effect effect = effect(action);
        if (effect == Effect.CONTAIN) {
            report(
                    action,
                    "the device or person is then not contained, and nobody is told",
                    "put it into a `try` whose `catch` tells somebody, or say `onError: fail`");
        } else if (effect == Effect.CHANGE && follower != null) {
            report(
                    action,
                    "what comes after it is then not done, such as "
                            + (follower == action
                                    ? "its own next round"
                                    : "the `"
                                            + ((ActionStep) follower).operation()
                                            + "` on line "
                                            + line(follower)),
                    "say `onError: continue` where the rest makes sense without it and `onError:"
                            + " fail` where not, or put it into a `try` with a `catch`");
        }
    }

    private @Nullable Step firstChange(Step step) {
        if (step instanceof ActionStep action) {
            Effect effect = effect(action);
            return effect != null && effect.compareTo(Effect.CHANGE) >= 0 ? step : null;
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

    private @Nullable Effect effect(ActionStep action) {
        Resolution.BoundAction bound = resolution.action(action);
        return bound == null ? null : bound.operation().spec().effect();
    }

    private int line(Step step) {
        return playbook.source().lineAt(step.head().span().start());
    }

    private void report(ActionStep action, String fact, String help) {
        diagnostics.report(
                Code.UNHANDLED_CHANGE,
                playbook.source(),
                action.operation().span(),
                "nothing handles a failure of `" + action.operation() + "`",
                Note.fact(fact),
                Note.help(help));
    }
}
