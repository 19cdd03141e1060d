package dev.tocsin.check;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.expression.Template;
import dev.tocsin.playbook.AskStep;
import dev.tocsin.playbook.Name;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;
import dev.tocsin.value.StringValue;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The choices of an {@code ask}: each once, and {@code onTimeout} one of them. */
final class InvalidChoices {

    private final SourceText source;
    private final Diagnostics diagnostics;

    private InvalidChoices(SourceText source, Diagnostics diagnostics) {
        this.source = source;
        this.diagnostics = diagnostics;
    }

    static void check(AskStep ask, SourceText source, Diagnostics diagnostics) {
        InvalidChoices check = new InvalidChoices(source, diagnostics);
        if (ask.choices() instanceof AskStep.Choices.Listed(var listed, Span _)) {
            check.listed(listed);
        }
        check.onTimeout(ask);
    }

    private void listed(List<AskStep.Choice> choices) {
        Map<String, Span> values = new HashMap<>();
        Map<String, Span> labels = new HashMap<>();
        for (AskStep.Choice choice : choices) {
            Name value = choice.value();
            if (value.text().equals("fail") || value.text().equals("noAnswer")) {
                diagnostics.report(
                        Code.RESERVED_CHOICE,
                        source,
                        value.span(),
                        "`" + value + "` cannot be a choice",
                        Note.fact("after `onTimeout` it says what happens without an answer"),
                        Note.help("write another value, such as `" + instead(value) + "`"));
            } else if (!repeats(values, value.text(), value.span(), "choice")) {
                switch (choice.label()) {
                    case Template.Constant(StringValue(String text), Span span) ->
                            repeats(labels, text, span, "choice that people see as");
                    case null -> repeats(labels, value.text(), value.span(), "choice");
                    case Template _ -> {}
                }
            }
        }
    }

    private static String instead(Name reserved) {
        return reserved.text().equals("fail") ? "Fail" : "Undecided";
    }

    private boolean repeats(Map<String, Span> seen, String text, Span span, String what) {
        Span first = seen.putIfAbsent(text, span);
        if (first == null) {
            return false;
        }
        diagnostics.report(
                Code.DUPLICATE_CHOICE,
                source,
                span,
                "a second " + what + " `" + text + "`",
                Note.fact("the first one is on line " + source.lineAt(first.start())));
        return true;
    }

    private void onTimeout(AskStep ask) {
        @Nullable List<String> known = ask.knownChoices();
        if (known == null
                || !(ask.onTimeout() instanceof AskStep.OnTimeout.Choose(Name choice))
                || known.contains(choice.text())) {
            return;
        }
        String meant = Suggestion.closest(choice.text(), known);
        diagnostics.report(
                Code.UNKNOWN_CHOICE,
                source,
                choice.span(),
                known.isEmpty()
                        ? "there is nothing to choose: this `ask` has a form only"
                        : "`" + choice + "` is none of the choices",
                Note.help(
                        meant != null
                                ? "did you mean `" + meant + "`?"
                                : "write "
                                        + (known.isEmpty() ? "" : quoted(known) + ", ")
                                        + "`fail` or `noAnswer`"));
    }

    private static String quoted(List<String> known) {
        return "`" + String.join("`, `", known) + "`";
    }
}
