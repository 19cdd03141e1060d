package dev.tocsin.check;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.expression.Template;
import dev.tocsin.playbook.Parameter;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.ReturnStep;
import dev.tocsin.playbook.Step;
import dev.tocsin.source.Span;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;

import java.util.ArrayList;
import java.util.List;

/** A {@code return} that does not give what the playbook declares under {@code outputs}. */
final class InvalidOutput {

    private final Playbook playbook;
    private final Diagnostics diagnostics;

    private InvalidOutput(Playbook playbook, Diagnostics diagnostics) {
        this.playbook = playbook;
        this.diagnostics = diagnostics;
    }

    /** A playbook that declares no outputs may return anything. */
    static void check(Playbook playbook, Diagnostics diagnostics) {
        if (playbook.outputs().isEmpty()) {
            return;
        }
        InvalidOutput check = new InvalidOutput(playbook, diagnostics);
        for (Step step : InnerSteps.all(playbook)) {
            if (step instanceof ReturnStep end) {
                check.outputs(end);
            }
        }
    }

    private void outputs(ReturnStep end) {
        List<String> given = new ArrayList<>();
        switch (end.outputs()) {
            case Template.Fields(List<Template.Field> fields, Span _) -> {
                for (Template.Field field : fields) {
                    given.add(field.key().text());
                    declared(field.key());
                }
            }
            case Template.Constant constant -> {
                boolean mayHoldOutputs =
                        constant.value() instanceof NullValue
                                || constant.value() instanceof MapValue;
                if (!mayHoldOutputs) {
                    // The structure check has said that `return` holds a map.
                    return;
                }
            }
            case Template.Single _, Template.Interpolated _, Template.Items _ ->
                    throw new IllegalStateException("`return` holds a mapping");
        }
        for (Parameter output : playbook.outputs()) {
            if (output.fallback() == null && !given.contains(output.name().text())) {
                report(
                        end.head().span(),
                        "`return` does not give the output `" + output.name() + "`",
                        Note.help("add it, or give it a `default` under `outputs`"));
            }
        }
    }

    private void declared(ScalarNode key) {
        List<String> names = new ArrayList<>();
        for (Parameter output : playbook.outputs()) {
            if (output.name().text().equals(key.text())) {
                return;
            }
            names.add(output.name().text());
        }
        Note similar = Suggestion.note(key.text(), names);
        report(
                key.span(),
                "the playbook declares no output `" + key.text() + "`",
                similar == null ? Note.help("declare it under `outputs`") : similar);
    }

    private void report(Span span, String message, Note note) {
        diagnostics.report(Code.INVALID_OUTPUT, playbook.source(), span, message, note);
    }
}
