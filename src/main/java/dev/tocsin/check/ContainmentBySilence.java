package dev.tocsin.check;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.playbook.AskStep;
import dev.tocsin.playbook.Name;
import dev.tocsin.playbook.Step;
import dev.tocsin.source.SourceText;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A containment that is done where nobody answers in time. */
final class ContainmentBySilence {

    private final SourceText source;
    private final Map<String, AskStep> questions;
    private final Diagnostics diagnostics;
    private final Set<Name> reported = new HashSet<>();

    ContainmentBySilence(
            SourceText source, Map<String, AskStep> questions, Diagnostics diagnostics) {
        this.source = source;
        this.questions = questions;
        this.diagnostics = diagnostics;
    }

    /** Whether all these answers come to be without anybody. */
    boolean mayDecide(Decisions decided) {
        for (Decisions each = decided; each != null; each = each.before()) {
            if (fallback(each) == null) {
                return false;
            }
        }
        return true;
    }

    /** Reports a containment that they lead to, once for each question. */
    void check(Decisions decided, Step containment) {
        Name fallback = fallback(decided);
        if (fallback == null || !mayDecide(decided) || !reported.add(fallback)) {
            return;
        }
        diagnostics.report(
                Code.CONTAINMENT_BY_SILENCE,
                source,
                fallback.span(),
                "where nobody answers, `" + fallback + "` is taken for the answer",
                Note.fact(
                        "it leads to the containment on line "
                                + source.lineAt(containment.head().span().start())),
                Note.help(
                        "choose what leaves things as they are, or `onTimeout: fail`; if silence"
                                + " shall contain, say why with `unattended` at the containment"));
    }

    /** The choice that silence makes, where it is one of those that were required. */
    private @Nullable Name fallback(Decisions decision) {
        AskStep ask = questions.get(decision.question());
        if (ask == null || !(ask.onTimeout() instanceof AskStep.OnTimeout.Choose(Name choice))) {
            return null;
        }
        Set<String> choices = decision.choices();
        return choices == null || choices.contains(choice.text()) ? choice : null;
    }
}
