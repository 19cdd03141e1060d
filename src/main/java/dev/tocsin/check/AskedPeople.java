package dev.tocsin.check;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.expression.Template;
import dev.tocsin.playbook.AskStep;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;
import dev.tocsin.value.Durations;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Who an {@code ask} asks, and when: whether that can lead to the answers it waits for. */
final class AskedPeople {

    private final SourceText source;
    private final Diagnostics diagnostics;

    private AskedPeople(SourceText source, Diagnostics diagnostics) {
        this.source = source;
        this.diagnostics = diagnostics;
    }

    static void check(AskStep ask, SourceText source, Diagnostics diagnostics) {
        AskedPeople check = new AskedPeople(source, diagnostics);
        check.people(ask);
        check.times(ask);
    }

    private void people(AskStep ask) {
        AskStep.Reminder remind = ask.remind();
        if (ask.to().isEmpty() && remind != null) {
            nobody(remind.span(), "`remind` reminds nobody");
        }
        switch (ask.answers()) {
            case AskStep.Answers.First _ -> {}
            case AskStep.Answers.All(Span span) -> {
                if (ask.to().isEmpty()) {
                    nobody(span, "`answers: all` waits for nobody");
                } else if (ask.escalate() != null) {
                    diagnostics.report(
                            Code.CONFLICTING_KEYS,
                            source,
                            span,
                            "`answers: all` and `escalate` exclude each other",
                            Note.fact("who is asked later would have to answer as well"),
                            Note.help("write how many must agree, such as `answers: 2`"));
                }
            }
            case AskStep.Answers.Count(int people, Span span) -> enough(ask, people, span);
        }
    }

    private void nobody(Span span, String message) {
        diagnostics.report(
                Code.NOBODY_TO_ASK,
                source,
                span,
                message,
                Note.help("say who is asked: `to: [soc-lead@contoso.com]`"));
    }

    /** Only where each address is written out: `${...}` may give any number. */
    private void enough(AskStep ask, int people, Span span) {
        List<Template> all = new ArrayList<>(ask.to());
        AskStep.Escalation escalate = ask.escalate();
        if (escalate != null) {
            all.addAll(escalate.to());
        }
        boolean known = !ask.to().isEmpty();
        for (Template address : all) {
            known &= address instanceof Template.Constant;
        }
        if (known && all.size() < people) {
            diagnostics.report(
                    Code.TOO_FEW_ADDRESSES,
                    source,
                    span,
                    people
                            + " people must agree, and "
                            + all.size()
                            + (all.size() == 1 ? " address is asked" : " addresses are asked"),
                    Note.help("add their addresses to `to`, unless one is that of a group"));
        }
    }

    private void times(AskStep ask) {
        Duration timeout = ask.head().timeout();
        AskStep.Reminder remind = ask.remind();
        AskStep.Escalation escalate = ask.escalate();
        if (timeout == null) {
            return;
        }
        if (remind != null && remind.every().compareTo(timeout) >= 0) {
            tooLate(remind.span(), "nobody is ever reminded", timeout);
        }
        if (escalate != null && escalate.after().compareTo(timeout) >= 0) {
            tooLate(escalate.afterSpan(), "the question is never escalated", timeout);
        }
    }

    private void tooLate(Span span, String message, Duration timeout) {
        diagnostics.report(
                Code.AFTER_TIMEOUT,
                source,
                span,
                message + ": its `timeout` of " + Durations.print(timeout) + " comes first",
                Note.help("write a shorter time here, or a longer `timeout`"));
    }
}
