package dev.tocsin.check;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.playbook.SwitchStep;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeUnion;
import dev.tocsin.source.SourceText;
import dev.tocsin.value.StringValue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A {@code switch} without {@code default} over a known list of texts, some of which it misses. */
final class UnhandledEnumValue {

    private UnhandledEnumValue() {}

    static void check(SwitchStep step, Type subject, SourceText source, Diagnostics diagnostics) {
        if (step.otherwise() != null
                || !(TypeUnion.withoutNull(subject) instanceof Type.Str(Set<String> values))
                || values.isEmpty()) {
            return;
        }
        List<String> missing = new ArrayList<>(values);
        for (SwitchStep.Case one : step.cases()) {
            for (SwitchStep.CaseValue value : one.values()) {
                if (value.value() instanceof StringValue(String text)) {
                    missing.remove(text);
                }
            }
        }
        if (!missing.isEmpty()) {
            diagnostics.report(
                    Code.UNHANDLED_ENUM_VALUE,
                    source,
                    step.head().span(),
                    "this `switch` has no case for " + ActionCheck.listed(missing),
                    Note.help(
                            "add what is missing, or a `default` with what is done for the rest"));
        }
    }
}
