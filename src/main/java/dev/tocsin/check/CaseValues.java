package dev.tocsin.check;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.playbook.SwitchStep;
import dev.tocsin.schema.Fit;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeNames;
import dev.tocsin.schema.ValueTypes;
import dev.tocsin.source.SourceText;
import dev.tocsin.value.StringValue;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/** A case that the value of its {@code switch} can never be. */
final class CaseValues {

    private final SourceText source;
    private final Diagnostics diagnostics;

    CaseValues(SourceText source, Diagnostics diagnostics) {
        this.source = source;
        this.diagnostics = diagnostics;
    }

    void check(SwitchStep step, Type subject) {
        for (SwitchStep.Case option : step.cases()) {
            for (SwitchStep.CaseValue value : option.values()) {
                if (Fit.between(subject, ValueTypes.of(value.value())) == Fit.NO) {
                    report(value, subject);
                }
            }
        }
    }

    private void report(SwitchStep.CaseValue value, Type subject) {
        String message = "this case is never met: the value is `" + TypeNames.of(subject) + "`";
        String meant =
                value.value() instanceof StringValue(String text) ? closest(text, subject) : null;
        if (meant == null) {
            diagnostics.report(Code.IMPOSSIBLE_COMPARISON, source, value.span(), message);
        } else {
            diagnostics.report(
                    Code.IMPOSSIBLE_COMPARISON,
                    source,
                    value.span(),
                    message,
                    Note.help("did you mean `" + meant + "`?"));
        }
    }

    private static @Nullable String closest(String text, Type subject) {
        return switch (subject) {
            case Type.Secret(Type inner) -> closest(text, inner);
            case Type.Str(Set<String> values) -> Suggestion.closest(text, values);
            case Type.Union(List<Type> options) -> {
                for (Type option : options) {
                    if (option instanceof Type.Str(Set<String> values)) {
                        yield Suggestion.closest(text, values);
                    }
                }
                yield null;
            }
            case Type.Any _,
                    Type.Null _,
                    Type.Bool _,
                    Type.Int _,
                    Type.Number _,
                    Type.Bytes _,
                    Type.Timestamp _,
                    Type.Duration _,
                    Type.ListOf _,
                    Type.Obj _,
                    Type.MapOf _ ->
                    null;
        };
    }
}
