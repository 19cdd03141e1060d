package dev.tocsin.check;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.expression.Template;
import dev.tocsin.expression.TemplateChecker;
import dev.tocsin.playbook.Parameter;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.ReturnStep;
import dev.tocsin.schema.SchemaPlace;
import dev.tocsin.schema.Type;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A {@code return} whose value is of another type than the output is declared to be. */
final class OutputTypes {

    private final Playbook playbook;
    private final Diagnostics diagnostics;

    OutputTypes(Playbook playbook, Diagnostics diagnostics) {
        this.playbook = playbook;
        this.diagnostics = diagnostics;
    }

    /** Types what a {@code return} gives, and checks it. */
    void check(ReturnStep step, LexicalEnvironment names, SecretExposed secrets) {
        secrets.check(
                step.outputs(),
                HeadTypes.outputs(playbook),
                type(step.outputs(), names),
                "the outputs of the playbook",
                "mark the output `x-secret: true` under `outputs`");
    }

    private Type type(Template outputs, LexicalEnvironment names) {
        if (!(outputs instanceof Template.Fields(List<Template.Field> fields, _))) {
            return TemplateChecker.check(outputs, names, playbook.source(), diagnostics);
        }
        TemplateFit fit =
                new TemplateFit(names, Code.INVALID_OUTPUT, playbook.source(), diagnostics);
        Map<String, Type> types = new LinkedHashMap<>();
        for (Template.Field field : fields) {
            Parameter output = output(field.key().text());
            types.put(
                    field.key().text(),
                    output == null
                            ? TemplateChecker.check(
                                    field.value(), names, playbook.source(), diagnostics)
                            : fit.check(
                                    field.value(),
                                    SchemaPlace.of(output.schema()),
                                    TemplateFit.Subject.of(
                                            "the output `" + output.name() + "`", field),
                                    TemplateFit.Nulls.REFUSED));
        }
        return new Type.Obj(types, types.keySet(), false);
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
