package dev.tocsin.check;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.expression.Template;
import dev.tocsin.expression.TemplateChecker;
import dev.tocsin.playbook.Parameter;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.ReturnStep;
import dev.tocsin.schema.SchemaPlace;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** A {@code return} whose value is of another type than the output is declared to be. */
final class OutputTypes {

    private final Playbook playbook;
    private final Diagnostics diagnostics;

    OutputTypes(Playbook playbook, Diagnostics diagnostics) {
        this.playbook = playbook;
        this.diagnostics = diagnostics;
    }

    /** Types what a {@code return} gives, and checks it. */
    void check(ReturnStep step, LexicalEnvironment names) {
        if (!(step.outputs() instanceof Template.Fields(List<Template.Field> fields, _))) {
            TemplateChecker.check(step.outputs(), names, playbook.source(), diagnostics);
            return;
        }
        TemplateFit fit =
                new TemplateFit(names, Code.INVALID_OUTPUT, playbook.source(), diagnostics);
        for (Template.Field field : fields) {
            Parameter output = output(field.key().text());
            if (output == null) {
                TemplateChecker.check(field.value(), names, playbook.source(), diagnostics);
            } else {
                fit.check(
                        field.value(),
                        SchemaPlace.of(output.schema()),
                        TemplateFit.Subject.of("the output `" + output.name() + "`", field),
                        TemplateFit.Nulls.REFUSED);
            }
        }
    }

    private @Nullable Parameter output(String name) {
        for (Parameter output : playbook.outputs()) {
            if (output.name().text().equals(name)) {
                return output;
            }
        }
        return null;
    }
}
