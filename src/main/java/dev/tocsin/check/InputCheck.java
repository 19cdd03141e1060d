package dev.tocsin.check;

import dev.tocsin.check.TemplateFit.Nulls;
import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.expression.Template;
import dev.tocsin.expression.TemplateChecker;
import dev.tocsin.playbook.Name;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.SchemaPlace;
import dev.tocsin.schema.Type;
import dev.tocsin.source.SourceText;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The inputs of one action or call: unknown, missing, or what the operation or playbook never
 * takes. Null for an input that need not be given leaves it out.
 */
final class InputCheck {

    private final Name called;
    private final Template with;
    private final String key;
    private final Schema schema;
    private final Type.Obj inputs;
    private final SourceText source;
    private final Diagnostics diagnostics;

    /**
     * @param key that the inputs stand under
     */
    InputCheck(
            Name called,
            Template with,
            String key,
            Schema schema,
            Type.Obj inputs,
            SourceText source,
            Diagnostics diagnostics) {
        this.called = called;
        this.with = with;
        this.key = key;
        this.schema = schema;
        this.inputs = inputs;
        this.source = source;
        this.diagnostics = diagnostics;
    }

    void check(LexicalEnvironment names) {
        TemplateFit fit = new TemplateFit(names, Code.INVALID_INPUT, source, diagnostics);
        SchemaPlace place = SchemaPlace.of(schema);
        Set<String> given = new HashSet<>();
        List<Template.Field> unknown = new ArrayList<>();
        if (with instanceof Template.Fields(List<Template.Field> fields, _)) {
            for (Template.Field field : fields) {
                given.add(field.key().text());
                String name = field.key().text();
                if (inputs.fields().containsKey(name)) {
                    boolean required = inputs.required().contains(name);
                    SchemaPlace input = place.field(name);
                    Type actual =
                            fit.check(
                                    field.value(),
                                    input,
                                    TemplateFit.Subject.of("the input `" + name + "`", field),
                                    required ? Nulls.REFUSED : Nulls.LEFT_OUT);
                    hidden(field, input.type(), actual);
                } else {
                    Type actual = TemplateChecker.check(field.value(), names, source, diagnostics);
                    hidden(field, Type.ANY, actual);
                    if (!inputs.open()) {
                        unknown.add(field);
                    }
                }
            }
        }
        List<String> missing = missing(given);
        for (Template.Field field : unknown) {
            String meant = meant(field.key().text(), missing, unknown.size());
            missing.remove(meant);
            unknown(field, meant);
        }
        report(missing);
    }

    private void hidden(Template.Field field, Type expected, Type actual) {
        new SecretExposed(source, diagnostics)
                .check(
                        field.value(),
                        expected,
                        actual,
                        "the input `" + field.key().text() + "` of `" + called + "`",
                        field.key().text().equals("headers")
                                ? "let the connection send it: `auth: { kind: apiKey, header: ...,"
                                        + " key: ... }` in `connections.yaml`"
                                : "hand it to an input that the connector marks `x-secret: true`");
    }

    /** One unknown input and one that is missing are one mistake. */
    private @Nullable String meant(String name, List<String> missing, int unknown) {
        String closest = Suggestion.closest(name, inputs.fields().keySet());
        return closest == null && unknown == 1 && missing.size() == 1
                ? missing.getFirst()
                : closest;
    }

    private void unknown(Template.Field field, @Nullable String meant) {
        List<String> known = new ArrayList<>(inputs.fields().keySet());
        diagnostics.report(
                Code.UNKNOWN_INPUT,
                source,
                field.key().span(),
                "`" + called + "` has no input `" + field.key().text() + "`",
                Note.fact(
                        known.isEmpty()
                                ? "it takes no inputs"
                                : "its inputs are " + ActionCheck.listed(known)),
                Note.help(meant == null ? "remove it" : "did you mean `" + meant + "`?"));
    }

    private List<String> missing(Set<String> given) {
        List<String> missing = new ArrayList<>();
        for (String name : inputs.fields().keySet()) {
            if (inputs.required().contains(name) && !given.contains(name)) {
                missing.add(name);
            }
        }
        return missing;
    }

    private void report(List<String> missing) {
        if (missing.isEmpty()) {
            return;
        }
        diagnostics.report(
                Code.MISSING_INPUT,
                source,
                called.span(),
                "`"
                        + called
                        + "` needs "
                        + (missing.size() == 1 ? "the input " : "the inputs ")
                        + ActionCheck.listed(missing),
                Note.help("add " + (missing.size() == 1 ? "it" : "them") + " under `" + key + "`"));
    }
}
