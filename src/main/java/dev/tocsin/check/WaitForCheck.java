package dev.tocsin.check;

import dev.tocsin.connector.Effect;
import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.playbook.Name;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.Step;
import dev.tocsin.playbook.WaitForStep;
import dev.tocsin.source.SourceText;

import org.jspecify.annotations.Nullable;

/** {@code waitFor}: that it ends, and that looking changes nothing. */
final class WaitForCheck {

    private WaitForCheck() {}

    /** Every wait has a bound: its own, or the one that {@code defaults} give. */
    static void check(Playbook playbook, Diagnostics diagnostics) {
        if (playbook.defaults().timeout() != null) {
            return;
        }
        for (Step step : InnerSteps.all(playbook)) {
            if (step instanceof WaitForStep && step.head().timeout() == null) {
                diagnostics.report(
                        Code.MISSING_KEY,
                        playbook.source(),
                        step.head().span(),
                        "`waitFor` has no bound",
                        Note.help(
                                "add `timeout: 30m`, and say with `onTimeout` what then is done"));
            }
        }
    }

    /**
     * What is asked again and again must not change anything, and must be able to change itself.
     */
    static void operation(
            Name name,
            Resolution.@Nullable BoundAction bound,
            String who,
            SourceText source,
            Diagnostics diagnostics) {
        Effect effect = bound == null ? Effect.READ : bound.operation().spec().effect();
        if (effect == Effect.READ) {
            return;
        }
        diagnostics.report(
                Code.NOT_A_READ,
                source,
                name.span(),
                effect == Effect.PURE
                        ? "`" + name + "` only computes, so each answer would be the same"
                        : "`" + who + "` only looks, but `" + name + "` changes something",
                Note.help(
                        effect == Effect.PURE
                                ? "name it with an `action` step"
                                : "do it once in an `action` step, and wait for a read operation"));
    }
}
