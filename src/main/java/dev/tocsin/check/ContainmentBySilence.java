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

    /** Whether these answers come to be without anybody. */
    boolean mayDecide(Decisions decided) {
        Decisions each = decided;
        while (each instanceof Decisions.Both(Decisions before, Decisions last)) {
            if (!mayDecide(last)) {
                return false;
            }
            each = before;
        }
        return switch (each) {
            case Decisions.Answer answer -> fallback(answer) != null;
            case Decisions.Either(Decisions first, Decisions second) ->
                    mayDecide(first) || mayDecide(second);
            case Decisions.Both _ -> throw new IllegalStateException("a pair behind the pairs");
        };
    }

    /** Reports a containment that they lead to, once for each question. */
    void check(Decisions decided, Step containment) {
        Name fallback = mayDecide(decided) ? lastFallback(decided) : null;
        if (fallback == null || !reported.add(fallback)) {
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

    /** Of answers that come to be without anybody. */
    private @Nullable Name lastFallback(Decisions decided) {
        return switch (decided) {
            case Decisions.Answer answer -> fallback(answer);
            case Decisions.Both(Decisions _, Decisions last) -> lastFallback(last);
            case Decisions.Either(Decisions first, Decisions second) ->
                    lastFallback(mayDecide(first) ? first : second);
        };
    }

    /** The choice that silence makes, where it is one of those that were required. */
    private @Nullable Name fallback(Decisions.Answer decision) {
        AskStep ask = questions.get(decision.question());
        if (ask == null || !(ask.onTimeout() instanceof AskStep.OnTimeout.Choose(Name choice))) {
            return null;
        }
        Set<String> choices = decision.choices();
        return choices == null || choices.contains(choice.text()) ? choice : null;
    }
}
