package dev.tocsin.check;

import dev.tocsin.connector.OperationSpec;
import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.expression.Template;
import dev.tocsin.expression.TemplateChecker;
import dev.tocsin.playbook.ActionStep;
import dev.tocsin.schema.Fit;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.SchemaFault;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeNames;
import dev.tocsin.schema.ValueCheck;
import dev.tocsin.source.SourceText;
import dev.tocsin.value.Json;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The inputs of one action: unknown, missing, or of a type that its operation never takes. */
final class InputCheck {

    private final ActionStep step;
    private final OperationSpec spec;
    private final Type.Obj inputs;
    private final SourceText source;
    private final Diagnostics diagnostics;

    InputCheck(
            ActionStep step,
            OperationSpec spec,
            Type.Obj inputs,
            SourceText source,
            Diagnostics diagnostics) {
        this.step = step;
        this.spec = spec;
        this.inputs = inputs;
        this.source = source;
        this.diagnostics = diagnostics;
    }

    void check(LexicalEnvironment names) {
        Set<String> given = new HashSet<>();
        List<Template.Field> unknown = new ArrayList<>();
        if (step.with() instanceof Template.Fields(List<Template.Field> fields, _)) {
            for (Template.Field field : fields) {
                given.add(field.key().text());
                Schema schema = schemaOf(field.key().text());
                Type actual =
                        TemplateChecker.check(
                                field.value(),
                                schema == null ? Schema.ANY : schema,
                                names,
                                source,
                                diagnostics);
                Type expected = inputs.fields().get(field.key().text());
                boolean hidden = isHidden(field, expected, actual);
                if (expected != null && hidden) {
                    fit(field, Type.Secret.open(expected), actual);
                } else if (expected == null && !inputs.open()) {
                    unknown.add(field);
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

    private boolean isHidden(Template.Field field, @Nullable Type expected, Type actual) {
        String input = "the input `" + field.key().text() + "` of `" + step.operation() + "`";
        return new SecretExposed(source, diagnostics)
                .check(
                        field.value(),
                        expected == null ? Type.ANY : expected,
                        actual,
                        input,
                        "hand it to an input that the connector marks `x-secret: true`");
    }

    private void fit(Template.Field field, Type expected, Type actual) {
        if (field.value() instanceof Template.Constant constant) {
            fit(field, constant, expected);
        } else if (Fit.between(expected, actual) == Fit.NO) {
            report(field, "is " + TypeNames.of(expected) + ", but this is " + TypeNames.of(actual));
        }
    }

    /** A constant is checked against the whole schema: bounds and patterns, not only the type. */
    private void fit(Template.Field field, Template.Constant constant, Type expected) {
        Schema schema = schemaOf(field.key().text());
        if (schema == null) {
            return;
        }
        Value value = constant.value();
        boolean plainText =
                expected instanceof Type.Str && !(value instanceof StringValue) && isScalar(value);
        Value meant = plainText ? new StringValue(source.slice(constant.span())) : value;
        if (expected instanceof Type.Str(Set<String> texts)
                && !texts.isEmpty()
                && meant instanceof StringValue(String text)
                && !texts.contains(text)) {
            String suggestion = Suggestion.closest(text, texts);
            report(
                    field,
                    "is " + TypeNames.of(expected) + ", but this is `" + text + "`",
                    suggestion == null ? null : "did you mean `" + suggestion + "`?");
            return;
        }
        List<SchemaFault> faults =
                ValueCheck.of(schema).check(meant, "the input `" + field.key().text() + "`");
        if (!faults.isEmpty()) {
            boolean oneForList = expected instanceof Type.ListOf && meant instanceof StringValue;
            String help =
                    oneForList ? "write `[" + Json.write(meant) + "]` for a list of one" : null;
            invalid(field, faults.getFirst().message(), help);
        }
    }

    private static boolean isScalar(Value value) {
        return switch (value.kind()) {
            case "int", "double", "bool" -> true;
            default -> false;
        };
    }

    private @Nullable Schema schemaOf(String input) {
        return spec.input().json().get("properties") instanceof MapValue properties
                        && properties.get(input) instanceof MapValue schema
                ? new Schema(schema)
                : null;
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
                "`" + step.operation() + "` has no input `" + field.key().text() + "`",
                Note.fact("its inputs are " + ActionCheck.listed(known)),
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
                step.operation().span(),
                "`"
                        + step.operation()
                        + "` needs "
                        + (missing.size() == 1 ? "the input " : "the inputs ")
                        + ActionCheck.listed(missing),
                Note.help("add " + (missing.size() == 1 ? "it" : "them") + " under `with`"));
    }

    private void report(Template.Field field, String what) {
        report(field, what, null);
    }

    private void report(Template.Field field, String what, @Nullable String help) {
        invalid(field, "the input `" + field.key().text() + "` " + what, help);
    }

    private void invalid(Template.Field field, String message, @Nullable String help) {
        if (help == null) {
            diagnostics.report(Code.INVALID_INPUT, source, field.value().span(), message);
        } else {
            diagnostics.report(
                    Code.INVALID_INPUT, source, field.value().span(), message, Note.help(help));
        }
    }
}
