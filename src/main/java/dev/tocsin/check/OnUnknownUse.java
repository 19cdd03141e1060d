package dev.tocsin.check;

import dev.tocsin.connector.Effect;
import dev.tocsin.connector.OperationSpec;
import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.playbook.ActionStep;
import dev.tocsin.playbook.OnUnknown;
import dev.tocsin.source.SourceText;

/** What {@code onUnknown} asks for: nothing, or that a change may be made twice. */
final class OnUnknownUse {

    private OnUnknownUse() {}

    static void check(
            ActionStep step, OperationSpec spec, SourceText source, Diagnostics diagnostics) {
        OnUnknown use = step.onUnknown();
        if (use == null) {
            return;
        }
        String operation = "`" + step.operation() + "`";
        String why =
                spec.effect().compareTo(Effect.READ) <= 0
                        ? operation + " changes nothing, so it is simply tried again"
                        : switch (spec.idempotency()) {
                            case YES -> operation + " does no harm when it is done again";
                            case KEYED ->
                                    operation + " sends a key, by which the service knows a repeat";
                            case CHECK -> operation + " is looked up where its answer is lost";
                            case NO -> null;
                        };
        if (why != null) {
            diagnostics.report(
                    Code.NEEDLESS_ON_UNKNOWN,
                    source,
                    step.onUnknownSpan(),
                    "`onUnknown` says nothing here",
                    Note.fact(why),
                    Note.help(
                            use == OnUnknown.REPEAT
                                    ? "remove it"
                                    : "remove it, or write `onError: { outcomeUnknown: continue }`"
                                            + " for the case that the attempts run out"));
        } else if (use == OnUnknown.REPEAT) {
            diagnostics.report(
                    Code.REPEATED_CHANGE,
                    source,
                    step.onUnknownSpan(),
                    spec.effect() == Effect.CONTAIN
                            ? "this containment may be made twice"
                            : "this change may be made twice",
                    Note.fact(operation + " cannot tell a repeat, and nothing shows what it did"),
                    Note.help(
                            "leave `onUnknown` out to have a person decide, or say why it may be:"
                                    + " `# tocsin: ignore[repeated-change] reason`"));
        }
    }
}
