package dev.tocsin.check;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.expression.Template;
import dev.tocsin.schema.SecretTypes;
import dev.tocsin.schema.Type;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;

import java.util.List;

/** A secret that would go where people or services see it in the clear. */
final class SecretExposed {

    private final SourceText source;
    private final Diagnostics diagnostics;

    SecretExposed(SourceText source, Diagnostics diagnostics) {
        this.source = source;
        this.diagnostics = diagnostics;
    }

    /**
     * @param expected what may stand there, with the places that are marked for secrets
     * @param place in words, after "would be seen in"
     * @param otherwise how that place could be made fit for secrets, or empty
     * @return whether the template is fine
     */
    boolean check(Template template, Type expected, Type actual, String place, String otherwise) {
        if (!SecretTypes.exposes(expected, actual)) {
            return true;
        }
        return switch (template) {
            case Template.Fields(List<Template.Field> fields, _)
                    when actual instanceof Type.Obj object -> {
                boolean fine = true;
                for (Template.Field field : fields) {
                    String name = field.key().text();
                    Type wanted = SecretTypes.fieldOf(expected, name);
                    Type given = object.fields().getOrDefault(name, Type.ANY);
                    fine &= check(field.value(), wanted, given, place, otherwise);
                }
                yield fine;
            }
            case Template.Single single -> report(single.span(), place, otherwise);
            case Template.Interpolated text -> report(text.span(), place, otherwise);
            case Template.Items list -> report(list.span(), place, otherwise);
            case Template.Fields map -> report(map.span(), place, otherwise);
            case Template.Constant constant -> report(constant.span(), place, otherwise);
        };
    }

    private boolean report(Span span, String place, String otherwise) {
        String reveal = "leave it out, or say why it may show: `reveal(x, \"reason\")`";
        diagnostics.report(
                Code.SECRET_EXPOSED,
                source,
                span,
                "a secret would be seen in " + place,
                Note.help(otherwise.isEmpty() ? reveal : otherwise + "; or " + reveal));
        return false;
    }
}
