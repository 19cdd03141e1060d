package dev.tocsin.check;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.expression.Environment;
import dev.tocsin.expression.Expression;
import dev.tocsin.expression.Template;
import dev.tocsin.expression.TemplateChecker;
import dev.tocsin.expression.TypeChecker;
import dev.tocsin.playbook.AskStep;
import dev.tocsin.schema.Fit;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeNames;
import dev.tocsin.schema.TypeUnion;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;
import dev.tocsin.value.Address;
import dev.tocsin.value.StringValue;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All checks of an {@code ask}; here those of its templates and expressions, whether they can give
 * what it needs. One is made where there is a question, so that other playbooks load none of it.
 */
final class AskCheck {

    private static final Type ADDRESSES = TypeUnion.of(Type.STRING, new Type.ListOf(Type.STRING));

    private static final Type CHOICE =
            TypeUnion.of(
                    Type.STRING,
                    new Type.Obj(
                            Map.of("value", Type.STRING, "label", Type.STRING),
                            Set.of("value"),
                            true));

    private final SourceText source;
    private final Diagnostics diagnostics;
    private final SecretExposed secrets;

    AskCheck(SourceText source, Diagnostics diagnostics) {
        this.source = source;
        this.diagnostics = diagnostics;
        this.secrets = new SecretExposed(source, diagnostics);
    }

    /** Reports what cannot work, and gives the type of the result. */
    Type check(AskStep step, Environment names) {
        InvalidChoices.check(step, source, diagnostics);
        AskedPeople.check(step, source, diagnostics);
        text(step.question(), names);
        addresses(step.to(), names);
        text(step.subject(), names);
        text(step.details(), names);
        switch (step.choices()) {
            case AskStep.Choices.Computed(Expression list) -> choices(list, names);
            case AskStep.Choices.Listed(var listed, Span _) ->
                    listed.forEach(choice -> text(choice.label(), names));
            case null -> {}
        }
        AskStep.Escalation escalate = step.escalate();
        if (escalate != null) {
            addresses(escalate.to(), names);
        }
        return AskTypes.of(step);
    }

    private void text(@Nullable Template template, Environment names) {
        if (template != null) {
            fits(template, Type.STRING, "a text", names);
        }
    }

    private void fits(Template template, Type expected, String what, Environment names) {
        Type type = TemplateChecker.check(template, names, source, diagnostics);
        if (!secrets.check(template, Type.ANY, type, "the question", "")) {
            return;
        }
        if (Fit.between(expected, type) == Fit.NO) {
            report(template.span(), what + " belongs here, and this is " + TypeNames.of(type));
        }
    }

    private void addresses(List<Template> addresses, Environment names) {
        for (Template address : addresses) {
            fits(address, ADDRESSES, "an address or a list of addresses", names);
            if (address instanceof Template.Constant(StringValue(String text), Span span)
                    && !Address.isOne(text)) {
                diagnostics.report(
                        Code.INVALID_VALUE,
                        source,
                        span,
                        "`" + text + "` is no address",
                        Note.help("write it with its domain: `soc-lead@contoso.com`"));
            }
        }
    }

    private void choices(Expression list, Environment names) {
        Type item = TypeChecker.checkList(list, names, source, diagnostics);
        if (Fit.between(CHOICE, item) == Fit.NO) {
            report(
                    list.span(),
                    "choices are texts or `{value, label}`, and these are " + TypeNames.of(item));
        }
    }

    private void report(Span span, String message) {
        diagnostics.report(Code.TYPE_MISMATCH, source, span, message);
    }
}
