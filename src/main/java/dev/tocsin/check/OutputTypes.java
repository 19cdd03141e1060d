package dev.tocsin.check;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.expression.Template;
import dev.tocsin.playbook.Parameter;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.ReturnStep;
import dev.tocsin.schema.Fit;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeNames;
import dev.tocsin.source.Span;

/** A {@code return} whose value is of another type than the output is declared to be. */
final class OutputTypes {

    private final Playbook playbook;
    private final Diagnostics diagnostics;

    OutputTypes(Playbook playbook, Diagnostics diagnostics) {
        this.playbook = playbook;
        this.diagnostics = diagnostics;
    }

    void check(ReturnStep step, Type given, SecretExposed secrets) {
        secrets.check(
                step.outputs(),
                HeadTypes.outputs(playbook),
                given,
                "the outputs of the playbook",
                "mark the output `x-secret: true` under `outputs`");
        if (!(given instanceof Type.Obj fields)) {
            return;
        }
        for (Parameter output : playbook.outputs()) {
            Type actual = fields.fields().get(output.name().text());
            Type expected = output.schema().type();
            if (actual != null && Fit.between(expected, actual) == Fit.NO) {
                diagnostics.report(
                        Code.INVALID_OUTPUT,
                        playbook.source(),
                        spanOf(step.outputs(), output.name().text()),
                        "the output `"
                                + output.name()
                                + "` is "
                                + TypeNames.of(expected)
                                + ", but this is "
                                + TypeNames.of(actual));
            }
        }
    }

    private static Span spanOf(Template template, String name) {
        if (template instanceof Template.Fields(var fields, _)) {
            for (Template.Field field : fields) {
                if (field.key().text().equals(name)) {
                    return field.value().span();
                }
            }
        }
        return template.span();
    }
}
